/** Brings the cells of an experiment together: all recordings judged, one table, its findings. */
import { formatGraph, type Host, type Registry } from '@chirpflow/graph'
import { findings, type JudgedUnit, judge, type Series } from '@chirpflow/statistics'
import type { TruthPort } from './judge-node.ts'
import { type Judgement, judgeTracks } from './judge-tracks.ts'
import type { Layout, RecordingLayout } from './layout.ts'
import {
  type CellResult,
  type Conditions,
  type RecordingResult,
  type Results,
  resultsFormat,
  resultsVersion,
} from './results.ts'
import { timeCells } from './timing.ts'
import type { Track } from './track.ts'
import type { Cell } from './unit.ts'

export interface PoolOptions {
  readonly title: string
  readonly conditions: Omit<Conditions, 'types'>
  readonly registry: Registry
  readonly host: Host
}

/** `cells` holds every cell of the layout, by key. */
export async function poolCells(
  layout: Layout,
  cells: ReadonlyMap<string, Cell>,
  { title, conditions, registry, host }: PoolOptions,
): Promise<Results> {
  const { chains, recordings } = layout
  const names = chains.map(({ name }) => name)
  const judged: { recording: RecordingLayout; judgement: Judgement }[] = []
  for (const recording of recordings) {
    const tracks = recording.chains.map(({ key }, at) => ({
      answer: trackOf(cells, key),
      confidence: recording.confidences[at] && trackOf(cells, recording.confidences[at].key),
    }))
    const truths = Object.fromEntries(
      Object.entries(recording.truths).map(([port, { key }]) => [port, trackOf(cells, key)]),
    ) as { [port in TruthPort]?: Track }
    judged.push({
      recording,
      judgement: await judgeTracks(recording, names, tracks, truths, { registry, host }),
    })
  }
  const comparisons = judged.flatMap(({ judgement }) => judgement.comparison ?? [])
  const [first] = comparisons
  if (!first) {
    throw new Error(
      `no recording could be judged: ${judged[0]?.judgement.error ?? 'there is none'}`,
    )
  }
  const timing = timeCells(layout, cells)
  const series = judged.flatMap(({ recording, judgement }) => seriesOf(recording, judgement))
  const unit: JudgedUnit = first.unit === 'm' ? 'm' : 'Hz'
  const table = judge({
    unit,
    chains: names,
    recordings: series,
    constant: first.constant,
    window: first.window,
    secondsPerWindow: timing.secondsPerWindow.map((seconds) =>
      Number.isNaN(seconds) ? undefined : seconds,
    ),
  })
  const results = cellResults(layout, cells)
  const isWhole = results.every(({ state }) => state === 'finished')
  const types = new Set(
    recordings.flatMap(({ plan }) => plan.nodes.map(({ type }) => `${type.id}@${type.version}`)),
  )
  return {
    format: resultsFormat,
    version: resultsVersion,
    title,
    state: isWhole && comparisons.length === recordings.length ? 'finished' : 'failed',
    conditions: { ...conditions, types: [...types].sort() },
    unit,
    window: first.window,
    constant: first.constant,
    chains,
    table,
    findings: findings(table),
    cells: results,
    recordings: judged.map(({ recording, judgement }) => resultOf(recording, judgement, host)),
    timing,
  }
}

function trackOf(cells: ReadonlyMap<string, Cell>, key: string): Track {
  const cell = cells.get(key)
  if (!cell) throw new Error(`the cell ${key} has not been run`)
  return cell.track
}

function seriesOf(
  { name }: RecordingLayout,
  { comparison, answers, confidences }: Judgement,
): Series[] {
  if (!comparison) return []
  const { time, reference, breathing, bound } = comparison
  return [
    {
      recording: name,
      time,
      reference,
      answers,
      confidences,
      ...(breathing ? { breathing } : {}),
      ...(bound ? { bound } : {}),
    },
  ]
}

function resultOf(
  { name, graph, inputs, remarks }: RecordingLayout,
  { comparison, answers, confidences, coverage, error }: Judgement,
  host: Host,
): RecordingResult {
  const hash = host.sha256()
  hash.update(utf8(formatGraph(graph)))
  return {
    name,
    inputs,
    graph: hash.hex(),
    offset: comparison?.offset ?? 0,
    time: comparison?.time ?? [],
    reference: comparison?.reference ?? [],
    ...(comparison?.breathing ? { breathing: comparison.breathing } : {}),
    ...(comparison?.bound ? { bound: comparison.bound } : {}),
    answers,
    confidences,
    coverage,
    remarks: [
      ...remarks,
      ...(comparison?.remarks ?? []),
      ...(error === undefined ? [] : [`it could not be judged: ${error}`]),
    ],
  }
}

/** A chain is failed where it, or what it is judged by, did not get to the end. */
function cellResults(
  { chains, recordings }: Layout,
  cells: ReadonlyMap<string, Cell>,
): CellResult[] {
  return recordings.flatMap(({ name, chains: places, truths }) => {
    const truth = Object.values(truths)
      .map(({ key }) => cells.get(key))
      .find((cell) => cell?.state === 'failed')
    return places.map(({ key }, at): CellResult => {
      const own = cells.get(key)
      const error = own?.error ?? truth?.error
      return {
        chain: chains[at].name,
        recording: name,
        state: error === undefined ? 'finished' : 'failed',
        ...(error === undefined ? {} : { error }),
      }
    })
  })
}

function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    } else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63))
      bytes.push(0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    }
  }
  return Uint8Array.from(bytes)
}
