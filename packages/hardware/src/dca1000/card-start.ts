/** In which order a card is asked for its data (hardware.md 2; RadarML/xwr capture/api.py). */
import { CardError } from './card-error.ts'
import {
  type CardVersion,
  codes,
  fpgaConfiguration,
  packetConfiguration,
  versionOf,
} from './protocol.ts'
import type { Requests } from './requests.ts'

export interface CardSetup {
  /** LVDS lanes of the board. */
  readonly lanes: 2 | 4
  readonly bits: 12 | 14 | 16
  /** Pause between two packets, s; 0 to 524 µs. */
  readonly packetDelay: number
}

/** The card is deaf for a moment after it was configured; xwr asks 30 times. */
const patient = { timeout: 0.2, tries: 30 }

/** Whether it is there, and what it is. Rejects with CardError. */
export async function greetCard(requests: Requests): Promise<CardVersion> {
  await requests.order(codes.connect)
  const version = versionOf(await requests.ask(codes.readVersion))
  if (!version.playback) return version
  throw new CardError('refused', {
    message: `The DCA1000 runs its playback image (version ${version.major}.${version.minor}), which records nothing.`,
    cause: "The card's switch SW2 is set to playback.",
    remedy: 'Set the card to capture (SW2, see its manual), and switch it off and on.',
  })
}

/**
 * Sets packets, lanes and bits; what a former host left recording is stopped first. Comes back when
 * the card hears again. Rejects with CardError.
 */
export async function configureCard(requests: Requests, setup: CardSetup): Promise<void> {
  // Refused where nothing records, which is as well.
  await requests.ask(codes.recordStop)
  await requests.order(codes.configurePackets, packetConfiguration(setup.packetDelay))
  await requests.order(codes.configureFpga, fpgaConfiguration(setup.lanes, setup.bits))
  await requests.order(codes.connect, undefined, patient)
}

/**
 * RECORD_START, to come before sensorStart so that byte 0 is the beginning of a frame. An answer may
 * be lost on the way, and a second RECORD_START be refused for that; so each try begins with a stop.
 */
export async function startRecording(requests: Requests, tries = 3): Promise<void> {
  try {
    return await requests.order(codes.recordStart, undefined, { tries: 1 })
  } catch (error) {
    if (tries <= 1 || !(error instanceof CardError) || error.kind !== 'silent') throw error
  }
  await requests.ask(codes.recordStop)
  return startRecording(requests, tries - 1)
}

/** RECORD_STOP; its refusal means that nothing recorded. The last packet may come after the answer. */
export async function stopRecording(requests: Requests): Promise<void> {
  await requests.ask(codes.recordStop)
}
