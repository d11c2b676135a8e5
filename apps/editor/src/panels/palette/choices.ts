/** What the palette offers at a place: all types, or those that fit a port or a wire, best first. */
import {
  type End,
  feedingTypes,
  fittingTypes,
  type Link,
  type NodeType,
  offerOf,
  parseLink,
  targetAt,
  typesThatFitBetween,
  type Wiring,
} from '@chirpflow/graph'
import type { Editor } from '../../state/editor.ts'
import type { Overlay } from '../../state/ui.ts'

export type AddAt = Extract<Overlay, { kind: 'add' }>

/** A type, and how it would be joined. */
export interface Choice {
  readonly type: NodeType
  /** The port of the new node that the wire uses; its output too, between two ends. */
  readonly port?: string
  readonly output?: string
  /** The port of the graph that it would be joined to. */
  readonly end?: End
  /** Joined as it is, it says an error: its parameters must be changed. */
  readonly needsCare?: true
  /** What it is called here, where not by the type's title. */
  readonly title?: string
  /** The node is left out. */
  readonly without?: true
}

export interface Choices {
  /** What the list is about: "Takes unwrap.displacement". */
  readonly heading?: string
  readonly fitting: readonly Choice[]
  /** Types that can be added without a wire. */
  readonly others: readonly NodeType[]
}

export function wiringOf({ document, registry }: Editor): Wiring {
  const { graph } = document.getState()
  return { graph, registry, plan: document.context.plan(graph) }
}

export function choicesAt(editor: Editor, { from, link }: Pick<AddAt, 'from' | 'link'>): Choices {
  const wire = link === undefined ? undefined : parseLink(link)
  if (wire) return choicesOn(editor, wire)
  if (!from) return { fitting: [], others: [...editor.registry.values()] }
  const end: End = { node: from.node, port: from.port }
  return from.side === 'output' ? choicesAfter(editor, end) : choicesBefore(editor, end)
}

function choicesOn(editor: Editor, link: Link): Choices {
  const wiring = wiringOf(editor)
  const offer = offerOf(link.from, wiring)
  const target = targetAt(link.to, wiring)
  const steps = offer && target ? typesThatFitBetween(offer, target, editor.registry) : []
  const fitting = steps.flatMap(({ type: id, input, output }) => {
    const type = editor.registry.get(id)
    return type ? [{ type, port: input, output, end: link.from }] : []
  })
  const { from, to } = link
  return {
    heading: `Between ${from.node}.${from.port} and ${to.node}.${to.port}`,
    fitting,
    others: [],
  }
}

/** Types with an input that takes what leaves the port. */
export function choicesAfter(editor: Editor, end: End): Choices {
  const offer = offerOf(end, wiringOf(editor))
  const fitting = (offer ? fittingTypes(offer, editor.registry) : []).map(
    ({ type, port, plans }): Choice => ({ type, port, end, ...(plans ? {} : { needsCare: true }) }),
  )
  return { heading: `Takes ${end.node}.${end.port}`, fitting, others: [] }
}

function choicesBefore(editor: Editor, end: End): Choices {
  const target = targetAt(end, wiringOf(editor))
  const port = target?.type.inputs[end.port]
  const fitting = (port ? feedingTypes(port, editor.registry) : []).map(
    ({ type, port: output }): Choice => ({ type, output, end }),
  )
  return { heading: `Feeds ${end.node}.${end.port}`, fitting, others: [] }
}

/** For a node: the first of its outputs that some input of the type takes. */
export function joinAfter(editor: Editor, node: string, type: NodeType): Choice | undefined {
  const wiring = wiringOf(editor)
  const own = editor.registry.get(wiring.graph.nodes[node]?.type ?? '')
  const only = new Map([[type.id, type]])
  const found = Object.keys(own?.outputs ?? {}).flatMap((port): readonly Choice[] => {
    const end = { node, port }
    const offer = offerOf(end, wiring)
    const [fit] = offer ? fittingTypes(offer, only) : []
    return fit ? [{ type, port: fit.port, end, ...(fit.plans ? {} : { needsCare: true }) }] : []
  })
  return found.find(({ needsCare }) => !needsCare) ?? found[0]
}
