/** The radar behind the page: whether it can be reached, how it does, and what is looked at of it. */
import type { Graph, RadarStatus, Registry } from '@chirpflow/graph'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RadarClient, RadarLine } from '../session/radar.ts'
import { type Editor, useDocument, useEditor } from './editor.ts'
import type { UiStore } from './ui.ts'

export interface LiveState {
  /** none: the page comes from a plain file server, and no radar can be reached. */
  readonly server: 'none' | RadarLine['line']
  readonly retryIn?: number
  readonly radar?: RadarClient
  readonly status: RadarStatus
  /** The rate that the timeline shows, "node.port". */
  readonly shownRate?: string
}

export const nobody: LiveState = { server: 'none', status: { steps: [] } }

const stores = new WeakMap<UiStore, StoreApi<LiveState>>()

export function liveOf(ui: UiStore): StoreApi<LiveState> {
  const known = stores.get(ui)
  if (known) return known
  const store = createStore<LiveState>(() => nobody)
  stores.set(ui, store)
  return store
}

export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(liveOf(useEditor().ui), select)
}

/** Frames have come, and the capture was not ended: there is something to look at. */
export function isLive({ status }: LiveState): boolean {
  return status.health !== undefined && status.health.state !== 'ended'
}

/** Seconds since the first frame, of what is newest. */
export function nowOf({ status }: LiveState): number {
  return Math.max(status.health?.newest?.time ?? 0, status.kept?.[1] ?? 0)
}

/** Whether a graph reads a radar while it sends. */
export function readsRadar({ nodes }: Graph, registry: Registry): boolean {
  return Object.values(nodes).some(
    ({ type, off }) => off === undefined && registry.get(type)?.live === true,
  )
}

/** It would only fail: the graph reads a radar, and none is connected. */
export function waitsForRadar({
  document,
  registry,
  ui,
}: Pick<Editor, 'document' | 'registry' | 'ui'>): boolean {
  return !isLive(liveOf(ui).getState()) && readsRadar(document.getState().graph, registry)
}

/** Whether what the window shows is what a radar sends. */
export function looksLive({
  document,
  registry,
  ui,
}: Pick<Editor, 'document' | 'registry' | 'ui'>): boolean {
  return isLive(liveOf(ui).getState()) && readsRadar(document.getState().graph, registry)
}

export function useLooksLive(): boolean {
  const { registry } = useEditor()
  const live = useLive(isLive)
  return useDocument(({ graph }) => readsRadar(graph, registry)) && live
}

/** What stands there is of before: a graph that reads the radar gets nothing of it. */
export function useSilence(): boolean {
  const silent = useLive(
    ({ server, status: { health } }) =>
      server === 'lost' || health?.state === 'silent' || health?.state === 'lost',
  )
  return useLooksLive() && silent
}

/** How a page gets a server. */
export const howToServe =
  'This page has no server, and a browser alone reaches no radar: open the address that npm start, or chirpflow serve, prints.'
