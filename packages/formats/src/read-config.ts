/** Opens the configuration that belongs to a recording and lays it over the typed geometry. */
import type { ByteSource, Geometry, RecordingOptions } from '@chirpflow/graph'
import { aboutParam, HostError } from '@chirpflow/graph'
import { readWhole } from './bytes.ts'
import { namesOf } from './geometry.ts'
import { parseMmwaveJson } from './mmwave-json.ts'
import type { ConfigFacts, ConfigIssue, RadarConfig } from './radar-config.ts'
import { geometryFromConfig } from './radar-config.ts'
import { decodeText } from './text.ts'
import { parseTiConfig, type TiConfig } from './ti-config.ts'

export interface Settings {
  readonly geometry: Geometry
  readonly config?: ConfigFacts
  readonly notes: string[]
  readonly warnings: string[]
}

/** A radar configuration is a few kB; what is longer is another file. */
export const longestConfig = 4 * 1024 * 1024

/**
 * The geometry that holds: the typed one, overruled by what the configuration file states. Throws
 * HostError with every line that cannot be taken.
 */
export async function settle(
  options: RecordingOptions,
  open: (path: string) => Promise<ByteSource>,
): Promise<Settings> {
  const { config: path, geometry } = options
  if (path === '') return { geometry, notes: [], warnings: [] }
  return aboutParam('config', () => settleWith(path, geometry, open))
}

async function settleWith(
  path: string,
  geometry: Geometry,
  open: (path: string) => Promise<ByteSource>,
): Promise<Settings> {
  const text = decodeText(await readWhole(await open(path), longestConfig))
  const config = geometryFromConfig(parseConfig(text))
  refuseErrors(path, config)
  return {
    geometry: { ...geometry, ...config.geometry },
    config,
    notes: [`From ${path}: ${namesOf(config.geometry)}.`],
    warnings: warningsOf(path, config),
  }
}

/** A TI .cfg or an mmWave Studio .mmwave.json, told apart by how they begin. */
export function parseConfig(text: string): RadarConfig | TiConfig {
  return text.trimStart().startsWith('{') ? parseMmwaveJson(text) : parseTiConfig(text)
}

/** Throws HostError with the lines that cannot be taken. */
export function refuseErrors(path: string, { issues }: ConfigFacts): void {
  const errors = issues.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const said = errors.slice(0, 8).map(describeIssue).join('; ')
  const more = errors.length > 8 ? `; and ${errors.length - 8} more` : ''
  throw new HostError(`${path}: the radar configuration cannot be used: ${said}${more}`)
}

export function warningsOf(path: string, { issues }: ConfigFacts): string[] {
  return issues.map((issue) => `${path}: ${describeIssue(issue)}.`)
}

/** "line 7: profileCfg takes 14 arguments, got 13", or with the path of a JSON file. */
export function describeIssue({ line, text, message }: ConfigIssue): string {
  if (line > 0) return `line ${line}: ${message}`
  return text === '' ? message : `${text}: ${message}`
}
