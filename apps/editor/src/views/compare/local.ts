/** What the comparison remembers while the page is open: which figure is shown, how the table is sorted. */
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useEditor } from '../../state/editor.ts'
import type { UiStore } from '../../state/ui.ts'

export type Figure = 'agreement' | 'errors' | 'time' | 'harmonics'

export type Column =
  | 'chain'
  | 'error'
  | 'rms'
  | 'correlation'
  | 'within1'
  | 'within4'
  | 'coverage'
  | 'time'

export interface CompareMemory {
  readonly figure: Figure
  readonly sort: { readonly column: Column; readonly down: boolean }
  /** The compare-rates node that is shown, of several. */
  readonly node?: string
}

const stores = new WeakMap<UiStore, StoreApi<CompareMemory>>()

export function compareOf(ui: UiStore): StoreApi<CompareMemory> {
  const known = stores.get(ui)
  if (known) return known
  const store = createStore<CompareMemory>(() => ({
    figure: 'agreement',
    sort: { column: 'error', down: false },
  }))
  stores.set(ui, store)
  return store
}

export function useCompare<T>(select: (state: CompareMemory) => T): T {
  return useStore(compareOf(useEditor().ui), select)
}
