/** Problems as the panel, the status bar and F8 see them: sorted, counted, and gone to. */
import { type Graph, type Problem, parseLink } from '@chirpflow/graph'
import { sentence } from './edit.ts'
import type { Editor } from './editor.ts'
import { flowOrder } from './flow-order.ts'

const gravity = { error: 0, warning: 1, note: 2 } as const

export interface Waiting {
  /** The node whose own problem keeps the others from running. */
  readonly root: string
  readonly nodes: readonly string[]
}

/** Errors first, each kind in order of flow. */
export function sortProblems(problems: readonly Problem[], graph: Graph): readonly Problem[] {
  const rank = flowOrder(graph)
  const place = (problem: Problem) => {
    const node = nodeOf(problem)
    return node === undefined ? -1 : (rank.get(node) ?? rank.size)
  }
  return [...problems].sort(
    (a, b) => gravity[a.severity] - gravity[b.severity] || place(a) - place(b),
  )
}

/** The node a problem is shown at; of a link, the one that the wire was to reach. */
export function nodeOf(problem: Problem): string | undefined {
  return problem.node ?? parseLink(problem.link ?? '')?.to.node
}

/** What merely follows from another problem, by that other's node. */
export function foldWaiting(waits: ReadonlyMap<string, string>): readonly Waiting[] {
  const byRoot = new Map<string, string[]>()
  for (const node of waits.keys()) {
    const seen = new Set([node])
    let root = node
    for (let on = waits.get(root); on !== undefined && !seen.has(on); on = waits.get(root)) {
      seen.add(on)
      root = on
    }
    byRoot.set(root, [...(byRoot.get(root) ?? []), node])
  }
  return [...byRoot].map(([root, nodes]) => ({ root, nodes }))
}

export interface ProblemCount {
  readonly errors: number
  readonly warnings: number
  readonly notes: number
}

export function countProblems(problems: readonly Problem[]): ProblemCount {
  const count = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length
  return { errors: count('error'), warnings: count('warning'), notes: count('note') }
}

/** "2 errors, 1 warning"; '' where nothing keeps anybody from anything. */
export function describeCount({ errors, warnings }: ProblemCount): string {
  return [plural(errors, 'error'), plural(warnings, 'warning')].filter(Boolean).join(', ')
}

/** "3 nodes", "1 node", '' for none. */
export function plural(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`
}

/** Selects the node or wire, brings it to the middle, and focuses the field it is about. */
export function goToProblem(editor: Editor, problem: Problem): void {
  const { ui, canvas } = editor
  const node = nodeOf(problem)
  const link = problem.node === undefined ? problem.link : undefined
  ui.setState({
    selectedNodes: node !== undefined && link === undefined ? [node] : [],
    selectedNotes: [],
    selectedLinks: link === undefined ? [] : [link],
    ...(problem.param === undefined ? {} : { focusParam: problem.param, inspector: true }),
    announcement: sentence(problem.message),
  })
  if (node === undefined) return
  canvas?.centreOn(node)
  if (problem.param === undefined) canvas?.focus(node)
}

/** The problem that each editor was last taken to. */
const lastSeen = new WeakMap<Editor, string>()

/** Tells problems of one list apart. */
export function keyOf({ node, param, input, link, line, message }: Problem): string {
  return [node, param, input, link, line, message].join('\n')
}

/** Steps through the list, round and round. */
export function nextProblem(editor: Editor, step: 1 | -1): void {
  const { graph } = editor.document.getState()
  const problems = sortProblems(editor.session.store.getState().problems, graph)
  if (problems.length === 0) return
  const seen = problems.findIndex((problem) => keyOf(problem) === lastSeen.get(editor))
  const index = seen === -1 && step === -1 ? problems.length - 1 : seen + step
  const problem = problems[(index + problems.length) % problems.length]
  lastSeen.set(editor, keyOf(problem))
  goToProblem(editor, problem)
}
