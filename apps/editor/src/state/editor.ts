/** Everything a component may need, handed down by context. */
import type { Registry } from '@chirpflow/graph'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { DocumentState, DocumentStore } from '../document/store.ts'
import type { Session, SessionState } from '../session/session.ts'
import type { UiState, UiStore } from './ui.ts'

/** What the canvas does for commands; the canvas puts itself here when it mounts. */
export interface CanvasHandle {
  fit(selectionOnly?: boolean): void
  zoomTo(scale: number): void
  zoomBy(factor: number): void
  centreOn(node: string): void
  /** Pans as little as shows all of a node, once it is drawn. */
  reveal(node: string): void
  /** Canvas coordinates of the middle of what is seen, and of a point on the screen. */
  middle(): readonly [number, number]
  /** The widest lane of nodes that is read without panning, in canvas coordinates. */
  laneWidth(): number
  toCanvas(screen: readonly [number, number]): readonly [number, number]
  toScreen(canvas: readonly [number, number]): readonly [number, number]
  /** Moves the keyboard focus to a node, or to the canvas itself. */
  focus(node?: string): void
}

export interface Editor {
  readonly registry: Registry
  readonly document: DocumentStore
  readonly session: Session
  readonly ui: UiStore
  /** Runs a command of the table by id; says in the status bar why it cannot. */
  command(id: string): void
  canvas: CanvasHandle | undefined
}

export const EditorContext = createContext<Editor | undefined>(undefined)

export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error('a component of the editor stands outside of EditorContext')
  return editor
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useEditor().ui, select)
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useEditor().session.store, select)
}

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useEditor().document, select)
}
