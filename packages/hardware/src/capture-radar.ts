/** What is said to card and radar to make them stream, in the one order that works (hardware.md 2). */
import { commandsFor, type RadarSetup } from '@chirpflow/formats'
import { HostError } from '@chirpflow/graph'
import { CaptureError } from './capture-error.ts'
import type { Intake } from './capture-intake.ts'
import type { Site } from './capture-site.ts'
import type { Clock } from './clock.ts'
import { configureCard, greetCard, startRecording, stopRecording } from './dca1000/card-start.ts'
import type { CardLink } from './dca1000/link.ts'
import { statusBits } from './dca1000/protocol.ts'
import type { CommandLine } from './mmwave/command-line.ts'
import { configure, startSensor, stopSensor } from './mmwave/configure.ts'
import {
  describeFirmware,
  deviceOf,
  type Firmware,
  identify,
  releaseOf,
  whyNoStream,
} from './mmwave/identify.ts'

/** A radar that was found, with all that is needed to go on. */
export interface Radar {
  readonly setup: RadarSetup
  readonly site: Site
  readonly link: CardLink
  readonly intake: Intake
  readonly clock: Clock
  /** Ends all waiting. */
  readonly signal: AbortSignal
  /** Opened again when the radar was unplugged. */
  commandLine: CommandLine | undefined
  /** Was told to stream, and has to be told to stop. */
  started: boolean
}

/** What answers on the line. Rejects with CaptureError where it can never stream. */
export async function identifyRadar(commandLine: CommandLine): Promise<Firmware> {
  const firmware = await identify(commandLine)
  const never = whyNoStream(firmware)
  if (never) throw new CaptureError(never, 'device')
  return firmware
}

/** Asks both what they are. One sentence. */
export async function check(radar: Radar): Promise<string> {
  const { link, commandLine, setup, site, intake } = radar
  const { major, minor } = await greetCard(link.requests)
  intake.setCard(site.cardOf(link))
  const card = `DCA1000 version ${major}.${minor}`
  if (!commandLine) return `${card}; the radar is run by another program.`
  const firmware = await identifyRadar(commandLine)
  deviceOf(firmware, setup.device)
  return `${card}; ${describeFirmware(firmware)}.`
}

/** Stops what runs, and sets both. One sentence. */
export async function configureBoth(radar: Radar): Promise<string> {
  const { link, commandLine, setup, site } = radar
  const { profile, commands, decoding } = setup
  let told = 'the radar is configured by another program'
  if (commandLine) {
    const firmware = await identify(commandLine)
    const plan = commandsFor(profile, firmware.dialect, commands, releaseOf(firmware))
    if (plan.refusals.length > 0) throw new HostError(plan.refusals.join('; '), 'config')
    const lines = await configure(commandLine, plan.configure)
    told = `the radar took ${lines.length} lines`
  }
  const { lanes } = profile
  const { bits } = decoding
  const { packetDelay } = site.options
  await configureCard(link.requests, { lanes, bits, packetDelay })
  const pause = Number((packetDelay * 1e6).toPrecision(3))
  return `Card: ${lanes} lanes, ${bits} bits, a pause of ${pause} µs; ${told}.`
}

/** Seconds for the first whole frame to come, at least; and frames. */
const firstFrameTime = 3
const firstFramePeriods = 5
/** Seconds for a person to start the frames in another program. */
const personTime = 300

/**
 * From RECORD_START to the first whole frame; whether it came. The card has to listen before the
 * radar starts, so that byte 0 is the beginning of a frame.
 */
export async function startBoth(radar: Radar): Promise<boolean> {
  const { link, commandLine, intake, signal, setup } = radar
  const { frames } = intake
  intake.forgetStatus()
  radar.started = true
  await startRecording(link.requests)
  if (commandLine) await startSensor(commandLine)
  const { frameInterval } = setup.facts.acquisition
  const patience = Math.max(
    commandLine ? firstFrameTime : personTime,
    firstFramePeriods * frameInterval,
  )
  return intake.until(() => intake.frames > frames, patience, signal)
}

/** Seconds that the card may take to say that a run is complete, and its last packet after that. */
const completionTime = 0.5
const lastPacketTime = 0.1

/** Stops both and waits for what is under way. What does not answer need not be stopped. */
export async function stopBoth({ link, commandLine, intake }: Radar): Promise<void> {
  const never = new AbortController().signal
  intake.forgetStatus()
  if (commandLine) await stopSensor(commandLine).catch(passHostError)
  await stopRecording(link.requests).catch(passHostError)
  const isComplete = () => ((intake.status >> statusBits.recordCompleted) & 1) === 1
  await intake.until(isComplete, completionTime, never)
  // The rest of the last frame may come after the word that it was sent.
  const { packets } = intake
  await intake.until(() => intake.packets > packets, lastPacketTime, never)
}

function passHostError(error: unknown): void {
  if (!(error instanceof HostError)) throw error
}
