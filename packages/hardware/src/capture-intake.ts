/** What comes from the card, until it is frames; and waiting for it. */
import type { PacketCounts } from '@chirpflow/graph'
import { type CaptureMeter, createMeter } from './capture-meter.ts'
import { type Clock, wait } from './clock.ts'
import { createAssembler, type Sender } from './dca1000/assembler.ts'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'

export interface Intake {
  onPacket(packet: Uint8Array, sender: Sender): void
  onStatus(bits: number): void
  /** Who may send from now on. */
  setCard(card: Partial<Sender>): void
  /** Of the card, since the capture began; seconds since the last one. */
  readonly packets: number
  quietFor(): number
  /**
   * From now on it is silent: packets that are pushed out by stopping the card say nothing of when
   * the radar was heard last. Holds until another recording begins, or `resume`.
   */
  silence(): void
  resume(): void
  readonly frames: number
  /** Index of the last frame; -1 before the first. */
  readonly lastIndex: number
  /** Status bits since they were last forgotten. */
  readonly status: number
  forgetStatus(): void
  readonly meter: CaptureMeter
  counts(): PacketCounts
  /** Waits until it holds, looked at whenever something comes, and at most so long. */
  until(holds: () => boolean, seconds: number, signal: AbortSignal): Promise<boolean>
  /** Passes on what is still open. */
  finish(): void
}

/** @param frameInterval s, by the configuration */
export function createIntake(
  clock: Clock,
  frameBytes: number,
  frameInterval: number,
  onFrame: (frame: AssembledFrame) => void,
): Intake {
  const meter = createMeter(clock, frameInterval)
  const waiting = new Set<() => void>()
  let card: Partial<Sender> = {}
  let packets = 0
  let lastPacket = clock.now()
  let lastHeard: number | undefined
  let frames = 0
  let lastIndex = -1
  let status = 0
  const assembler = createAssembler({
    frameBytes,
    // Whole frame periods that nothing came of, asked when a recording follows another.
    framesAway() {
      const away = (clock.now() - (lastHeard ?? lastPacket)) / frameInterval
      lastHeard = undefined
      return Math.max(0, Math.round(away) - 1)
    },
    card: {
      get address() {
        return card.address
      },
      get port() {
        return card.port
      },
    },
    onFrame(frame) {
      frames++
      lastIndex = frame.index
      meter.frame(frame)
      onFrame(frame)
    },
  })

  return {
    onPacket(packet, sender) {
      assembler.push(packet, sender)
      const others =
        (card.address !== undefined && card.address !== sender.address) ||
        (card.port !== undefined && card.port !== sender.port)
      if (others) return
      packets++
      lastPacket = clock.now()
      wake()
    },
    onStatus(bits) {
      status |= bits
      wake()
    },
    setCard(changed) {
      card = changed
    },
    get packets() {
      return packets
    },
    quietFor: () => clock.now() - lastPacket,
    silence() {
      lastHeard ??= lastPacket
    },
    resume() {
      lastHeard = undefined
    },
    get frames() {
      return frames
    },
    get lastIndex() {
      return lastIndex
    },
    get status() {
      return status
    },
    forgetStatus() {
      status = 0
    },
    meter,
    counts: () => assembler.counts(),
    async until(holds, seconds, signal) {
      const woken = new AbortController()
      const look = () => {
        if (holds() || signal.aborted) woken.abort()
      }
      waiting.add(look)
      signal.addEventListener('abort', look)
      look()
      await wait(clock, seconds, woken.signal)
      waiting.delete(look)
      signal.removeEventListener('abort', look)
      return holds()
    },
    finish: () => assembler.finish(),
  }

  function wake(): void {
    for (const look of waiting) look()
  }
}
