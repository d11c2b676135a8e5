/** From the path of an experiment or a graph to all that has to run, with every problem on the way. */
import { createHash } from 'node:crypto'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import {
  type Experiment,
  experimentFormat,
  formatExperiment,
  type Layout,
  layOut,
  parseExperiment,
} from '@chirpflow/experiment'
import {
  completeGraph,
  formatGraph,
  type Host,
  HostError,
  type Problem,
  parseGraph,
  type Registry,
} from '@chirpflow/graph'
import { readText } from '../files.ts'
import { migrationNotes, parseFile } from '../load.ts'

/** A file with the hash of its canonical text. */
export interface LoadedText {
  /** As it was named. */
  readonly path: string
  readonly sha256: string
  readonly text: string
}

export interface LoadedExperiment {
  readonly title: string
  readonly layout: Layout
  readonly host: Host
  /** Of the graph. */
  readonly folder: string
  /** Absent where a graph alone is compared. */
  readonly experiment?: LoadedText
  readonly graph: LoadedText & { readonly title: string }
}

export interface LoadOptions {
  /** Radar files in place of what the graph or the experiment has, relative to `folder`. */
  readonly recording: readonly string[]
  readonly reference?: string
  /** Which of several radar sources the radar files replace. */
  readonly source?: string
  readonly registry: Registry
  readonly folder: string
  readonly engine: string
  createHost(folder: string): Host
}

export interface Loading {
  /** Absent where an error stands in problems. */
  readonly loaded?: LoadedExperiment
  readonly problems: readonly Problem[]
}

/** A graph alone is an experiment in which nothing varies. */
export async function loadExperiment(path: string, options: LoadOptions): Promise<Loading> {
  const file = resolve(options.folder, path)
  const text = await readText(file)
  const found = readEither(text)
  if (!found.experiment) return { problems: found.problems }
  const { experiment } = found
  const problems = [...found.problems]

  const isGraph = experiment.graph === ''
  const graphFile = isGraph ? file : resolve(dirname(file), experiment.graph)
  const parsed = isGraph ? { ...parseGraph(text), text } : await parseFile(graphFile)
  const graphPath = isGraph ? path : experiment.graph
  if (!isGraph) problems.push(...parsed.problems.map((one) => inFile(graphPath, one)))
  else problems.push(...parsed.problems)
  if (!parsed.graph) return { problems }
  problems.push(...migrationNotes(parsed.graph, options.registry))

  const graph = completeGraph(parsed.graph, options.registry)
  const folder = dirname(graphFile)
  const host = options.createHost(folder)
  const given = withGiven(experiment, options)
  const layout = await layOut(given, graph, {
    registry: options.registry,
    host,
    engine: options.engine,
    place: (one) => place(one, dirname(file), folder),
  })
  problems.push(...layout.problems)
  const loaded: LoadedExperiment = {
    title: experiment.title === '' ? graph.title : experiment.title,
    layout,
    host,
    folder,
    ...(isGraph ? {} : { experiment: loadedText(path, formatExperiment(experiment)) }),
    graph: { ...loadedText(graphPath, formatGraph(graph)), title: graph.title },
  }
  return { loaded, problems }
}

/** What the file says: an experiment, or a graph as an experiment in which nothing varies. */
function readEither(text: string): { experiment?: Experiment; problems: readonly Problem[] } {
  const asExperiment = parseExperiment(text)
  const isExperiment = asExperiment.experiment || text.includes(`"${experimentFormat}"`)
  if (isExperiment) return asExperiment
  const { graph, problems } = parseGraph(text)
  if (!graph) return { problems }
  const alone: Experiment = {
    title: '',
    graph: '',
    alternatives: {},
    grid: {},
    recordings: [],
    extra: {},
  }
  return { experiment: alone, problems: [] }
}

/** What the command line names takes the place of what the file does. */
function withGiven(
  experiment: Experiment,
  { recording, reference, source, folder: from }: LoadOptions,
): Experiment {
  if (recording.length === 0) {
    if (reference === undefined && source === undefined) return experiment
    const flag = reference === undefined ? '--source' : '--reference'
    throw new HostError(`${flag} goes with --recording: name the recording that it belongs to`)
  }
  const recordings = recording.map((file) => ({
    file: resolve(from, file),
    ...(reference === undefined ? {} : { reference: resolve(from, reference) }),
    set: {},
    extra: {},
  }))
  return { ...experiment, recordings, ...(source === undefined ? {} : { source }) }
}

/** A path of the experiment file as the graph's folder has it, the same on every system. */
function place(path: string, from: string, to: string): string {
  if (isAbsolute(path)) return path
  return relative(to, resolve(from, path)).split(sep).join('/')
}

function loadedText(path: string, text: string): LoadedText {
  return { path, text, sha256: createHash('sha256').update(text).digest('hex') }
}

function inFile(path: string, problem: Problem): Problem {
  return { ...problem, message: `${basename(path)}: ${problem.message}` }
}
