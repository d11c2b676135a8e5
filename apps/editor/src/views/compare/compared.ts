/** What is compared, whatever it came from: chains with their letters, and the question to be judged. */
import { type ComparisonResult, type Graph, type Registry, upstreamOf } from '@chirpflow/graph'
import type { Question, Series } from '@chirpflow/statistics'
import { type Comparison, letterOf } from '../../document/branches.ts'
import type { NodeStatus } from '../../session/session.ts'
import type { Results } from '../../state/experiment.ts'

export interface Chain {
  /** "node.port" of a graph's own chain, by which it is lit. */
  readonly id: string
  readonly letter: string
  /** Its colour and shape. */
  readonly index: number
  readonly name: string
}

export interface Compared {
  readonly chains: readonly Chain[]
  /** Its chains are those above, in their order. */
  readonly question: Question
  /** "Simulated radar, heart rate". */
  readonly against: string
  readonly remarks: readonly string[]
}

/** A result of the graph's own node; chains that are no longer wired to it are left out. */
export function comparedBy(
  result: ComparisonResult,
  comparison: Comparison,
  graph: Graph,
  registry: Registry,
  nodes: Readonly<Record<string, NodeStatus>>,
): Compared {
  const kept = comparison.branches.flatMap(({ wire, letter, name }, index) => {
    const given = result.chains.find(({ source }) => source === wire)
    return given ? [{ chain: { id: wire, letter, index, name }, values: given.value }] : []
  })
  const { time, reference, breathing, bound } = result
  const series: Series = {
    recording: 'this run',
    time,
    reference,
    answers: kept.map(({ values }) => values),
    ...(breathing ? { breathing } : {}),
    ...(bound ? { bound } : {}),
  }
  return {
    chains: kept.map(({ chain }) => chain),
    question: {
      chains: kept.map(({ chain }) => chain.name),
      recordings: [series],
      constant: result.constant,
      window: result.window,
      secondsPerWindow: kept.map(({ chain, values }) => {
        const answered = values.filter((answer) => !Number.isNaN(answer)).length
        const seconds = secondsBefore(chain.id, graph, nodes)
        return seconds === undefined || answered === 0 ? undefined : seconds / answered
      }),
    },
    against: referenceWords(comparison.node, graph, registry),
    remarks: result.remarks,
  }
}

/** What an experiment found, on all its recordings. */
export function comparedIn({ chains, recordings, table, constant, window }: Results): Compared {
  const rows = chains.map(({ name }) => table.rows.find(({ chain }) => chain === name))
  return {
    chains: chains.map(({ name }, index) => ({
      id: `experiment ${index}`,
      letter: letterOf(index),
      index,
      name,
    })),
    question: {
      chains: chains.map(({ name }) => name),
      recordings: recordings
        .filter(({ time }) => time.length > 0)
        .map(({ name, time, reference, breathing, bound, answers }) => ({
          recording: name,
          time,
          reference,
          answers,
          ...(breathing ? { breathing } : {}),
          ...(bound ? { bound } : {}),
        })),
      constant,
      window,
      secondsPerWindow: rows.map((row) => row?.secondsPerWindow),
    },
    against: 'the reference',
    remarks: [...new Set(recordings.flatMap(({ remarks }) => remarks))],
  }
}

/** Of the node of an output and all before it; undefined where one of them has not run. */
function secondsBefore(
  source: string,
  graph: Graph,
  nodes: Readonly<Record<string, NodeStatus>>,
): number | undefined {
  let seconds = 0
  for (const id of upstreamOf(graph, source.split('.')[0])) {
    const status = nodes[id]
    const isOff = graph.nodes[id]?.off === 'bypass'
    if (isOff) continue
    if (status?.activity !== 'finished' && status?.activity !== 'cached') return undefined
    seconds += status.seconds
  }
  return seconds
}

function referenceWords(node: string, graph: Graph, registry: Registry): string {
  const link = graph.links.find(({ to }) => to.node === node && to.port === 'reference')
  if (!link) return 'a reference'
  const type = graph.nodes[link.from.node]?.type ?? ''
  const words = link.from.port.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${registry.get(type)?.title ?? link.from.node}, ${words}`
}

/** What the reference speaks about, by how fast it is: nobody breathes as a heart beats. */
export function quantityOf({ question }: Compared): 'Heart rate' | 'Breathing rate' {
  const known = question.recordings
    .flatMap(({ reference }) => reference)
    .filter((value) => value > 0)
    .sort((a, b) => a - b)
  const median = known[known.length >> 1] ?? question.constant
  return median < 0.65 ? 'Breathing rate' : 'Heart rate'
}
