/** chirpflow compare: an experiment, the chains of one graph, or two graphs. */
import { availableParallelism } from 'node:os'
import { basename, relative, resolve } from 'node:path'
import {
  type Cell,
  failedCells,
  type Layout,
  poolCells,
  type Results,
  scheduleUnits,
  type Unit,
} from '@chirpflow/experiment'
import { HostError, hasErrors } from '@chirpflow/graph'
import { runUnits } from '../compare/crew.ts'
import { programFacts } from '../compare/engine.ts'
import type { Journal } from '../compare/journal-file.ts'
import { type LoadedExperiment, loadExperiment } from '../compare/load.ts'
import { openOutput, writeResults } from '../compare/output.ts'
import { createProgressLine } from '../compare/progress.ts'
import { formatFindings } from '../compare/summary.ts'
import { type CommandContext, countProblems, formatProblems } from '../context.ts'
import { exitCodes, plainLine } from '../terminal.ts'
import { compareGraphs } from './compare-graphs.ts'

export interface CompareOptions {
  readonly out?: string
  readonly resume?: boolean
  readonly workers?: string
  readonly recording: readonly string[]
  readonly reference?: string
  readonly source?: string
}

/** Compares what the files name; gives the exit code. */
export async function compare(
  paths: readonly string[],
  options: CompareOptions,
  context: CommandContext,
  version: string,
): Promise<number> {
  const [path, other, ...more] = paths
  if (more.length > 0) {
    throw new HostError('compare takes one experiment, or one or two graphs; name no more')
  }
  if (other !== undefined) return compareGraphs(path, other, options, context)
  return compareChains(path, options, context, version)
}

async function compareChains(
  path: string,
  options: CompareOptions,
  context: CommandContext,
  version: string,
): Promise<number> {
  const { terminal, registry, createHost } = context
  const workers = readWorkers(options.workers)
  const interrupted = new Promise<undefined>((settle) => {
    context.onInterrupt(() => settle(undefined))
  })
  const facts = programFacts(version)
  const loading = loadExperiment(path, {
    recording: options.recording,
    reference: options.reference,
    source: options.source,
    registry,
    folder: terminal.folder,
    engine: facts.key,
    createHost,
  })
  const outcome = await Promise.race([loading, interrupted])
  if (!outcome) return interruptedBefore(context)
  const { loaded, problems } = outcome
  terminal.err(formatProblems(problems))
  if (!loaded || hasErrors(problems)) {
    terminal.err(`${plainLine(path)} was not run: ${countProblems(problems)}\n`)
    return exitCodes.refused
  }

  const shown = options.out ?? `${stemOf(path)}-results`
  const folder = resolve(terminal.folder, shown)
  const journal = await openOutput(folder, shown, options.resume === true, loaded.layout)
  const command = commandOf(path, shown, options)
  let cells: ReadonlyMap<string, Cell> | undefined
  try {
    cells = await runAll(loaded, journal, workers, interrupted, context)
  } finally {
    await journal.close()
  }
  if (!cells) {
    terminal.err(`interrupted; what is done is kept, go on with: ${command} --resume\n`)
    return exitCodes.interrupted
  }
  const results = await poolCells(loaded.layout, cells, {
    title: loaded.title,
    registry,
    host: loaded.host,
    conditions: {
      program: facts.program,
      engine: facts.engine,
      command,
      made: new Date().toISOString(),
      ...(loaded.experiment ? { experiment: loaded.experiment } : {}),
      graph: loaded.graph,
    },
  })
  const files = await writeResults(folder, results)
  tell(results, files, context)
  return results.state === 'finished' ? exitCodes.done : exitCodes.failed
}

/** Every cell of the layout by key; undefined where it was interrupted before that. */
async function runAll(
  { layout, folder, host }: LoadedExperiment,
  journal: Journal,
  workers: number,
  interrupted: Promise<undefined>,
  { terminal }: CommandContext,
): Promise<ReadonlyMap<string, Cell> | undefined> {
  const cells = new Map(journal.cells)
  const units = scheduleUnits(layout, cells, workers)
  const total = keysOf(layout).size
  const count = () => {
    const done = [...keysOf(layout)].filter((key) => cells.has(key)).length
    return { done, total }
  }
  const line = createProgressLine(terminal, host.now, count)
  const keep = (list: readonly Cell[]) => {
    for (const cell of list) cells.set(cell.key, cell)
  }
  const isWhole = await runUnits(units, {
    workers,
    folder,
    interrupted,
    async onDone(_, done) {
      await journal.add(done)
      keep(done)
    },
    onFailed: (unit: Unit, message) => keep(failedCells(layout, unit, message)),
    onProgress: line.show,
  })
  line.end()
  return isWhole ? cells : undefined
}

function keysOf({ recordings }: Layout): ReadonlySet<string> {
  return new Set(recordings.flatMap(({ chains }) => chains.map(({ key }) => key)))
}

function tell(results: Results, files: readonly string[], { terminal }: CommandContext): void {
  for (const { chain, recording, error } of results.cells) {
    if (error !== undefined) {
      terminal.err(`error: ${plainLine(`${chain} on ${recording}: ${error}`)}\n`)
    }
  }
  for (const { name, remarks } of results.recordings) {
    for (const remark of remarks) terminal.err(`note: ${plainLine(`${name}: ${remark}`)}\n`)
  }
  const places = files.map((file) => relative(terminal.folder, file))
  terminal.out(`${formatFindings(results)}wrote ${places.join(', ')}\n`)
}

function interruptedBefore({ terminal }: CommandContext): number {
  terminal.err('interrupted before anything ran\n')
  return exitCodes.interrupted
}

function readWorkers(typed: string | undefined): number {
  if (typed === undefined) return availableParallelism()
  const workers = Number(typed)
  if (Number.isSafeInteger(workers) && workers >= 1 && workers <= 256) return workers
  throw new HostError(`--workers ${typed}: this must be a whole number from 1 to 256`)
}

const stemOf = (path: string) => basename(path).replace(/(\.experiment|\.graph)?\.json$/, '')

/** The same command again, as a shell takes it. */
function commandOf(
  path: string,
  out: string,
  { recording, reference, source }: CompareOptions,
): string {
  const words = ['chirpflow', 'compare', path, '--out', out]
  for (const file of recording) words.push('--recording', file)
  if (reference !== undefined) words.push('--reference', reference)
  if (source !== undefined) words.push('--source', source)
  return words.map((word) => (/^[\w./:@%+,=-]+$/.test(word) ? word : quote(word))).join(' ')
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`
