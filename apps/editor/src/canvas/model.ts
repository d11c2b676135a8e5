/** What the canvas draws: cards (nodes and closed groups), frames, notes and wires, from document and plan. */
import {
  type Annotations,
  type Category,
  type End,
  type Graph,
  type Plan,
  type Problem,
  type Registry,
  type Signal,
  wireName,
} from '@chirpflow/graph'
import { type Comparison, candidatesPort, compareType } from '../document/branches.ts'
import type { Place, Size } from '../document/places.ts'
import { cardPorts, groupPorts, indexWiring, type PortView } from './ports.ts'
import { cardSize, type PortNames } from './sizes.ts'
import { signalLine } from './words.ts'

export interface Card {
  /** The node's id, or "group:x". */
  readonly id: string
  readonly kind: 'node' | 'group'
  readonly title: string
  /** What it is called in wires, where the title does not say so. */
  readonly name: string
  readonly category?: Category
  readonly off?: true | 'bypass'
  readonly unknown: boolean
  readonly inputs: readonly PortView[]
  readonly outputs: readonly PortView[]
  /** Signal line: what, and how often. */
  readonly footer: readonly [string, string]
  readonly preview?: { readonly wire: string; readonly signal: Signal }
  readonly problem?: Problem
  readonly warning?: Problem
  /** An input that wants a wire and has none. */
  readonly open?: End
  readonly problems: number
  readonly waitsFor?: string
  /** The nodes it stands for. */
  readonly members: readonly string[]
  readonly size: Size
  /** The alternative chain that it belongs to, and to no other. */
  readonly branch?: BranchMark
  /** Of a compare-rates node: the outputs that are compared, in the order of its rows. */
  readonly compares?: readonly string[]
  /** Titles of the cards on the other ends of its wires. */
  readonly from: readonly string[]
  readonly to: readonly string[]
}

export interface BranchMark {
  readonly letter: string
  /** Its place among the chains, which its colour and shape go by. */
  readonly index: number
  readonly name: string
  /** The output that is compared, "node.port". */
  readonly wire: string
  /** The first node carries the heading. */
  readonly first: boolean
}

/** A group that is open: a frame round its nodes. */
export interface Frame {
  readonly id: string
  readonly title: string
  readonly members: readonly string[]
}

export interface Model {
  readonly cards: readonly Card[]
  readonly frames: readonly Frame[]
  /** The card that a node is drawn on. */
  readonly cardOf: ReadonlyMap<string, string>
}

export interface ModelInput {
  readonly graph: Graph
  readonly registry: Registry
  readonly plan: Plan
  readonly problems: readonly Problem[]
  readonly annotations: Annotations
  readonly openGroups: ReadonlySet<string>
  readonly comparisons: readonly Comparison[]
}

export function buildModel(input: ModelInput): Model {
  const { graph, registry, annotations, openGroups, comparisons } = input
  const cardOf = new Map(Object.keys(graph.nodes).map((id) => [id, id]))
  const frames: Frame[] = []
  const closed: { id: string; title: string; members: readonly string[] }[] = []
  const taken = new Set<string>()
  for (const [name, group] of Object.entries(annotations.groups)) {
    const members = group.nodes.filter((id) => cardOf.has(id) && !taken.has(id))
    if (members.length === 0) continue
    for (const id of members) taken.add(id)
    const entry = { id: `group:${name}`, title: group.title || 'Group', members }
    if (openGroups.has(entry.id)) frames.push(entry)
    else {
      closed.push(entry)
      for (const id of members) cardOf.set(id, entry.id)
    }
  }
  const facts = indexFacts(input)
  const marks = marksOf(comparisons)
  const wiring = indexWiring(graph)
  const titleOf = (node: string) => {
    const card = cardOf.get(node)
    if (card === undefined) return node
    if (card !== node) return closed.find(({ id }) => id === card)!.title
    return registry.get(graph.nodes[node].type)?.title ?? graph.nodes[node].type
  }
  const around = (members: readonly string[]) => {
    const inside = new Set(members)
    const names = (ends: readonly End[]) => [
      ...new Set(ends.flatMap(({ node }) => (inside.has(node) ? [] : [titleOf(node)]))),
    ]
    return {
      from: names(members.flatMap((id) => (wiring.into.get(id) ?? []).map((link) => link.from))),
      to: names(members.flatMap((id) => (wiring.outOf.get(id) ?? []).map((link) => link.to))),
    }
  }

  const cards: Card[] = []
  for (const [id, node] of Object.entries(graph.nodes)) {
    if (cardOf.get(id) !== id) continue
    const type = registry.get(node.type)
    const { inputs: declared, outputs } = cardPorts(id, type, wiring, input.plan)
    const comparison = comparisons.find((one) => one.node === id)
    const inputs = comparison ? withRows(declared, comparison, input.plan) : declared
    const title = type?.title ?? node.type
    const own = facts.of(id)
    const waited = rootOf(input.plan.waits, id)
    cards.push({
      id,
      kind: 'node',
      title,
      name: id,
      category: type?.category,
      ...(node.off === undefined ? {} : { off: node.off }),
      unknown: !type,
      inputs,
      outputs,
      ...shown(inputs, outputs, input.plan, wiring.sourceOf),
      ...own,
      ...(waited === undefined ? {} : { waitsFor: titleOf(waited) }),
      members: [id],
      ...(marks.has(id) ? { branch: marks.get(id)! } : {}),
      ...(comparison ? { compares: comparison.branches.map(({ wire }) => wire) } : {}),
      size: cardSize(title, labels(inputs, outputs), node.type === compareType),
      ...around([id]),
    })
  }
  for (const { id, title, members } of closed) {
    const { inputs, outputs } = groupPorts(members, registry, graph, wiring, input.plan)
    const own = members.map((member) => facts.of(member))
    cards.push({
      id,
      kind: 'group',
      title,
      name: title,
      unknown: false,
      inputs,
      outputs,
      ...shown(inputs, outputs, input.plan, wiring.sourceOf),
      problem: own.find(({ problem }) => problem)?.problem,
      warning: own.find(({ warning }) => warning)?.warning,
      problems: own.reduce((sum, { problems }) => sum + problems, 0),
      members,
      ...branchOfAll(members, marks),
      size: cardSize(title, labels(inputs, outputs)),
      ...around(members),
    })
  }
  return { cards, frames, cardOf }
}

