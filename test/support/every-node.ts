/** One graph in which every node type stands that turns frames of a radar into something. */
import {
  type Chunk,
  type EmitMoment,
  type Graph,
  type NodeType,
  type Ports,
  planGraph,
  type Registry,
} from '@chirpflow/graph'
import { nodeTypes, registry } from '@chirpflow/nodes'
import { type RunReport, runPlan } from '@chirpflow/runtime'
import { graphOf, type ShortNode } from './graphs.ts'
import { createTestHost } from './host.ts'

/** Node types that a radar does not feed: sources, and what reads body sensors, whose answers come late. */
export const notFedByRadar = [
  'belt-breathing-rate',
  'dca1000',
  'ecg-heart-rate',
  'ppg-heart-rate',
  'recording',
  'reference-rate',
  'series',
  'simulated-displacement',
  'waveform',
]

/** Two people, so that nodes for several have something to do. */
export const radar: Readonly<Record<string, number | string>> = {
  duration: 18,
  samples: 64,
  sampleRate: 1.25e6,
  receivers: 2,
  people: 2,
  placement: 'even',
  rangeFrom: 0.76,
  rangeTo: 1.33,
}

const suppressors = ['lms-notch', 'rlsrhs', 'notch-comb', 'harmonic-reconstruction'] as const
const decompositions = ['vmd', 'emd', 'ewt'] as const
const models = ['harmonic-bayes', 'joint-harmonic-fit'] as const
const selectors = ['mcsm', 'mcsm-plus', 'range-select'] as const

/** Chains from the radar to rates; nodes are called by their type, and some by their place. */
export function everyNode(source: ShortNode['params'] = radar): Graph {
  const targets = Number(source?.people ?? 1)
  const nodes: Record<string, string | ShortNode> = {
    source: { type: 'simulated-radar', params: source },
    'range-fft': { type: 'range-fft', params: { padding: 2 } },
    'combine-channels': 'combine-channels',
    'slow-time-window': 'slow-time-window',
    'keep-identities': 'keep-identities',
    'pick-target': 'pick-target',
    'iq-correction': 'iq-correction',
    'target-phase': 'target-phase',
    'extended-dacm': 'extended-dacm',
    'phase-unwrap': 'phase-unwrap',
    'band-pass': 'band-pass',
    'second-harmonic': 'second-harmonic',
    'median-filter': 'median-filter',
    'rate-log': 'rate-log',
    'compare-rates': 'compare-rates',
  }
  const links = [
    'source.adc -> range-fft.adc',
    'range-fft.profile -> combine-channels.profile',
    'combine-channels.out -> slow-time-window.in',
    'mcsm-plus.target -> keep-identities.target',
    'mcsm-plus.range -> keep-identities.range',
    'keep-identities.target -> iq-correction.target',
    'mcsm.target -> extended-dacm.target',
    'iq-correction.target -> target-phase.target',
    'target-phase.phase -> phase-unwrap.phase',
    'phase-unwrap.displacement -> band-pass.in',
    'phase-unwrap.displacement -> second-harmonic.displacement',
    'harmonic-bayes.rate -> median-filter.in',
    'median-filter.out -> pick-target.in',
    'pick-target.out -> rate-log.rate',
    'pick-target.out -> compare-rates.candidates',
    'pick-target.out -> compare-rates.reference',
  ]
  for (const type of selectors) {
    nodes[type] = { type, params: { targets } }
    links.push(`slow-time-window.out -> ${type}.profile`)
  }
  const read = (id: string, wire: string) => {
    nodes[id] = { type: 'peak-picker', params: { taper: 'rectangular' } }
    links.push(`${wire} -> ${id}.in`)
  }
  read('peak-picker', 'band-pass.out')
  read('peak-dacm', 'extended-dacm.displacement')
  for (const type of suppressors) {
    nodes[type] = type
    links.push(`phase-unwrap.displacement -> ${type}.displacement`)
    read(`peak-${type}`, `${type}.suppressed`)
  }
  for (const type of decompositions) {
    nodes[type] = type
    links.push(`band-pass.out -> ${type}.in`)
    read(`peak-${type}`, `${type}.band`)
  }
  for (const type of models) {
    nodes[type] = type
    links.push(`phase-unwrap.displacement -> ${type}.displacement`)
  }
  for (const type of ['rate-tracker', 'delayed-rate-tracker']) {
    nodes[type] = type
    links.push(`harmonic-bayes.posterior -> ${type}.scores`)
  }
  return graphOf(nodes, links)
}

type Moment = Parameters<EmitMoment<Ports>>[0]

/** What becomes of a frame on its way out of the radar; undefined: it is lost. */
export type Change = (moment: Moment, index: number) => Moment | undefined

/** The library, its radar's frames changed. */
function withChange(change: Change): Registry {
  const wrap = (type: NodeType): NodeType => ({
    ...type,
    async open(context) {
      const opened = await type.open(context)
      if (!('run' in opened)) throw new Error(`${type.id} is no source`)
      return {
        ...opened,
        run: (emit, stop) =>
          opened.run(async (moment) => {
            const changed = change(moment, Object.values(moment)[0]?.index ?? 0)
            if (changed) await emit(changed)
          }, stop),
      }
    },
  })
  return new Map(
    [...registry].map(([id, type]) => [id, id === 'simulated-radar' ? wrap(type) : type]),
  )
}

export interface EveryNode {
  readonly report: RunReport
  /** By wire, "node.port". */
  readonly chunks: ReadonlyMap<string, readonly Chunk[]>
}

export async function runEveryNode(
  graph: Graph,
  change: Change = (one) => one,
): Promise<EveryNode> {
  const plan = planGraph(graph, withChange(change), new Map())
  const wrong = plan.problems.filter(({ severity }) => severity === 'error')
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong, undefined, 1))
  const chunks = new Map<string, Chunk[]>([...plan.signals.keys()].map((wire) => [wire, []]))
  const add = (chunk: Chunk, wire: string) =>
    void chunks.get(wire)?.push({ ...chunk, data: chunk.data.slice() })
  const taps = new Map([...chunks.keys()].map((wire) => [wire, add]))
  const report = await runPlan(plan, { host: createTestHost(), taps })
  return { report, chunks }
}

/** Types of the library that stand in no such graph. */
export function missingFrom({ nodes }: Graph): string[] {
  const there = new Set(Object.values(nodes).map(({ type }) => type))
  return nodeTypes
    .map(({ id }) => id)
    .filter((id) => !there.has(id))
    .sort()
}
