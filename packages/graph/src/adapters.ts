/** Which node types could stand after, before or on a wire, and the shortest way to make two ports fit. */

import { type End, type Link, wireName } from './file.ts'
import {
  isSignal,
  newErrors,
  type Offer,
  refuseOffer,
  signalsBeside,
  upstreamOf,
  type Wiring,
} from './fit.ts'
import type { Json } from './json.ts'
import { categories, type NodeType, type Port, type Registry } from './node.ts'
import { type Given, probeNode } from './probe.ts'
import { hasErrors } from './problem.ts'
import {
  byRank,
  byText,
  givenOf,
  kept,
  particular,
  reachFrom,
  singleUses,
  tryUse,
  type Use,
} from './reach.ts'
import { resolveNode } from './resolve.ts'
import type { Signal } from './signal.ts'

/** An input that is to be fed, with what stands at the node's other inputs. */
export interface Target {
  readonly type: NodeType
  readonly port: string
  /** Left out: defaults. */
  readonly params?: Readonly<Record<string, Json>>
  readonly others?: Readonly<Record<string, readonly Signal[]>>
}

/** One node of a chain: data enter at `input` and leave at `output`. */
export interface AdapterStep {
  readonly type: string
  readonly input: string
  readonly output: string
}

export interface AdapterChain {
  readonly chain: readonly AdapterStep[]
}

/** A type with the port it would use. `plans`: with default parameters it says no error. */
export interface FittingType {
  readonly type: NodeType
  readonly port: string
  readonly plans: boolean
}

/** The input of a graph as a target, with its node's parameters; undefined where there is none. */
export function targetAt(end: End, wiring: Wiring): Target | undefined {
  const { graph, registry } = wiring
  if (!Object.hasOwn(graph.nodes, end.node)) return undefined
  const { type, params } = resolveNode(end.node, graph.nodes[end.node], registry)
  if (!type || !Object.hasOwn(type.inputs, end.port)) return undefined
  const others = Object.entries(signalsBeside(end, wiring)).map(
    ([input, givens]) => [input, givens.map(({ signal }) => signal)] as const,
  )
  return { type, port: end.port, params, others: Object.fromEntries(others) }
}

/**
 * The shortest chains of node types, at their default parameters, that turn `from` into something that
 * `to` takes, best first; empty where `to` takes it as it is, or where no chain of `most` nodes does.
 * Breadth first over the uses of one input; every step and the end are really planned.
 */
export function findAdapters(
  from: Signal,
  to: Target,
  registry: Registry,
  most = 3,
): readonly AdapterChain[] {
  if (takes(to, from)) return []
  const levels = reachFrom(from, registry)
  for (let length = 1; length <= most; length++) {
    const level = levels(length)
    const found = level.filter(({ signal }) => takes(to, signal))
    if (found.length > 0) {
      return found
        .flatMap(({ chains }) => chains)
        .sort(byRank)
        .slice(0, kept)
        .map((chain) => ({
          chain: chain.map(({ type, input, output }) => ({ type: type.id, input, output })),
        }))
    }
  }
  return []
}

/** The chains that would join the two ends of a graph; empty where no chain could (a loop, no such port). */
export function offerAdapters(link: Link, wiring: Wiring, most = 3): readonly AdapterChain[] {
  const signal = wiring.plan.signals.get(wireName(link.from))
  const target = targetAt(link.to, wiring)
  if (!signal || !target || upstreamOf(wiring.graph, link.from.node).has(link.to.node)) return []
  return findAdapters(signal, target, wiring.registry, most)
}

/** Types with an input that takes the offer, each with its best port; the most particular first. */
export function fittingTypes(offer: Offer, registry: Registry): readonly FittingType[] {
  return bestPorts(registry, 'inputs', (type, name, port) => {
    if (refuseOffer(port, offer)) return undefined
    if (!isSignal(offer)) return { plans: true }
    const inputs = { [name]: [givenOf(offer)] }
    if (newErrors('node', type, {}, {}, inputs).length > 0) return undefined
    return { plans: !hasErrors(probeNode('node', type, {}, inputs).problems) }
  })
}

/** Types with an output that `port` could take, each with its first such output. */
export function feedingTypes(port: Port, registry: Registry): readonly FittingType[] {
  return bestPorts(registry, 'outputs', (_, __, output) =>
    refuseOffer(port, output) ? undefined : { plans: true },
  )
}

/** Types that can be put on a wire from `offer` to `to`, with the ports they would use; best first. */
export function typesThatFitBetween(
  offer: Offer,
  to: Target,
  registry: Registry,
): readonly AdapterStep[] {
  const found: Use[] = []
  for (const use of singleUses(registry)) {
    const outputs = isSignal(offer) ? tryUse(use, offer) : declaredOutputs(use, offer)
    const fitting = Object.entries(outputs ?? {}).find(([, given]) =>
      isSignal(given) ? takes(to, given) : !refuseOffer(to.type.inputs[to.port], given),
    )
    const other = found.some(({ type }) => type.id === use.type.id)
    if (fitting && !other) found.push({ ...use, output: fitting[0] })
  }
  return found
    .sort((a, b) => byRank([a], [b]))
    .map(({ type, input, output }) => ({ type: type.id, input, output }))
}

function declaredOutputs(
  { type, input }: Use,
  offer: Port,
): Readonly<Record<string, Offer>> | undefined {
  return refuseOffer(type.inputs[input], offer) ? undefined : type.outputs
}

/** Strict: neither a wire nor a parameter may be wrong once the signal stands at the port. */
function takes(to: Target, signal: Signal): boolean {
  const port = to.type.inputs[to.port]
  if (refuseOffer(port, signal)) return false
  const others: Record<string, readonly Given[]> = {}
  for (const [name, signals] of Object.entries(to.others ?? {})) {
    others[name] = signals.map((other, index) => ({
      end: { node: `other-${name}-${index}`, port: 'out' },
      signal: other,
    }))
  }
  const inputs = { ...others, [to.port]: [...(others[to.port] ?? []), givenOf(signal)] }
  const params = to.params ?? {}
  const said = probeNode('node', to.type, params, inputs).problems
  const open = ({ input }: { input?: string }) => input !== undefined && !inputs[input]
  return !hasErrors(said.filter((problem) => !open(problem)))
}

type Side = 'inputs' | 'outputs'

function bestPorts(
  registry: Registry,
  side: Side,
  judge: (type: NodeType, name: string, port: Port) => { plans: boolean } | undefined,
): readonly FittingType[] {
  const rows: (FittingType & { readonly score: number })[] = []
  for (const type of registry.values()) {
    const fitting = Object.entries(type[side]).flatMap(([port, declared]) => {
      const judged = judge(type, port, declared)
      return judged ? [{ type, port, score: particular(declared), ...judged }] : []
    })
    // Of equals the port declared first: sort is stable.
    const [best] = fitting.sort((a, b) => b.score - a.score)
    if (best) rows.push(best)
  }
  return rows
    .sort(
      (a, b) =>
        Number(b.plans) - Number(a.plans) ||
        b.score - a.score ||
        categories.indexOf(a.type.category) - categories.indexOf(b.type.category) ||
        byText(a.type.id, b.type.id),
    )
    .map(({ type, port, plans }) => ({ type, port, plans }))
}
