/** What can be made to go wrong with an emulated radar, as data that a script or a page can hold. */

/** The packet of a number, counted from 1 from the start of the run, or each one with a probability. */
export type Which = { readonly at: number } | { readonly share: number }

/** On the way of packets from the card to its host. */
export type PacketFault = Which &
  (
    | { readonly kind: 'loss'; readonly length: number }
    /** Comes after the `by` packets that follow it. */
    | { readonly kind: 'delay'; readonly by: number }
    /** Comes a second time after the `after` packets that follow it. */
    | { readonly kind: 'repeat'; readonly after: number }
    /** Only its first bytes arrive, ten of which are the header. */
    | { readonly kind: 'truncate'; readonly bytes: number }
    /** Another sender's packet with the same counts comes before it. */
    | { readonly kind: 'stranger' }
  )

/** In what the card makes of the frames. Frames count from 0 from the start of the run. */
export type StreamFault =
  /** Counting begins anew with this frame; the `away` frames before it are not recorded. */
  | { readonly kind: 'restart'; readonly frame: number; readonly away: number }
  /** The run begins with the counts of a recording that is `frame` frames old. */
  | { readonly kind: 'join'; readonly frame: number }
  /** The last packet of a run is not filled up to the full size. */
  | { readonly kind: 'short-last' }

/** In what the card answers. `command` is a code of the protocol, such as 0x05. */
export type CardFault =
  /** Hears none of the next requests after each FPGA configuration. */
  | { readonly kind: 'deaf'; readonly requests: number }
  | { readonly kind: 'mute'; readonly command: number; readonly times: number }
  | { readonly kind: 'refuse'; readonly command: number; readonly times: number }
  | { readonly kind: 'version'; readonly status: number }
  /** The radar sends nothing over LVDS, and the card says so (status bit 0). */
  | { readonly kind: 'no-lvds' }
  /** Reports these status bits by itself, before the frame. */
  | { readonly kind: 'status'; readonly frame: number; readonly bits: number }
  /** The last packet of a run comes so long after the card has said that it is done, s. */
  | { readonly kind: 'late-last'; readonly seconds: number }

/** Loses power, or its cable, before the frame, and has it back `frames` later; 0: not by itself. */
export interface Cut {
  readonly kind: 'cut'
  readonly what: Part
  readonly frame: number
  readonly frames: number
}

export const parts = ['radar', 'card', 'network'] as const
export type Part = (typeof parts)[number]

export type Fault = PacketFault | StreamFault | CardFault | Cut

const packetKinds: ReadonlySet<string> = new Set([
  'loss',
  'delay',
  'repeat',
  'truncate',
  'stranger',
])

export function isPacketFault(fault: Fault): fault is PacketFault {
  return packetKinds.has(fault.kind)
}

/** Faults of one kind. */
export function ofKind<K extends Fault['kind']>(
  faults: readonly Fault[],
  kind: K,
): Extract<Fault, { kind: K }>[] {
  return faults.filter((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind)
}
