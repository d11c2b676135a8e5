/** examples/heart-rate-live with four ways to the heart side by side, each answering with every frame. */
import type { Graph } from '@chirpflow/graph'
import { type Given, graphOf } from '../graph.ts'
import { exampleGraph, type Settings } from './chain.ts'

/** Of the chains: where each answers. */
export const answers = ['heart', 'notch-comb', 'band-pass', 'vmd'].map((id) => `${id}-median.out`)

const band: Given = { low: 0.8, high: 2 }

/** The chains beside the example's own, and from which output each peak is read. */
const others: Readonly<Record<string, readonly [input: string, output: string, params: Given]>> = {
  'notch-comb': ['displacement', 'suppressed', {}],
  'band-pass': ['in', 'out', { low: 0.7, high: 2.2 }],
  vmd: ['in', 'band', band],
}

/** @param hop from one window to the next, s */
export function fourChains(hop: number, settings: Settings = {}): Graph {
  const graph = exampleGraph('heart-rate-live', { ...settings, 'window.hop': hop })
  const nodes: Record<string, readonly [string, Given]> = {}
  const links: string[] = []
  for (const [id, [input, output, params]] of Object.entries(others)) {
    nodes[id] = [id, params]
    nodes[`${id}-peak`] = ['peak-picker', band]
    nodes[`${id}-median`] = ['median-filter', { size: 9 }]
    nodes[`${id}-rate`] = ['rate-log', {}]
    links.push(
      `unwrap.displacement -> ${id}.${input}`,
      `${id}.${output} -> ${id}-peak.in`,
      `${id}-peak.rate -> ${id}-median.in`,
      `${id}-median.out -> ${id}-rate.rate`,
    )
  }
  const more = graphOf('', nodes, links)
  const title = 'Four ways to a heart rate, live'
  return {
    ...graph,
    title,
    nodes: { ...graph.nodes, ...more.nodes },
    links: [...graph.links, ...more.links],
  }
}
