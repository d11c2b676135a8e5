/** The order in which nodes are planned and run; loops are found, named and left out. */
import type { Link } from './file.ts'
import type { Problem } from './problem.ts'

/** Longer loops are shown by their beginning. */
const namesShown = 12

/**
 * Every node after all it takes data from, loops left out. `wires` holds the links into each node.
 * One problem for each knot of loops (a strongly connected component: Tarjan 1972, SIAM J. Comput. 1,
 * which leaves them in this very order). Linear in nodes and links; no recursion, so that a chain of
 * any length fits.
 */
export function orderNodes(
  ids: readonly string[],
  wires: ReadonlyMap<string, readonly Link[]>,
  problems: Problem[],
): string[] {
  const order: string[] = []
  /** Place of discovery, and the least place that a node's open feeders reach. */
  const place = new Map<string, number>()
  const reach = new Map<string, number>()
  const open: string[] = []
  const closed = new Set<string>()

  for (const root of ids) {
    if (place.has(root)) continue
    const path = [enter(root)]
    while (path.length > 0) {
      const top = path[path.length - 1]
      if (top.next < top.links.length) {
        const feeder = top.links[top.next++].from.node
        if (!place.has(feeder)) path.push(enter(feeder))
        else if (!closed.has(feeder)) lower(top.id, place.get(feeder)!)
        continue
      }
      path.pop()
      if (path.length > 0) lower(path[path.length - 1].id, reach.get(top.id)!)
      if (reach.get(top.id) === place.get(top.id)) leave(top.id, top.links)
    }
  }
  return order

  function enter(id: string) {
    place.set(id, place.size)
    reach.set(id, place.get(id)!)
    open.push(id)
    return { id, links: wires.get(id) ?? [], next: 0 }
  }

  function lower(id: string, to: number): void {
    if (to < reach.get(id)!) reach.set(id, to)
  }

  function leave(id: string, links: readonly Link[]): void {
    const knot = open.splice(open.lastIndexOf(id))
    for (const member of knot) closed.add(member)
    if (knot.length === 1 && !links.some(({ from }) => from.node === id)) order.push(id)
    else problems.push(describeKnot(knot, wires))
  }
}

/** Names the shortest loop through the knot's first node, and who else is in the knot. */
function describeKnot(
  knot: readonly string[],
  wires: ReadonlyMap<string, readonly Link[]>,
): Problem {
  const members = new Set(knot)
  const [first] = [...knot].sort()
  /** For each node found, the one that it feeds on the way to `first`. */
  const feeds = new Map<string, string>()
  const found = [first]
  for (let at = 0; at < found.length && !feeds.has(first); at++) {
    for (const { from } of wires.get(found[at]) ?? []) {
      if (!members.has(from.node) || feeds.has(from.node)) continue
      feeds.set(from.node, found[at])
      found.push(from.node)
    }
  }
  const loop = [first]
  for (let id = feeds.get(first)!; id !== first; id = feeds.get(id)!) loop.push(id)
  const inLoop = new Set(loop)
  const others = knot.filter((id) => !inLoop.has(id)).sort()
  const also = others.length > 0 ? `, and so do ${shorten(others).join(', ')}` : ''
  const message = `these nodes feed themselves in a loop: ${[...shorten(loop), first].join(' -> ')}${also}; remove one of the wires`
  return { severity: 'error', node: first, message }
}

function shorten(names: readonly string[]): readonly string[] {
  if (names.length <= namesShown) return names
  return [...names.slice(0, namesShown - 1), `(${names.length - namesShown + 1} more)`]
}
