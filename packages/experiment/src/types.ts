/** What an experiment file says: a graph, what varies in it, on what it runs and how it is judged. */
import type { Json } from '@chirpflow/graph'

/** Values by "node.param", as they stand in the file. */
export type Settings = Readonly<Record<string, Json>>
/** Values to be tried, by "node.param". */
export type Grid = Readonly<Record<string, readonly Json[]>>
type Extra = Readonly<Record<string, Json>>

/** Another type in a node's place; bypass: its first input stands in for its first output. */
export type Swap =
  | 'bypass'
  | {
      /** "vmd" or "vmd@1". */
      readonly type: string
      readonly params: Readonly<Record<string, Json>>
      /** Old port to new port, where names and shapes do not say it. */
      readonly ports: Readonly<Record<string, string>>
      readonly extra: Extra
    }

export interface Alternative {
  readonly swap: Readonly<Record<string, Swap>>
  readonly set: Settings
  /** Varies in this alternative alone. */
  readonly grid: Grid
  readonly extra: Extra
}

/** What answers are judged by; without it, by the graph's own compare-rates node. */
export interface JudgeSpec {
  /** Outputs, "node.port". */
  readonly candidates: readonly string[]
  readonly reference?: string
  readonly breathing?: string
  readonly bound?: string
  /** Of the compare-rates node. */
  readonly params: Readonly<Record<string, Json>>
  readonly extra: Extra
}

/** One recording, or a row of seeds. All of it left out: what the graph's own source gives. */
export interface RecordingSpec {
  readonly name?: string
  /** Put in the radar source's place; relative to the experiment file. */
  readonly file?: string
  /** First and last seed of the simulated radar that is put there. */
  readonly seeds?: readonly [number, number]
  /** A file of reference rates; relative to the experiment file. */
  readonly reference?: string
  readonly set: Settings
  readonly extra: Extra
}

export interface Experiment {
  readonly title: string
  /** Path of the graph file, relative to the experiment file. */
  readonly graph: string
  /** Which of several radar sources the recordings replace. */
  readonly source?: string
  readonly judge?: JudgeSpec
  /** By name, in the order of the file. */
  readonly alternatives: Readonly<Record<string, Alternative>>
  readonly grid: Grid
  readonly recordings: readonly RecordingSpec[]
  /** Members this version does not know, kept as they are. */
  readonly extra: Extra
}
