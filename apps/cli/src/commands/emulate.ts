/** chirpflow emulate: a radar and its capture card that are not there, for whoever asks for one. */
import type { RadarSetup } from '@chirpflow/formats'
import { HostError } from '@chirpflow/graph'
import { type FirmwareKind, type FrameFeed, systemClock } from '@chirpflow/hardware'
import type { CommandContext } from '../context.ts'
import { startBoard } from '../live/emulated-board.ts'
import { openRecordingFeed, openSceneFeed } from '../live/emulated-feed.ts'
import { readFaults, readLineFaults } from '../live/fault-text.ts'
import { type RadarFlags, radarOptions } from '../live/radar-flags.ts'
import { exitCodes, type Terminal } from '../terminal.ts'

export interface EmulateOptions extends RadarFlags {
  readonly recording?: string
  readonly loop?: boolean
  readonly seed: string
  readonly speed: string
  readonly fault: readonly string[]
  readonly lineFault: readonly string[]
  readonly firmware?: string
}

/** Releases that are about (hardware.md 1 and 2). */
const releases = { 'lvds-stream': '01.02.00.05', 'mmw-demo': '03.06.00.00' } as const

/** Emulates until the person ends it; gives the exit code. */
export async function emulate(options: EmulateOptions, context: CommandContext): Promise<number> {
  const { terminal, registry } = context
  const { recording, loop = false, cardAddress = '127.0.0.1' } = options
  const faults = readFaults(options.fault)
  const lineFaults = readLineFaults(options.lineFault)
  const speed = options.speed === 'max' ? Number.POSITIVE_INFINITY : Number(options.speed)
  if (!(speed > 0)) throw new HostError(`--speed ${options.speed}: wants a number above 0, or max`)
  const seed = Number(options.seed)
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new HostError(`--seed ${options.seed}: wants a whole number from 0`)
  }
  const asked = radarOptions(options, registry, terminal.folder)
  if (asked.device === 'emulator') {
    throw new HostError('--device emulator: name the board that is to be emulated')
  }
  const { setup, feed, close } =
    recording === undefined
      ? await openSceneFeed(seed, asked, context)
      : await openRecordingFeed(recording, loop, asked, context)

  const { configPort, dataPort } = asked
  const board = await startBoard(setup, {
    address: cardAddress,
    configPort,
    dataPort,
    feed: tellingEnd(feed, terminal),
    speed,
    faults,
    lineFaults,
    seed,
    clock: systemClock,
    firmware: firmwareOf(options.firmware, setup),
    commandPort: options.commandPort ?? '',
  })
  const period = Number((1000 * feed.frameInterval).toPrecision(6))
  terminal.out(
    `${setup.profile.title}, emulated: frames of ${feed.frameBytes} bytes every ${period} ms\n`,
  )
  terminal.out(`reach it by: ${board.flags.join(' ')}\n`)

  await new Promise<void>((ended) => context.onInterrupt(ended))
  const { frames, packets, refused } = board.report()
  await board.close()
  await close()
  terminal.out(`sent ${frames} frames in ${packets} packets\n`)
  for (const reason of refused) terminal.out(`refused: ${reason}\n`)
  return exitCodes.done
}

/** The feed, which says when it is over: the card falls silent then, as one does whose radar has stopped. */
function tellingEnd(feed: FrameFeed, { out }: Terminal): FrameFeed {
  let over = false
  return {
    ...feed,
    async frame(index) {
      const frame = await feed.frame(index)
      if (!frame && !over) {
        out(`the recording ends after ${index} frames; --loop begins it again\n`)
      }
      over = !frame
      return frame
    },
  }
}

/** What answers on the command line; nothing where another program holds the radar. */
function firmwareOf(typed: string | undefined, { profile }: RadarSetup): FirmwareKind | undefined {
  const dialects = Object.keys(releases) as (keyof typeof releases)[]
  const dialect = typed ?? profile.commandLine?.dialect
  if (dialect === undefined) return undefined
  const known = dialects.find((name) => name === dialect)
  if (known) return { dialect: known, platform: profile.platform, sdk: releases[known] }
  throw new HostError(`--firmware ${typed}: it is one of ${dialects.join(', ')}`)
}
