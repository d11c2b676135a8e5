/** The measured chain as a graph, built in memory. */
import { type Graph, type GraphNode, type Link, parseLink } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { bins, chain } from './settings.ts'

export type Given = Record<string, number | string | boolean>

/** Peaks as the peer reads them: no taper, and an answer at the band's edge too. */
const peak = ([low, high]: readonly [number, number]): Given => ({
  low,
  high,
  taper: 'rectangular',
  edges: true,
  leastCoverage: 0,
})

/** From a recording to heart rate, breathing rate, second harmonic and range. */
export function chainGraph(path: string): Graph {
  return graphOf(
    'Benchmark chain',
    {
      recording: ['recording', { path, ...waveformParams }],
      profile: [
        'range-fft',
        { window: 'hann', padding: 1, farthest: (bins.last + 0.5) * bins.step },
      ],
      combine: ['combine-channels', { method: 'mean' }],
      window: ['slow-time-window', { length: chain.window, hop: chain.hop }],
      mcsm: [
        'mcsm',
        { nearest: (bins.first - 0.5) * bins.step, farthest: (bins.last + 0.5) * bins.step },
      ],
      phase: ['target-phase', { centre: 'kasa' }],
      unwrap: ['phase-unwrap', { trend: 'mean' }],
      breathing: ['peak-picker', peak(chain.breathing)],
      rlsrhs: ['rlsrhs', {}],
      heart: ['peak-picker', peak(chain.heart)],
      median: ['median-filter', { size: chain.median }],
      filter: ['band-pass', { low: chain.beforeModes[0], high: chain.beforeModes[1] }],
      vmd: [
        'vmd',
        {
          modes: chain.modes,
          penalty: chain.alpha,
          iterations: chain.iterations,
          tolerance: chain.tolerance,
          low: chain.second[0],
          high: chain.second[1],
        },
      ],
      second: ['peak-picker', peak(chain.second)],
      secondMedian: ['median-filter', { size: chain.median }],
      rangeLog: ['rate-log', {}],
      breathingLog: ['rate-log', {}],
      heartLog: ['rate-log', {}],
      medianLog: ['rate-log', {}],
      secondLog: ['rate-log', {}],
      secondMedianLog: ['rate-log', {}],
    },
    [
      'recording.adc -> profile.adc',
      'profile.profile -> combine.profile',
      'combine.out -> window.in',
      'window.out -> mcsm.profile',
      'mcsm.range -> rangeLog.rate',
      'mcsm.target -> phase.target',
      'phase.phase -> unwrap.phase',
      'unwrap.displacement -> breathing.in',
      'breathing.rate -> breathingLog.rate',
      'unwrap.displacement -> rlsrhs.displacement',
      'rlsrhs.suppressed -> heart.in',
      'heart.rate -> heartLog.rate',
      'heart.rate -> median.in',
      'median.out -> medianLog.rate',
      'unwrap.displacement -> filter.in',
      'filter.out -> vmd.in',
      'vmd.band -> second.in',
      'second.rate -> secondLog.rate',
      'second.rate -> secondMedian.in',
      'secondMedian.out -> secondMedianLog.rate',
    ],
  )
}

/** Geometry that the file itself does not tell. */
const waveformParams: Given = {
  startFrequency: 77e9,
  chirpSlope: 4e9 / 52e-6,
  sampleRate: 5e6,
  frameInterval: 0.05,
}

/** A graph without places, of nodes by id and links as a file has them. */
export function graphOf(
  title: string,
  nodes: Record<string, readonly [type: string, params: Given]>,
  links: readonly string[],
): Graph {
  const built: Record<string, GraphNode> = {}
  for (const [id, [type, params]] of Object.entries(nodes)) {
    const known = registry.get(type)
    if (!known) throw new Error(`there is no node type ${type}`)
    built[id] = { type, version: known.version, params, extra: {} }
  }
  return { title, nodes: built, links: links.map(linkOf), view: {}, extra: {} }
}

function linkOf(text: string): Link {
  const link = parseLink(text)
  if (!link) throw new Error(`not a link: ${text}`)
  return link
}
