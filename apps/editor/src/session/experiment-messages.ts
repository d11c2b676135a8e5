/** What the page and the workers of an experiment say to each other. */
import type { Cell, Results, Unit } from '@chirpflow/experiment'

/** All that an experiment is made of, as texts of its files. */
export interface ExperimentFiles {
  readonly experiment: { readonly name: string; readonly text: string }
  readonly graph: { readonly name: string; readonly title: string; readonly text: string }
}

export type ToExperiment =
  | { readonly kind: 'files'; readonly files: readonly (readonly [string, File])[] }
  | { readonly kind: 'prepare'; readonly files: ExperimentFiles; readonly workers: number }
  | { readonly kind: 'run'; readonly unit: Unit }
  | { readonly kind: 'pool'; readonly cells: readonly Cell[]; readonly made: string }

export type FromExperiment =
  | { readonly kind: 'prepared'; readonly units: readonly Unit[] }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'ran'; readonly cells: readonly Cell[] }
  | { readonly kind: 'pooled'; readonly results: Results }
  /** Sentences that say what is wrong. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
