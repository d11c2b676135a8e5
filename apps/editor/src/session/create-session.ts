/** Stands in until the engine is there: it plans, and runs nothing. */
import { type Inspections, planGraph, type Registry } from '@chirpflow/graph'
import { createStore } from 'zustand/vanilla'
import type { DocumentStore } from '../document/store.ts'
import type { Session, SessionState } from './session.ts'

export function createSession({
  registry,
  document,
}: {
  registry: Registry
  document: DocumentStore
}): Session {
  const inspections: Inspections = new Map()
  const planned = () => {
    const plan = planGraph(document.getState().graph, registry, inspections)
    return { plan, problems: plan.problems }
  }
  const store = createStore<SessionState>(() => ({
    engine: 'idle',
    ...planned(),
    inspections,
    nodes: {},
    results: {},
    cache: { bytes: 0, budget: 512e6 },
    missingFiles: {},
  }))
  document.subscribe((state, before) => {
    if (state.graph !== before.graph) store.setState(planned())
  })
  const nothing = { chunks: [], cut: false }
  return {
    store,
    newest: () => undefined,
    series: () => nothing,
    previous: () => nothing,
    watch: () => () => undefined,
    onData: () => () => undefined,
    run: () => undefined,
    stop: () => undefined,
    restart: () => undefined,
    provideFile: () => Promise.resolve(),
  }
}
