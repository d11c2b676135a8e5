/** Every link of a graph is answered: it is a wire between two real ports, or a problem says why not. */
import { type End, formatLink, type Graph, type Link, wireName } from './file.ts'
import type { NodeType } from './node.ts'
import { type Problem, suggest } from './problem.ts'

/** Links into each node that name two real ports; a problem for every other. */
export function answerLinks(
  graph: Graph,
  typeOf: (id: string) => NodeType | undefined,
  problems: Problem[],
): Map<string, Link[]> {
  const wires = new Map<string, Link[]>()
  const taken = new Map<string, Link>()
  const links = [...graph.links].sort((a, b) => (formatLink(a) < formatLink(b) ? -1 : 1))
  for (const link of links) {
    const name = formatLink(link)
    const fail = (message: string) => problems.push({ severity: 'error', link: name, message })
    const missing = [link.from.node, link.to.node].find((id) => !Object.hasOwn(graph.nodes, id))
    if (missing !== undefined) {
      fail(`there is no node "${missing}"${suggest(missing, Object.keys(graph.nodes))}`)
      continue
    }
    const from = typeOf(link.from.node)
    const to = typeOf(link.to.node)
    if (from && !Object.hasOwn(from.outputs, link.from.port)) {
      fail(missingPort(link.from, from, 'output'))
      continue
    }
    if (to && !Object.hasOwn(to.inputs, link.to.port)) {
      fail(missingPort(link.to, to, 'input'))
      continue
    }
    const end = wireName(link.to)
    const other = taken.get(end)
    const single = to !== undefined && to.inputs[link.to.port].kind !== 'many'
    if (other && (single || formatLink(other) === name)) {
      fail(
        formatLink(other) === name
          ? 'this link stands twice; remove one'
          : `${end} takes one wire and has one already, from ${wireName(other.from)}; remove one of the two`,
      )
      continue
    }
    taken.set(end, link)
    const into = wires.get(link.to.node)
    if (into) into.push(link)
    else wires.set(link.to.node, [link])
  }
  return wires
}

function missingPort(end: End, type: NodeType, side: 'input' | 'output'): string {
  const names = Object.keys(side === 'input' ? type.inputs : type.outputs)
  const has = names.length > 0 ? `its ${side}s are ${names.join(', ')}` : `it has no ${side}s`
  return `${end.node} (${type.id}) has no ${side} "${end.port}"${suggest(end.port, names)}; ${has}`
}
