/** The experiment that is composed, run or shown: kept while the page is open, saved as a file. */
import type { Results } from '@chirpflow/experiment'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { UiStore } from './ui.ts'

export type { Results }

/** A node and what stands in its place; without a type it is left out. */
export interface DraftAlternative {
  /** Unlike that of any other row. */
  readonly id: number
  readonly node: string
  readonly type?: string
}

export interface DraftGrid {
  readonly id: number
  /** "node.param" */
  readonly field: string
  /** As they are typed: "0.98, 0.99". */
  readonly values: string
}

export interface Draft {
  readonly title: string
  readonly alternatives: readonly DraftAlternative[]
  readonly grid: readonly DraftGrid[]
  /** First and last seed of the simulated source, as they are typed. */
  readonly seeds: readonly [string, string]
  readonly files: readonly File[]
}

export interface ExperimentState {
  /** What the Compare tab shows in place of the graph's own comparison. */
  readonly shows: 'graph' | 'draft' | 'results'
  readonly draft: Draft
  /** 0 to 1 of the way. */
  readonly progress?: number
  readonly cancel?: () => void
  readonly reasons: readonly string[]
  readonly results?: Results
}

export const emptyDraft: Draft = {
  title: '',
  alternatives: [],
  grid: [],
  seeds: ['', ''],
  files: [],
}

const stores = new WeakMap<UiStore, StoreApi<ExperimentState>>()

export function experimentOf(ui: UiStore): StoreApi<ExperimentState> {
  const known = stores.get(ui)
  if (known) return known
  const store = createStore<ExperimentState>(() => ({
    shows: 'graph',
    draft: emptyDraft,
    reasons: [],
  }))
  stores.set(ui, store)
  return store
}