/** Top left corners of the cards: a closed group stands where its topmost, then leftmost node stood. */
export function placesOf(
  cards: readonly Card[],
  view: Readonly<Record<string, Place>>,
): Map<string, Place> {
  const byPlace = ([ax, ay]: Place, [bx, by]: Place) => ay - by || ax - bx
  return new Map(
    cards.map(({ id, members }) => {
      const places = members.map((member) => view[member] ?? [0, 0])
      return [id, [...places].sort(byPlace)[0] ?? [0, 0]]
    }),
  )
}

/** The former objects where nothing about them has changed, so that nothing is drawn again. */
export function keepSame<T extends { readonly id: string }>(
  before: ReadonlyMap<string, T>,
  after: readonly T[],
): readonly T[] {
  return after.map((item) => {
    const old = before.get(item.id)
    return old && same(old, item) ? old : item
  })
}

export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  )
}

function marksOf(comparisons: readonly Comparison[]): ReadonlyMap<string, BranchMark> {
  return new Map(
    comparisons.flatMap(({ branches }) =>
      branches.flatMap(({ letter, name, wire, nodes }, index) =>
        nodes.map((id, at) => [id, { letter, index, name, wire, first: at === 0 }] as const),
      ),
    ),
  )
}

/** A closed group shows a branch where all of it lies within that. */
function branchOfAll(
  members: readonly string[],
  marks: ReadonlyMap<string, BranchMark>,
): Pick<Card, 'branch'> {
  const own = members.map((id) => marks.get(id))
  const [mark] = own
  if (!mark || own.some((other) => other?.wire !== mark.wire)) return {}
  return { branch: { ...mark, first: own.some((other) => other?.first) } }
}

/** In place of the one row of candidates, a row for each, named by its letter. */
function withRows(
  inputs: readonly PortView[],
  { branches }: Comparison,
  plan: Plan,
): readonly PortView[] {
  return inputs.flatMap((port) => {
    if (port.end.port !== candidatesPort) return [port]
    return branches.map(({ letter, name, wire }): PortView => {
      const dtype = plan.signals.get(wire)?.dtype ?? port.dtype
      const help = `${letter} ${name}, from ${wire}. ${port.help}`
      return { ...port, ...(dtype ? { dtype } : {}), label: letter, help, row: wire }
    })
  })
}

function labels(inputs: readonly PortView[], outputs: readonly PortView[]): PortNames {
  return { inputs: inputs.map(({ label }) => label), outputs: outputs.map(({ label }) => label) }
}

/** The first output, or of a sink what comes in. */
function shown(
  inputs: readonly PortView[],
  outputs: readonly PortView[],
  plan: Plan,
  sourceOf: ReadonlyMap<string, string>,
): Pick<Card, 'footer' | 'preview'> {
  const outgoing = outputs.find(({ wire }) => plan.signals.has(wire)) ?? outputs[0]
  const wire = outgoing?.wire ?? sourceOf.get(inputs[0]?.wire ?? '')
  const signal = wire === undefined ? undefined : plan.signals.get(wire)
  if (wire === undefined || !signal) return { footer: ['', ''] }
  return { footer: signalLine(signal), preview: { wire, signal } }
}

function rootOf(waits: ReadonlyMap<string, string>, id: string): string | undefined {
  const seen = new Set([id])
  let root = waits.get(id)
  for (let on = root && waits.get(root); on !== undefined && !seen.has(on); on = waits.get(on)) {
    seen.add(on)
    root = on
  }
  return root
}

type Facts = Pick<Card, 'problem' | 'warning' | 'open' | 'problems'>

function indexFacts({ graph, problems }: ModelInput) {
  const used = new Set(graph.links.map(({ to }) => wireName(to)))
  const byNode = new Map<string, Problem[]>()
  for (const problem of problems) {
    if (problem.node === undefined) continue
    const list = byNode.get(problem.node)
    if (list) list.push(problem)
    else byNode.set(problem.node, [problem])
  }
  return {
    of(id: string): Facts {
      const own = byNode.get(id) ?? []
      const errors = own.filter(({ severity }) => severity === 'error')
      const isOpen = ({ input }: Problem) =>
        input !== undefined && !used.has(wireName({ node: id, port: input }))
      const open = errors.find(isOpen)
      const problem = errors.find((error) => !isOpen(error))
      const warning = own.find(({ severity }) => severity === 'warning')
      return {
        ...(problem ? { problem } : {}),
        ...(warning ? { warning } : {}),
        ...(open ? { open: { node: id, port: open.input! } } : {}),
        problems: own.filter(({ severity }) => severity !== 'note').length,
      }
    },
  }
}
