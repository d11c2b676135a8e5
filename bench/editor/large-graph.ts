/** A graph of 300 nodes: 25 people without a radar, each through three ways to a rate. */
import { formatGraph } from '@chirpflow/graph'
import { type Given, graphOf } from '../graph.ts'

const people = 25

/** One person's nodes in order: id, type and what is not as usual. */
const chain: readonly (readonly [string, string, Given?])[] = [
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

const links: readonly (readonly [string, string])[] = [
  ['source.displacement', 'window.in'],
  ['window.out', 'band.in'],
  ['band.out', 'vmd.in'],
  ['vmd.band', 'vmd-peak.in'],
  ['vmd-peak.rate', 'vmd-median.in'],
  ['window.out', 'rlsrhs.displacement'],
  ['rlsrhs.suppressed', 'heart-peak.in'],
  ['heart-peak.rate', 'heart-median.in'],
  ['window.out', 'breathing-peak.in'],
  ['breathing-peak.rate', 'breathing-median.in'],
  ['breathing-median.out', 'breathing.rate'],
]

/** From card to card; the widest are 240. */
const [across, down] = [252, 212]

/** The file, with places. `duration`: of each person's record, s. */
export function largeGraphText(duration: number): string {
  const nodes: Record<string, readonly [string, Given]> = {}
  const view: Record<string, readonly [number, number]> = {}
  const all: string[] = []
  for (let person = 1; person <= people; person++) {
    const own = (name: string) => `p${person}-${name}`
    chain.forEach(([id, type, given = {}], column) => {
      nodes[own(id)] = [
        type,
        type === 'simulated-displacement' ? { seed: person, duration } : given,
      ]
      view[own(id)] = [column * across, person * down]
    })
    for (const [from, to] of links) all.push(`${own(from)} -> ${own(to)}`)
  }
  return formatGraph({ ...graphOf('Three hundred nodes', nodes, all), view })
}
