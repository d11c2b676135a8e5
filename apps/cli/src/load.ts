/** From a graph file's path to a plan, with every problem on the way. */
import { dirname, resolve } from 'node:path'
import { type Replacement, replaceSource } from '@chirpflow/experiment'
import {
  completeGraph,
  formatGraph,
  type Graph,
  type Host,
  HostError,
  hasErrors,
  inspectGraph,
  type Plan,
  type Problem,
  parseGraph,
  planGraph,
  type Registry,
  resolveNode,
} from '@chirpflow/graph'
import { readText } from './files.ts'
import { applySettings } from './set.ts'

export interface ParsedFile {
  /** As it stands. */
  readonly text?: string
  readonly graph?: Graph
  readonly problems: readonly Problem[]
}

/** Reads and parses a graph file. What is wrong with the file is a problem too. */
export async function parseFile(path: string): Promise<ParsedFile> {
  try {
    const text = await readText(path)
    return { text, ...parseGraph(text) }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { problems: [{ severity: 'error', message: error.message }] }
  }
}

/** What bringing older nodes to today's version did. */
export function migrationNotes(graph: Graph, registry: Registry): Problem[] {
  return Object.keys(graph.nodes)
    .sort()
    .flatMap((id) => resolveNode(id, graph.nodes[id], registry).problems)
    .filter(({ severity }) => severity === 'note')
}

export interface Loaded {
  /** Complete, with every setting made. Absent where the file could not be read. */
  readonly graph?: Graph
  /** The canonical text of that graph. */
  readonly text?: string
  /** Absent where the file could not be read. */
  readonly plan?: Plan
  readonly host: Host
  /** All of them, the plan's too. */
  readonly problems: readonly Problem[]
}

/** Reads a graph, puts `replacement` in its radar source, completes, sets, inspects and plans it. */
export async function loadGraph(
  path: string,
  settings: readonly string[],
  registry: Registry,
  folder: string,
  createHost: (folder: string) => Host,
  replacement: Replacement = {},
): Promise<Loaded> {
  const file = resolve(folder, path)
  const host = createHost(dirname(file))
  const parsed = await parseFile(file)
  if (!parsed.graph) return { host, problems: parsed.problems }
  const notes = migrationNotes(parsed.graph, registry)
  const replaced = replaceSource(parsed.graph, replacement, registry)
  const complete = completeGraph(replaced.graph, registry)
  const settled = applySettings(complete, settings, registry, folder)
  const { graph } = settled
  const made = [...replaced.problems, ...settled.problems]
  const problems = [...parsed.problems, ...notes, ...made]
  // A source must not look for the file that a wrong --set meant to name another.
  const inspections = hasErrors(made)
    ? new Map<string, never>()
    : await inspectGraph(graph, registry, host)
  const plan = planGraph(graph, registry, inspections)
  return { host, graph, text: formatGraph(graph), plan, problems: [...problems, ...plan.problems] }
}
