/** Which wires join the neighbours of nodes that go. */
import {
  downstreamOf,
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
 * all that goes, where its signal fits and plan says no new error there or after it. `rest` is the
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

  // Each round drops what plan refuses, at the end of the wire or anywhere after it; what is dropped can
  // only take signals away from others.
  const before = errorsOf(context.plan(graph).problems)
  while (links.length > 0) {
    const joined = { ...rest, links: [...rest.links, ...links] }
    const fed = new Set(joined.links.map(({ to }) => wireName(to)))
    const blamed = new Set<string>()
    for (const problem of context.plan(joined).problems) {
      const { severity, node, input } = problem
      // An input that nothing feeds any more is what deleting does.
      const open = input !== undefined && !fed.has(`${node}.${input}`)
      if (severity !== 'error' || !node || open || before.has(keyOf(problem))) continue
      blamed.add(node)
    }
    const stay = links.filter(
      ({ to }) => ![...downstreamOf(joined, to.node)].some((node) => blamed.has(node)),
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
