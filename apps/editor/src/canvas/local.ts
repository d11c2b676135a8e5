/** State that only the canvas has: what is pointed at, dragged or half done. Never in the graph file. */
import type { AdapterChain, End, Link, LinkRefusal } from '@chirpflow/graph'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Guide } from './guides.ts'
import type { PreviewLoop } from './preview-loop.ts'
import type { Point, Side } from './sizes.ts'
import type { Geometry } from './wires.ts'

/** A wire that is being drawn from a port. */
export interface Connecting {
  readonly end: End
  readonly side: Side
  /** The wire that was picked up from its input and goes when this one is put down. */
  readonly instead?: Link
  /** Ports of the other side by "node.port": undefined where the wire fits. */
  readonly verdicts: ReadonlyMap<string, LinkRefusal | undefined>
  /** Cards with a port that fits: how many. */
  readonly fitting: ReadonlyMap<string, number>
}

export interface Refusal {
  readonly link: Link
  readonly refusal: LinkRefusal
  /** undefined: still looked for. */
  readonly chains?: readonly AdapterChain[]
  /** Within the canvas, in CSS pixels. */
  readonly at: Point
  /** Stays until Esc or the next click. */
  readonly stays: boolean
}

export interface MenuItem {
  readonly command: string
}

export interface Picking {
  readonly kind: 'connect' | 'view'
  readonly card: string
  /** A port that is chosen already. */
  readonly port?: { readonly end: End; readonly side: Side }
}

export interface Local {
  readonly openGroups: ReadonlySet<string>
  /** The card that Tab leads to. */
  readonly stop?: string
  readonly connecting?: Connecting
  /** The port under the wire that is drawn: "input a.x". */
  readonly over?: { readonly key: string; readonly fits: boolean }
  readonly refusal?: Refusal
  /** A wire under the pointer or with the focus. */
  readonly pointed?: string
  /** The card of a wire, and where. */
  readonly card?: { readonly wire: string; readonly at: Point }
  /** A wire that what is dragged would be put into. */
  readonly lit?: string
  readonly guides: readonly Guide[]
  readonly moving: boolean
  readonly menu?: { readonly at: Point; readonly on: 'canvas' | 'node' | 'group' | 'note' | 'wire' }
  readonly picking?: Picking
  /** The note or group whose words are being written. */
  readonly writing?: string
}

export type LocalStore = StoreApi<Local>

export function createLocal(): LocalStore {
  return createStore<Local>(() => ({ openGroups: new Set<string>(), guides: [], moving: false }))
}

export interface CanvasParts {
  readonly local: LocalStore
  readonly previews: PreviewLoop
  readonly root: { readonly current: HTMLElement | null }
  /** As of the last drawing. */
  readonly geometry: { current: Geometry }
  /** Where the canvas stands and how large it is drawn; changes with every frame of a pan. */
  readonly viewport: { current: Viewport }
  /** The wire that is being drawn by the pointer. */
  readonly gesture: { current: Gesture | undefined }
  panBy(by: Point): void
}

export interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Gesture {
  /** Ends it at a point of the screen. */
  finish(screen: Point): void
  cancel(): void
}

export const CanvasContext = createContext<CanvasParts | undefined>(undefined)

export function useParts(): CanvasParts {
  const parts = useContext(CanvasContext)
  if (!parts) throw new Error('a part of the canvas stands outside of it')
  return parts
}

export function useLocal<T>(select: (state: Local) => T): T {
  return useStore(useParts().local, select)
}
