/** How a radar is reached, as the command line says it: one flag a parameter of the source dca1000. */
import { access, constants } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { captureLogName } from '@chirpflow/formats'
import {
  HostError,
  type ParamValue,
  type RadarOptions,
  type Registry,
  readValue,
  refuseValue,
} from '@chirpflow/graph'
import type { Command } from 'commander'
import { statOf } from '../files.ts'

export interface RadarFlags {
  readonly config?: string
  readonly device?: string
  readonly commandPort?: string
  readonly address?: string
  readonly cardAddress?: string
  readonly configPort?: string
  readonly dataPort?: string
}

const flags: Readonly<Record<keyof RadarFlags, readonly [flag: string, help: string]>> = {
  config: ['--config <file>', 'the .cfg that is sent to the radar'],
  device: ['--device <name>', 'board and firmware; emulator needs no radar'],
  commandPort: ['--command-port <port>', "serial port of the radar's command line"],
  address: ['--address <ip>', 'address of this machine at the capture card'],
  cardAddress: ['--card-address <ip>', 'address of the capture card'],
  configPort: ['--config-port <number>', 'UDP port of commands to the card'],
  dataPort: ['--data-port <number>', 'UDP port that samples come to'],
}

export function withRadarFlags(command: Command): Command {
  for (const [flag, help] of Object.values(flags)) command.option(flag, help)
  return command
}

/** The parameters that were given. Throws HostError for one that cannot be. */
export function radarParams(
  given: RadarFlags,
  registry: Registry,
  folder: string,
): Record<string, ParamValue> {
  const { params } = registry.get('dca1000')!
  const values: Record<string, ParamValue> = {}
  for (const name of Object.keys(flags) as (keyof RadarFlags)[]) {
    const typed = given[name]
    if (typed === undefined) continue
    const value = readValue(params[name], typed)
    const reason = refuseValue(params[name], Number.isNaN(value) ? typed : value)
    if (reason) throw new HostError(`${flags[name][0].split(' ')[0]} ${typed}: ${reason}`)
    values[name] = name === 'config' && typed !== '' ? resolve(folder, typed) : value
  }
  return values
}

/** All of a radar's options, by default where nothing was given. */
export function radarOptions(given: RadarFlags, registry: Registry, folder: string): RadarOptions {
  const { params } = registry.get('dca1000')!
  const defaults = Object.entries(params).map(([name, param]) => [name, param.default])
  const all = { ...Object.fromEntries(defaults), ...radarParams(given, registry, folder) }
  return all as unknown as RadarOptions
}

/** A number of seconds above 0. Throws HostError. */
export function secondsOf(flag: string, typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined
  const seconds = Number(typed)
  if (seconds > 0 && Number.isFinite(seconds)) return seconds
  throw new HostError(`${flag} ${typed}: wants a number of seconds above 0`)
}

/**
 * NAME.bin for NAME. Throws HostError where it, or its log, is there already, or cannot be written: said
 * before a radar is looked for.
 */
export async function newRecording(typed: string, folder: string): Promise<string> {
  const path = resolve(folder, typed.endsWith('.bin') ? typed : `${typed}.bin`)
  for (const file of [path, captureLogName(path)]) {
    if (!(await statOf(file))) continue
    throw new HostError(`${file}: there is a file of that name already; choose another name`)
  }
  await access(dirname(path), constants.W_OK | constants.X_OK).catch(() => {
    throw new HostError(`${path}: there is no folder ${dirname(path)} that can be written to`)
  })
  return path
}
