/** The capture card as its host sees it on the configuration port: requests in, answers out. */
import { codes, decodeCommand, encodeReply } from '../dca1000/protocol.ts'
import { type Fault, ofKind } from './faults.ts'

export interface Card {
  /** The answer to a datagram, if the card gives one, and what it begins or ends to do by it. */
  hear(datagram: Uint8Array): CardAnswer
  /** As after a loss of power: nothing is configured, nothing recorded. */
  reset(): void
  readonly recording: boolean
  /** Pause between two packets, s. */
  readonly packetDelay: number
  report(): CardReport
}

export interface CardAnswer {
  readonly reply?: Uint8Array
  readonly does?: 'start' | 'stop'
}

/** What was asked of the card, for whoever wants to know how a host behaves. */
export interface CardReport {
  readonly requests: number
  /** Requests that came while it was deaf, or that a fault made it pass over. */
  readonly ignored: number
  /** Data of the packet configuration: 6 bytes with the size, or 4 without. */
  readonly packetConfiguration?: 4 | 6
  /** 1: four lanes, 2: two lanes. */
  readonly lanes?: number
  /** What was asked out of turn, one sentence each, the latest last. */
  readonly refused: readonly string[]
}

/** Requests that a card passes over after it was configured, where no fault says otherwise. */
const usuallyDeaf = 1
/** The version of the card in shared traffic: 2.8 (hardware.md 2). */
const usualVersion = 0x0402
const mostRefused = 20

/** @param faults looked at with each request, so that more can be added while it runs */
export function createCard(faults: readonly Fault[]): Card {
  let configured = false
  let recording = false
  let packetDelay = 25e-6
  let deafFor = 0
  let requests = 0
  let ignored = 0
  let packetConfiguration: 4 | 6 | undefined
  let lanes: number | undefined
  let refused: string[] = []
  const spent = new Map<Fault, number>()

  return {
    hear(datagram) {
      const command = decodeCommand(datagram)
      if (!command) return {}
      requests++
      if (deafFor > 0 || hits('mute', command.code)) {
        deafFor = Math.max(0, deafFor - 1)
        ignored++
        return {}
      }
      const { code } = command
      if (hits('refuse', code)) return answer(code, refuse('a fault refuses it'))
      const was = recording
      const status = obey(code, command.data)
      const does = was === recording ? undefined : recording ? 'start' : 'stop'
      return { ...answer(code, status), ...(does ? { does } : {}) }
    },
    reset,
    get recording() {
      return recording
    },
    get packetDelay() {
      return packetDelay
    },
    report: () => ({ requests, ignored, packetConfiguration, lanes, refused }),
  }

  function obey(code: number, data: Uint8Array): number {
    if (code === codes.recordStart) {
      if (!configured) return refuse('RECORD_START before CONFIG_FPGA_GEN')
      if (recording) return refuse('RECORD_START while it records')
      recording = true
    } else if (code === codes.recordStop) {
      if (!recording) return refuse('RECORD_STOP while it does not record')
      recording = false
    } else if (code === codes.configureFpga) {
      if (recording) return refuse('CONFIG_FPGA_GEN while it records')
      if (data.length !== 6) return refuse(`CONFIG_FPGA_GEN with ${data.length} bytes of data`)
      configured = true
      lanes = data[1]
      deafFor = ofKind(faults, 'deaf').at(-1)?.requests ?? usuallyDeaf
    } else if (code === codes.configurePackets) {
      if (recording) return refuse('CONFIG_PACKET_DATA while it records')
      if (data.length !== 4 && data.length !== 6) {
        return refuse(`CONFIG_PACKET_DATA with ${data.length} bytes of data`)
      }
      packetConfiguration = data.length
      const at = data.length === 6 ? 2 : 0
      packetDelay = (data[at] + 256 * data[at + 1]) * 8e-9
    } else if (code === codes.readVersion) {
      return ofKind(faults, 'version').at(-1)?.status ?? usualVersion
    } else if (code === codes.resetFpga) reset()
    else if (!known.has(code)) return refuse(`unknown command ${code}`)
    return 0
  }

  function reset(): void {
    configured = false
    recording = false
    deafFor = 0
  }

  function refuse(why: string): number {
    refused = [...refused, why].slice(-mostRefused)
    return 1
  }

  /** Whether a fault of this kind is about the command and not used up. */
  function hits(kind: 'mute' | 'refuse', code: number): boolean {
    const fault = ofKind(faults, kind).find(
      (one) => one.command === code && (spent.get(one) ?? 0) < one.times,
    )
    if (fault) spent.set(fault, (spent.get(fault) ?? 0) + 1)
    return fault !== undefined
  }
}

const known: ReadonlySet<number> = new Set(Object.values(codes))

function answer(code: number, status: number): CardAnswer {
  return { reply: encodeReply(code, status) }
}
