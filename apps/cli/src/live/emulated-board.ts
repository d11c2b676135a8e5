/** A board and its capture card that are not there, reached as real ones are. */
import { parseTiConfig, type RadarSetup } from '@chirpflow/formats'
import { HostError } from '@chirpflow/graph'
import {
  createRadarEmulator,
  type EmulatorReport,
  type FirmwareKind,
  type LineFault,
  openPseudoTerminal,
  openSocketTerminal,
  type RadarEmulator,
  startUdpEmulator,
  type Terminal,
  type UdpEmulatorOptions,
} from '@chirpflow/hardware'

export interface EmulatedBoard {
  /** Flags of live and record that reach it. */
  readonly flags: readonly string[]
  report(): EmulatorReport
  close(): Promise<void>
}

export interface BoardOptions extends UdpEmulatorOptions {
  /** What its command line answers as; absent where another program holds the radar. */
  readonly firmware?: FirmwareKind
  readonly lineFaults: readonly LineFault[]
  /** Where its command line listens; '' takes a pseudo terminal, or a socket where there is none. */
  readonly commandPort: string
}

const loopback = '127.0.0.1'
/** How often somebody who sits at mmWave Studio looks whether the card listens, s. */
const glance = 0.1

/** Throws HostError where a port cannot be had. */
export async function startBoard(
  setup: RadarSetup,
  { firmware, lineFaults, commandPort, ...options }: BoardOptions,
): Promise<EmulatedBoard> {
  const limit = parseTiConfig(setup.config).frame?.frames ?? 0
  const card = await startUdpEmulator(options, (part, on) => {
    if (part === 'radar') radar?.setPower(on)
  })
  const radar =
    firmware &&
    createRadarEmulator({
      ...firmware,
      faults: lineFaults,
      onStart: () => card.sensorStart(limit),
      onStop: () => card.sensorStop(),
    })
  let line: Terminal | undefined
  try {
    line = radar && (await openTerminal(radar, commandPort))
  } catch (error) {
    await card.close()
    throw error
  }
  // Without a command line somebody triggers the frames in mmWave Studio.
  const studio = setInterval(() => {
    const { recording, running } = card.report()
    if (!radar && recording && !running) card.sensorStart(limit)
  }, 1000 * glance)
  const flags = [
    `--device ${setup.device}`,
    `--address ${loopback}`,
    `--card-address ${card.address}`,
    `--config-port ${card.configPort}`,
    `--data-port ${options.dataPort}`,
    ...(line ? [`--command-port ${line.commandPort}`] : []),
  ]
  return {
    flags,
    report: card.report,
    async close() {
      clearInterval(studio)
      await line?.close()
      await radar?.close()
      await card.close()
    },
  }
}

async function openTerminal(radar: RadarEmulator, where: string): Promise<Terminal> {
  if (where !== '') return openSocketTerminal(radar, where)
  try {
    return await openPseudoTerminal(radar)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return openSocketTerminal(radar, `tcp://${loopback}:0`)
  }
}
