/** What an experiment found, with all that is needed to run it again; and how it is read and written. */
import type { Finding, JudgedUnit, Table } from '@chirpflow/statistics'
import type { Chain } from './chain-names.ts'
import type { Timing } from './timing.ts'

export const resultsFormat = 'chirpflow-results'
export const resultsVersion = 1

/** A file that a recording was read from. */
export interface InputFile {
  readonly node: string
  readonly param: string
  /** As the graph has it, relative to the graph file. */
  readonly path: string
  /** Of its content. */
  readonly sha256: string
}

/** All that is judged of one recording, in the results' unit. NaN for no answer (null in JSON). */
export interface RecordingResult {
  readonly name: string
  readonly inputs: readonly InputFile[]
  /** Of the canonical graph that holds all its chains. */
  readonly graph: string
  readonly offset: number
  readonly time: readonly number[]
  readonly reference: readonly number[]
  readonly breathing?: readonly number[]
  readonly bound?: readonly number[]
  /** By chain. */
  readonly answers: readonly (readonly number[])[]
  readonly coverage: readonly (readonly number[])[]
  /** By chain; empty for one that states none. */
  readonly confidences?: readonly (readonly number[])[]
  readonly remarks: readonly string[]
}

/** How one chain fared on one recording. */
export interface CellResult {
  readonly chain: string
  readonly recording: string
  readonly state: 'finished' | 'failed'
  readonly error?: string
}

export interface Conditions {
  readonly program: string
  /** Results of the same engine are the same bytes; of others they agree to 1e-9. */
  readonly engine: string
  /** Reproduces this. */
  readonly command: string
  /** When it was made, ISO 8601. */
  readonly made: string
  /** The experiment file as it was; absent where a graph alone was compared. */
  readonly experiment?: { readonly path: string; readonly sha256: string; readonly text: string }
  /** Complete and canonical. */
  readonly graph: {
    readonly path: string
    readonly title: string
    readonly sha256: string
    readonly text: string
  }
  /** Versions of the node types that took part. */
  readonly types: readonly string[]
}

export interface Results {
  readonly format: typeof resultsFormat
  readonly version: typeof resultsVersion
  readonly title: string
  /** failed: some chain did not get to the end of some recording. */
  readonly state: 'finished' | 'failed'
  readonly conditions: Conditions
  /** Of rates (or ranges) in series, table and pairs. */
  readonly unit: JudgedUnit
  /** Seconds that the reference is averaged over. */
  readonly window: number
  readonly constant: number
  readonly chains: readonly Chain[]
  readonly table: Table
  readonly findings: readonly Finding[]
  readonly cells: readonly CellResult[]
  readonly recordings: readonly RecordingResult[]
  /** The only part that differs from run to run, with the times in the table and `made`. */
  readonly timing: Timing
}

export function formatResults(results: Results): string {
  return `${JSON.stringify(results, undefined, 1)}\n`
}

/** Throws where the text is no results file of this version. */
export function parseResults(text: string): Results {
  const value: unknown = JSON.parse(text, (_, member: unknown) =>
    member === null ? Number.NaN : member,
  )
  const { format, version } = Object(value) as Partial<Results>
  if (format !== resultsFormat || version !== resultsVersion) {
    throw new Error(`this is no ${resultsFormat} of version ${resultsVersion}`)
  }
  return value as Results
}
