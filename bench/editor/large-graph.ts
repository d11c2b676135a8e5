/** A graph of 300 nodes: 25 people without a radar, each through three ways to a rate. */
import { formatGraph, type Graph, type GraphNode, parseLink } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'

export const people = 25

/** One person's nodes in order: id, type and what is not as usual. */
const nodes: readonly (readonly [string, string, GraphNode['params']?])[] = [
  ['source', 'simulated-displacement'],
  ['window', 'slow-time-window'],
  ['band', 'band-pass', { low: 0.7, high: 5 }],
  ['vmd', 'vmd'],
  ['vmd-peak', 'peak-picker'],
  ['vmd-median', 'median-filter'],
  ['rlsrhs', 'rlsrhs'],
  ['heart-peak', 'peak-picker'],
  ['heart-median', 'median-filter'],
  ['breathing-peak', 'peak-picker', { low: 0.1, high: 0.5 }],
  ['breathing-median', 'median-filter'],
  ['breathing', 'rate-log'],
]

const links = [
  'source.displacement -> window.in',
  'window.out -> band.in',
  'band.out -> vmd.in',
  'vmd.band -> vmd-peak.in',
  'vmd-peak.rate -> vmd-median.in',
  'window.out -> rlsrhs.displacement',
  'rlsrhs.suppressed -> heart-peak.in',
  'heart-peak.rate -> heart-median.in',
  'window.out -> breathing-peak.in',
  'breathing-peak.rate -> breathing-median.in',
  'breathing-median.out -> breathing.rate',
]

/** From card to card: the widest card is 240, the highest some 200. */
const [across, down] = [252, 212]

/** `duration`: of each person's record, s. It lasts so long that the engine is at work throughout. */
export function largeGraph(duration: number): Graph {
  const graph: { nodes: Record<string, GraphNode>; links: Graph['links'][number][]; view: Record<string, [number, number]> } = { nodes: {}, links: [], view: {} }
  for (let person = 1; person <= people; person++) {
    const own = (id: string) => `${id}-${person}`
    nodes.forEach(([id, type, params = {}], column) => {
      const { version } = registry.get(type)!
      const given = type === 'simulated-displacement' ? { seed: person, duration } : params
      graph.nodes[own(id)] = { type, version, params: given }
      graph.view[own(id)] = [column * across, person * down]
    })
    for (const text of links) {
      const { from, to } = parseLink(text)!
      graph.links.push({
        from: { ...from, node: own(from.node) },
        to: { ...to, node: own(to.node) },
      })
    }
  }
  return { title: 'Three hundred nodes', ...graph }
}

export const largeGraphText = (duration: number): string => formatGraph(largeGraph(duration))
