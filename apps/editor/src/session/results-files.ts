/** Comparisons as files: the same CSV and the same page as the command writes. */
import {
  formatResults,
  formatResultsCsv,
  formatResultsPage,
  parseResults,
  type Results,
} from '@chirpflow/experiment'
import { type Graph, upstreamOf } from '@chirpflow/graph'
import type { Question } from '@chirpflow/statistics'
import type { Verdict } from './judging.ts'
import { engineName, hashText, programName } from './program.ts'
import type { NodeStatus } from './session.ts'

export { formatResults, formatResultsCsv, formatResultsPage, parseResults }

export interface GraphComparison {
  readonly question: Question
  /** The outputs that are compared, "node.port", in the question's order. */
  readonly wires: readonly string[]
  readonly verdict: Verdict
  readonly graph: Graph
  /** Its canonical text, and the name of its file. */
  readonly text: string
  readonly name: string
  readonly nodes: Readonly<Record<string, NodeStatus>>
  readonly remarks: readonly string[]
  /** Of each chain at each moment. */
  readonly coverage: readonly (readonly number[])[]
  readonly offset: number
}

/** What a graph's own compare-rates node found, as the results of an experiment in which nothing varies. */
export function resultsOf(comparison: GraphComparison): Results {
  const { question, wires, verdict, graph, text, name, nodes, remarks, coverage, offset } =
    comparison
  const sha256 = hashText(text)
  const path = name || 'untitled.graph.json'
  const ups = wires.map((wire) => upstreamOf(graph, wire.split('.')[0]))
  const costs = [...new Set(ups.flatMap((up) => [...up]))].sort().flatMap((id) => {
    const status = nodes[id]
    if (!status || graph.nodes[id]?.off) return []
    const { seconds, chunks } = status
    const chains = ups.filter((up) => up.has(id)).length
    const type = graph.nodes[id].type
    const recording = question.recordings[0].recording
    return [{ id, type, state: 'finished' as const, chunks, seconds, recording, chains, runs: 1 }]
  })
  return {
    format: 'chirpflow-results',
    version: 1,
    title: graph.title,
    state: 'finished',
    conditions: {
      program: programName,
      engine: engineName(),
      command: `chirpflow compare ${path}`,
      made: new Date().toISOString(),
      graph: { path, title: graph.title, sha256, text },
      types: [
        ...new Set(Object.values(graph.nodes).map((node) => `${node.type}@${node.version}`)),
      ].sort(),
    },
    unit: 'Hz',
    window: question.window ?? 0,
    constant: question.constant,
    chains: question.chains.map((chain, at) => ({
      name: chain,
      candidate: wires[at],
      settings: {},
    })),
    table: verdict.table,
    findings: verdict.findings,
    cells: question.chains.map((chain) => ({
      chain,
      recording: question.recordings[0].recording,
      state: 'finished',
    })),
    recordings: question.recordings.map((series) => ({
      name: series.recording,
      inputs: [],
      graph: sha256,
      offset,
      time: series.time,
      reference: series.reference,
      ...(series.breathing ? { breathing: series.breathing } : {}),
      ...(series.bound ? { bound: series.bound } : {}),
      answers: series.answers,
      coverage,
      remarks,
    })),
    timing: {
      secondsPerWindow: question.chains.map(
        (_, at) => question.secondsPerWindow?.[at] ?? Number.NaN,
      ),
      nodes: costs,
      seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
      apart: costs.reduce((sum, { seconds, chains }) => sum + seconds * chains, 0),
    },
  }
}
