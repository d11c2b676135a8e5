/** The open document: the graph file, its name, and every step that can be undone. Nothing the engine makes. */
import { completeGraph, formatGraph, type Graph, type Registry } from '@chirpflow/graph'
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  type Command,
  type Context,
  type ContextOptions,
  createContext,
  isRefused,
  type Outcome,
} from './context.ts'

/** The other side of an edit: its name, and the whole graph there (unchanged parts are shared). */
export interface Step {
  readonly label: string
  readonly graph: Graph
}

export interface DocumentState {
  readonly graph: Graph
  /** Name of the file; '' for a document that never was one. */
  readonly name: string
  /** What stands in the file; undefined: nothing, or nothing that is known. */
  readonly savedText: string | undefined
  /** Whether saving would write something else than stands in the file. */
  readonly dirty: boolean
  /** Oldest first; the last is undone next. */
  readonly past: readonly Step[]
  /** The last is redone next. */
  readonly future: readonly Step[]
  /** A drag that will be one step: where it began. */
  readonly gesture: Step | undefined
}

export interface DocumentStore extends StoreApi<DocumentState> {
  /** Registry, plan and layout of any graph; commands get it. */
  readonly context: Context
  /** One undoable step; part of the gesture while one is open. A refusal changes nothing. */
  apply<A>(command: Command<A>, args: A): Outcome
  /** Opens a gesture (a slider or node that is dragged): all until commit is one step. */
  begin(): void
  commit(): void
  /** Takes the gesture back. */
  cancel(): void
  /** Takes the last step back, or the open gesture; its label, undefined where there is none. */
  undo(): string | undefined
  redo(): string | undefined
  /**
   * Another document in place of this one; undo begins anew. `saved`: it stands in the file `name` as
   * it is (parameters that the file leaves out do not count as changes).
   */
  replace(graph: Graph, name: string, saved: boolean): void
  /** The text was written to the file, whatever has been edited since. */
  markSaved(text: string, name?: string): void
  /** Byte for byte what `chirpflow format` writes. */
  saveText(): string
}

export const emptyGraph: Graph = { title: 'Untitled', nodes: {}, links: [], view: {}, extra: {} }

export function createDocument(registry: Registry, options: ContextOptions = {}): DocumentStore {
  const context = createContext(registry, options)
  const texts = new WeakMap<Graph, string>()
  const store = createStore<DocumentState>(() => fresh(emptyGraph, '', true))
  const { getState, setState } = store
  return {
    ...store,
    context,
    apply,
    begin,
    commit,
    cancel,
    undo,
    redo,
    replace,
    markSaved,
    saveText,
  }

  function textOf(graph: Graph): string {
    const text = texts.get(graph) ?? formatGraph(completeGraph(graph, registry))
    texts.set(graph, text)
    return text
  }

  function fresh(graph: Graph, name: string, saved: boolean): DocumentState {
    const savedText = saved ? textOf(graph) : undefined
    const [past, future, gesture] = [[], [], undefined]
    return { graph, name, savedText, dirty: !saved, past, future, gesture }
  }

  /** While something is dragged, nobody waits for the comparison. */
  function change(part: Partial<DocumentState>): void {
    const next = { ...getState(), ...part }
    setState({
      ...part,
      dirty: next.gesture !== undefined || textOf(next.graph) !== next.savedText,
    })
  }

  function apply<A>(command: Command<A>, args: A): Outcome {
    const { graph, past, gesture } = getState()
    const outcome = command(graph, args, context)
    if (isRefused(outcome) || outcome.graph === graph) return outcome
    if (gesture) change({ graph: outcome.graph, gesture: { ...gesture, label: outcome.label } })
    else {
      const step = { label: outcome.label, graph }
      change({ graph: outcome.graph, past: [...past, step], future: [] })
    }
    return outcome
  }

  function begin(): void {
    commit()
    setState({ gesture: { label: '', graph: getState().graph } })
  }

  function commit(): void {
    const { graph, past, gesture } = getState()
    if (!gesture) return
    // A slider that comes back to where it began leaves no step.
    if (graph === gesture.graph || textOf(graph) === textOf(gesture.graph)) cancel()
    else change({ gesture: undefined, past: [...past, gesture], future: [] })
  }

  function cancel(): void {
    const { gesture } = getState()
    if (gesture) change({ graph: gesture.graph, gesture: undefined })
  }

  function undo(): string | undefined {
    const { graph, past, future, gesture } = getState()
    if (gesture) {
      cancel()
      return gesture.label || undefined
    }
    const step = past.at(-1)
    if (!step) return undefined
    const back = { label: step.label, graph }
    change({ graph: step.graph, past: past.slice(0, -1), future: [...future, back] })
    return step.label
  }

  function redo(): string | undefined {
    commit()
    const { graph, past, future } = getState()
    const step = future.at(-1)
    if (!step) return undefined
    const back = { label: step.label, graph }
    change({ graph: step.graph, past: [...past, back], future: future.slice(0, -1) })
    return step.label
  }

  function replace(graph: Graph, name: string, saved: boolean): void {
    setState(fresh(completeGraph(graph, registry), name, saved))
  }

  function markSaved(text: string, name = getState().name): void {
    change({ savedText: text, name })
  }

  function saveText(): string {
    return textOf(getState().graph)
  }
}
