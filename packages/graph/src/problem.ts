/** A person's mistake, as a value: what, where, and what to do. */

export interface Problem {
  readonly severity: 'error' | 'warning' | 'note'
  /** Node id. */
  readonly node?: string
  /** Parameter of that node. */
  readonly param?: string
  /** Input port of that node. */
  readonly input?: string
  /** The link as it stands in the file. */
  readonly link?: string
  /** Line of the graph file, from 1. */
  readonly line?: number
  readonly message: string
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** "error  range.window  must be one of ..." as one line. */
export function formatProblem(problem: Problem): string {
  const field = problem.param ?? problem.input
  const place = problem.node ? `${problem.node}${field ? `.${field}` : ''}` : (problem.link ?? '')
  const line = problem.line === undefined ? '' : `line ${problem.line}: `
  return `${problem.severity}: ${place ? `${place}: ` : ''}${line}${problem.message}`
}

/** ', did you mean "x"?' for the nearest name within two edits, else ''. */
export function suggest(wrong: string, names: Iterable<string>): string {
  let best = ''
  let least = Math.min(3, Math.ceil(wrong.length / 2) + 1)
  for (const name of names) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase(), least)
    if (distance < least) {
      least = distance
      best = name
    }
  }
  return best ? `, did you mean "${best}"?` : ''
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1))
    }
    if (Math.min(...next) >= limit) return limit
    row = next
  }
  return row[b.length]
}
