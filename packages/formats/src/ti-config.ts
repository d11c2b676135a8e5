/** Reads the .cfg files that TI's mmWave demos take over their serial line. */
import { suggest } from '@chirpflow/graph'
import type {
  ConfigChirps,
  ConfigFrame,
  ConfigIssue,
  ConfigProfile,
  RadarConfig,
} from './radar-config.ts'
import { type Argument, advancedCommands, otherCommands, usedCommands } from './ti-commands.ts'

/** One command as it stands in the file. */
export interface TiCommand {
  readonly line: number
  readonly name: string
  readonly args: readonly string[]
}

export interface TiConfig extends RadarConfig {
  /** Every command, known or not, in the file's order. */
  readonly commands: readonly TiCommand[]
}

/**
 * Parses a TI .cfg: one command a line, % and # begin a comment. TI's units (GHz, us, MHz/us, ksps,
 * ms; chirpCfg: Hz, kHz/us, us) become SI here and nowhere else. Never throws: a line that cannot be
 * taken is an issue with its number, and of a command given twice the later one counts.
 */
export function parseTiConfig(text: string): TiConfig {
  const commands: TiCommand[] = []
  const issues: ConfigIssue[] = []
  const profiles: ConfigProfile[] = []
  const chirps: ConfigChirps[] = []
  const once: Partial<Mutable<RadarConfig>> = {}
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const [name, ...args] = words(raw)
    if (name === undefined) return
    const line = index + 1
    commands.push({ line, name, args })
    const taken = take(name, args)
    if (typeof taken === 'object') place(name, taken, line)
    else if (taken !== undefined) {
      const severity = name in usedCommands || advancedCommands.has(name) ? 'error' : 'warning'
      issues.push({ severity, line, text: raw.trim(), message: taken })
    }
  })
  return { ...once, commands, profiles, chirps, issues }

  function place(name: string, v: readonly number[], line: number): void {
    if (name === 'profileCfg') profiles.push(profileOf(v, line))
    else if (name === 'chirpCfg') chirps.push(chirpsOf(v, line))
    else if (name === 'frameCfg') once.frame = frameOf(v, line)
    else if (name === 'channelCfg') once.channels = { rxMask: v[0], txMask: v[1] }
    else if (name === 'dfeDataOutputMode') once.mode = modes[v[0]]
    else if (name === 'adcCfg') once.adc = { bits: bits[v[0]], complex: v[1] === 1 || v[1] === 2 }
    else if (name === 'lvdsStreamCfg') {
      once.lvds = { header: v[1] === 1, adc: v[2] !== 0, software: v[3] === 1 }
    } else {
      // Four arguments are an xWR14xx, which sends on four lanes; the later devices have two.
      once.buffer = { real: v.at(-4) === 1, qFirst: v.at(-3) === 1, lanes: v.length === 4 ? 4 : 2 }
    }
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const bits = [12, 14, 16] as const
/** dfeDataOutputMode 1 to 3. */
const modes = ['frame', 'frame', 'continuous', 'advanced-frame'] as const

function words(raw: string): string[] {
  const end = raw.search(/[%#]/)
  return (end < 0 ? raw : raw.slice(0, end)).split(/\s+/).filter((word) => word !== '')
}

/** The numbers of a command that is used, nothing for one that is not, or what is wrong with it. */
function take(name: string, args: readonly string[]): number[] | string | undefined {
  if (advancedCommands.has(name)) return `${name}: only plain frames (frameCfg) can be read`
  if (!Object.hasOwn(usedCommands, name)) {
    if (otherCommands.has(name)) return undefined
    const known = [...Object.keys(usedCommands), ...otherCommands]
    return `unknown command "${name.slice(0, 40)}"${suggest(name, known)}; it is passed over`
  }
  const lists = usedCommands[name]
  const list = lists.find(({ length }) => length === args.length)
  if (!list) {
    const wanted = lists.map(({ length }) => length).join(' or ')
    return `${name} takes ${wanted} arguments, got ${args.length}`
  }
  const wrong = list.flatMap((argument, index) => wrongArgument(argument, args[index], index))
  return wrong.length > 0 ? `${name}: ${wrong.join('; ')}` : args.map(Number)
}

function wrongArgument(argument: Argument, got: string, index: number): string[] {
  const { name, min, max, integer } = argument
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(got) ? Number(got) : Number.NaN
  if (value >= min && value <= max && (!integer || Number.isInteger(value))) return []
  const kind = integer ? 'a whole number' : 'a number'
  return [
    `argument ${index + 1} (${name}) is "${got.slice(0, 40)}", wants ${kind} from ${min} to ${max}`,
  ]
}

function profileOf(v: readonly number[], line: number): ConfigProfile {
  return {
    line,
    id: v[0],
    startFrequency: v[1] * 1e9,
    idleTime: v[2] * 1e-6,
    adcStart: v[3] * 1e-6,
    rampEnd: v[4] * 1e-6,
    chirpSlope: v[7] * 1e12,
    samples: v[9],
    sampleRate: v[10] * 1e3,
  }
}

function chirpsOf(v: readonly number[], line: number): ConfigChirps {
  return {
    line,
    first: v[0],
    last: v[1],
    profile: v[2],
    startFrequency: v[3],
    chirpSlope: v[4] * 1e9,
    idleTime: v[5] * 1e-6,
    adcStart: v[6] * 1e-6,
    txMask: v[7],
  }
}

function frameOf(v: readonly number[], line: number): ConfigFrame {
  return {
    line,
    firstChirp: v[0],
    lastChirp: v[1],
    loops: v[2],
    frames: v[3],
    interval: v[4] * 1e-3,
  }
}
