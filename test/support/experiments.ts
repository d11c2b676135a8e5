/** A small graph whose chains differ, and experiments on it: no radar, so that a run is short. */
import { type ParsedExperiment, parseExperiment } from '@chirpflow/experiment'
import type { Graph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { graphOf, type ShortNode } from './graphs.ts'

/** A person's displacement, taken apart in a way that an experiment varies. */
export function displacementGraph(params: ShortNode['params'] = {}): Graph {
  const nodes: Record<string, ShortNode> = {
    person: { type: 'simulated-displacement', params: { duration: 40, snr: -6, ...params } },
    window: { type: 'slow-time-window', params: { length: 10, hop: 1 } },
    suppress: { type: 'rlsrhs' },
    peak: { type: 'peak-picker' },
    median: { type: 'median-filter', params: { size: 3 } },
    log: { type: 'rate-log' },
  }
  const versions = Object.entries(nodes).map(([id, node]) => {
    return [id, { ...node, version: registry.get(node.type)!.version }] as const
  })
  return graphOf(Object.fromEntries(versions), [
    'person.displacement -> window.in',
    'window.out -> suppress.displacement',
    'suppress.suppressed -> peak.in',
    'peak.rate -> median.in',
    'median.out -> log.rate',
  ])
}

export const displacementJudge = {
  candidate: 'median.out',
  reference: 'person.heartRate',
  breathing: 'person.breathingRate',
  bound: 'person.bound',
  params: { window: 10 },
}

/** The text of an experiment on heart.graph.json. */
export function experimentText(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    format: 'chirpflow-experiment',
    version: 1,
    title: 'A test',
    graph: 'heart.graph.json',
    judge: displacementJudge,
    ...members,
  })
}

export function experimentOf(
  members: Readonly<Record<string, unknown>>,
): NonNullable<ParsedExperiment['experiment']> {
  const { experiment, problems } = parseExperiment(experimentText(members))
  if (!experiment) throw new Error(problems.map(({ message }) => message).join('\n'))
  return experiment
}
