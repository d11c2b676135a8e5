/** From the text of a file to a document, or to sentences that say why not. */
import {
  completeGraph,
  formatGraph,
  type Graph,
  hasErrors,
  type Problem,
  parseGraph,
  type Registry,
  resolveNode,
} from '@chirpflow/graph'
import type { DocumentStore } from './store.ts'

export interface Opened {
  /** Complete, unknown nodes as they were. Absent where the file cannot be opened. */
  readonly graph?: Graph
  /** What was wrong, each with its line; or notes of what migrations did. */
  readonly problems: readonly Problem[]
  /** Why the file was not opened, in one sentence that names it. */
  readonly refused?: string
  /** Whether saving at once would leave every byte as it is. */
  readonly canonical: boolean
}

/** Reads a graph file; touches nothing. */
export function openText(name: string, text: string, registry: Registry): Opened {
  const foreign = recognise(text)
  if (foreign) {
    const problems: Problem[] = [{ severity: 'error', message: `${name} ${foreign}` }]
    return { problems, refused: `${name} was not opened: it ${foreign}`, canonical: false }
  }
  const { graph, problems } = parseGraph(text)
  if (!graph || hasErrors(problems)) {
    const errors = problems.filter(({ severity }) => severity === 'error')
    const [{ line, message }] = errors
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    const place = line === undefined ? '' : `line ${line}: `
    return {
      problems,
      refused: `${name} was not opened: ${place}${message}${more}`,
      canonical: false,
    }
  }
  const notes = Object.keys(graph.nodes)
    .sort()
    .flatMap((id) => resolveNode(id, graph.nodes[id], registry).problems)
    .filter(({ severity }) => severity === 'note')
  const whole = completeGraph(graph, registry)
  return { graph: whole, problems: [...problems, ...notes], canonical: formatGraph(whole) === text }
}

/** Opens a file in place of the document; where it cannot be opened, the document stays untouched. */
export function openInto(document: DocumentStore, name: string, text: string): Opened {
  const opened = openText(name, text, document.context.registry)
  if (opened.graph) document.replace(opened.graph, name, true)
  return opened
}

/** What a file that is no graph seems to be, as the end of "it ..."; undefined where it may be one. */
function recognise(text: string): string | undefined {
  if (text.trim() === '') return 'is empty'
  if (text.slice(0, 4096).includes('\u0000')) {
    return 'holds no text; a recording is opened by the path of a recording node'
  }
  if (/^\s*(?:%|sensorStop|flushCfg|dfeDataOutputMode|channelCfg|profileCfg)/.test(text)) {
    return 'is a radar configuration, not a graph; choose it as config of a recording node'
  }
  if (!text.replace('\ufeff', '').trimStart().startsWith('{')) {
    return 'is no chirpflow graph: a graph file begins with {'
  }
  return undefined
}
