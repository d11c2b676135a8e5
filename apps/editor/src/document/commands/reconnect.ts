/** Which wires join the neighbours of nodes that go. */
import {
  type End,
  formatLink,
  type Graph,
  type Link,
  offerOf,
  type Problem,
  refuseOffer,
  wireName,
} from '@chirpflow/graph'
import { type Context, wiringOf } from '../context.ts'
import { hasNode } from './edit.ts'

/**
 * For every wire from a node that goes into one that stays: a wire from what feeds the former, through
 * all that goes, where its signal fits and the planned result says no new error of it. `rest` is the
 * graph without the nodes and without their wires.
 */
export function findReconnections(
  graph: Graph,
  gone: ReadonlySet<string>,
  rest: Graph,
  context: Context,
): readonly Link[] {
  const wiring = wiringOf(graph, context)
  const into = new Map<string, Link[]>()
  for (const link of [...graph.links].sort(byName)) {
    into.set(link.to.node, [...(into.get(link.to.node) ?? []), link])
  }
  const feeders = (id: string, seen: Set<string>): End[] => {
    if (seen.has(id)) return []
    seen.add(id)
    const type = context.registry.get(graph.nodes[id].type)
    const place = (link: Link) => Object.keys(type?.inputs ?? {}).indexOf(link.to.port)
    return [...(into.get(id) ?? [])]
      .sort((a, b) => place(a) - place(b))
      .flatMap(({ from }) => (gone.has(from.node) ? feeders(from.node, seen) : [from]))
  }

  const names = new Set(rest.links.map(formatLink))
  let links: Link[] = []
  for (const { from, to } of [...graph.links].sort(byName)) {
    if (!gone.has(from.node) || gone.has(to.node)) continue
    const type = hasNode(graph, to.node)
      ? context.registry.get(graph.nodes[to.node].type)
      : undefined
    if (!type || !Object.hasOwn(type.inputs, to.port)) continue
    const port = type.inputs[to.port]
    const fitting = feeders(from.node, new Set()).find((end) => {
      const offer = offerOf(end, wiring)
      return end.node !== to.node && offer && !refuseOffer(port, offer)
    })
    const link = fitting && { from: fitting, to }
    if (!link || names.has(formatLink(link))) continue
    names.add(formatLink(link))
    links.push(link)
  }

  // Each round drops what plan refuses; what is dropped can only take signals away from others.
  const before = errorsOf(context.plan(graph).problems)
  while (links.length > 0) {
    const plan = context.plan({ ...rest, links: [...rest.links, ...links] })
    const news = plan.problems.filter(
      (problem) => problem.severity === 'error' && !before.has(keyOf(problem)),
    )
    const looped = new Set(news.flatMap(({ node, input }) => (input ? [] : [node])))
    const blamed = new Set(news.map(({ node, input, link }) => link ?? `${node}.${input ?? ''}`))
    const stay = links.filter(
      (link) =>
        !blamed.has(formatLink(link)) &&
        !blamed.has(wireName(link.to)) &&
        !looped.has(link.to.node),
    )
    if (stay.length === links.length) break
    links = stay
  }
  return links
}

function errorsOf(problems: readonly Problem[]): ReadonlySet<string> {
  return new Set(problems.filter(({ severity }) => severity === 'error').map(keyOf))
}

function keyOf({ node, input, param, link, message }: Problem): string {
  return JSON.stringify([node, input, param, link, message])
}

function byName(a: Link, b: Link): number {
  return formatLink(a) < formatLink(b) ? -1 : 1
}
