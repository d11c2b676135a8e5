/** What a graph is looked at by when it is opened: the profile, the chest, and the rate at its end. */
import { type Category, type Graph, type Plan, type Registry, wireName } from '@chirpflow/graph'
import type { Editor } from '../state/editor.ts'
import { inFlow } from '../state/flow-order.ts'
import type { ViewCard } from '../state/ui.ts'
import { newCard } from '../views/cards.ts'

const waiting = new WeakMap<Editor['session'], () => void>()

/** Puts the first views of the document in the dock: now, or when its recording has been looked into. */
export function showFirstViews({ document, registry, session, ui }: Editor): void {
  waiting.get(session)?.()
  const find = () => firstViews(document.getState().graph, registry, session.store.getState().plan)
  const views = find()
  ui.setState({ views })
  if (views.length > 0 || Object.keys(document.getState().graph.nodes).length === 0) return
  const stop = session.store.subscribe(({ plan }, before) => {
    if (plan === before.plan) return
    const found = find()
    if (found.length === 0) return
    stop()
    ui.setState(({ views: chosen }) => (chosen.length > 0 ? {} : { views: found }))
  })
  waiting.set(session, stop)
}

/** Of each the last node in the order of flow. */
const shown: readonly Category[] = ['range', 'phase', 'harmonics', 'decomposition']

/** At most four cards; none for a graph in which nothing can run. */
function firstViews(graph: Graph, registry: Registry, plan: Plan): readonly ViewCard[] {
  const backwards = [...inFlow(graph)].reverse()
  const categoryOf = (id: string) => registry.get(graph.nodes[id].type)?.category
  const wires = shown.flatMap((category) => {
    const node = backwards.find((id) => categoryOf(id) === category)
    const port = node && Object.keys(registry.get(graph.nodes[node].type)?.outputs ?? {})[0]
    return node && port ? [wireName({ node, port })] : []
  })
  // the rate that took the longest way
  const sink = backwards.find((id) => categoryOf(id) === 'sink')
  const last = graph.links.find(({ to }) => to.node === sink)
  const known = [...wires, ...(last ? [wireName(last.from)] : [])].filter((wire) =>
    plan.signals.has(wire),
  )
  const views: ViewCard[] = []
  for (const wire of known.slice(-4)) views.push(newCard(views, wire, plan.signals.get(wire)))
  return views
}
