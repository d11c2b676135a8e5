/** What commands are given and what they answer. */
import {
  type Graph,
  type Inspections,
  type Plan,
  planGraph,
  type Registry,
  type Wiring,
} from '@chirpflow/graph'
import { layoutGraph } from './layout.ts'
import { boxRound, gapBetweenLanes, placedBoxes, type SizeOf, usualSize } from './places.ts'

export interface Context {
  readonly registry: Registry
  readonly sizeOf: SizeOf
  /** What is known of each wire. Worked out once for each graph and each state of the files. */
  plan(graph: Graph): Plan
  /** The graph with a place for every node: those it has, and a layout for those it has not. */
  placed(graph: Graph): Graph
}

export interface ContextOptions {
  /** What the sources have found in their files, at this moment. */
  readonly inspections?: () => Inspections
  readonly sizeOf?: SizeOf
}

/** What a command has made, so that it can be selected. */
export interface Made {
  readonly nodes?: readonly string[]
  readonly notes?: readonly string[]
  readonly groups?: readonly string[]
}

export interface Edit {
  /** The very graph that was given where nothing changes. */
  readonly graph: Graph
  /** Names the step in the undo list: "Move 3 nodes". */
  readonly label: string
  readonly made?: Made
}

export interface Refused {
  /** A sentence: what cannot be done, and why. */
  readonly refused: string
}

export type Outcome = Edit | Refused

/** Pure. */
export type Command<A> = (graph: Graph, args: A, context: Context) => Outcome

export function isRefused(outcome: Outcome): outcome is Refused {
  return 'refused' in outcome
}

/** Plans and layouts are remembered for as long as their graph lives. */
export function createContext(registry: Registry, options: ContextOptions = {}): Context {
  const { inspections = () => nothingInspected, sizeOf = () => usualSize } = options
  const plans = new WeakMap<Graph, { readonly of: Inspections; readonly plan: Plan }>()
  const places = new WeakMap<Graph, Graph>()
  return {
    registry,
    sizeOf,
    plan(graph) {
      const of = inspections()
      const known = plans.get(graph)
      if (known?.of === of) return known.plan
      const plan = planGraph(graph, registry, of)
      plans.set(graph, { of, plan })
      return plan
    },
    placed(graph) {
      const known = places.get(graph)
      if (known) return known
      const whole = placeAll(graph, registry, sizeOf)
      places.set(graph, whole)
      return whole
    },
  }
}

const nothingInspected: Inspections = new Map()

/** The graph with its plan, as the questions about wires want it. */
export function wiringOf(graph: Graph, context: Context): Wiring {
  return { graph, registry: context.registry, plan: context.plan(graph) }
}

function placeAll(graph: Graph, registry: Registry, sizeOf: SizeOf): Graph {
  const only = Object.keys(graph.nodes).filter((id) => !Object.hasOwn(graph.view, id))
  if (only.length === 0) return graph
  const there = boxRound(placedBoxes(graph, sizeOf).values())
  const origin = there ? ([there.left, there.bottom + gapBetweenLanes] as const) : undefined
  const places = layoutGraph(graph, { registry, sizeOf, only, origin })
  return { ...graph, view: { ...graph.view, ...places } }
}
