/** What the live part remembers while the page is open: health of the last minute, estimates, latency. */
import type { RadarHealth } from '@chirpflow/graph'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useEditor } from '../state/editor.ts'
import type { UiStore } from '../state/ui.ts'
import type { Estimate } from './estimate-log.ts'
import type { Spread } from './latency.ts'
import type { ShownFact, ShownRate } from './rates.ts'
import type { Moment } from './timeline-model.ts'

export interface RateEstimates {
  readonly live: readonly Estimate[]
  readonly again: readonly Estimate[]
}

export interface LiveMemory {
  readonly rates: readonly ShownRate[]
  readonly facts: readonly ShownFact[]
  /** By wire. The lists grow in place: `count` tells when. */
  readonly estimates: ReadonlyMap<string, RateEstimates>
  readonly count: number
  /** Counts on for what shows the past: a few times a second at most, and never before the newest number. */
  readonly history: number
  /** One a second, oldest first. */
  readonly health: readonly RadarHealth[]
  readonly moments: readonly Moment[]
  readonly latency?: Spread
}

const stores = new WeakMap<UiStore, StoreApi<LiveMemory>>()

export function memoryOf(ui: UiStore): StoreApi<LiveMemory> {
  const known = stores.get(ui)
  if (known) return known
  const store = createStore<LiveMemory>(() => emptyMemory)
  stores.set(ui, store)
  return store
}

export const emptyMemory: LiveMemory = {
  rates: [],
  facts: [],
  estimates: new Map(),
  count: 0,
  history: 0,
  health: [],
  moments: [],
}

export function useMemory<T>(select: (state: LiveMemory) => T): T {
  return useStore(memoryOf(useEditor().ui), select)
}
