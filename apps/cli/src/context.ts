/** What every command is given: the library, the terminal and the way to files. */
import type { Host, Problem, Registry } from '@chirpflow/graph'
import { formatProblem } from '@chirpflow/graph'
import type { OpenRadar } from './host.ts'
import { plainLine, type Terminal } from './terminal.ts'

export interface CommandContext {
  readonly registry: Registry
  readonly terminal: Terminal
  /** Over files, relative to a graph's folder, and what opens a radar, where a command has one. */
  createHost(folder: string, openRadar?: OpenRadar): Host
  /** Calls `listener` when the person interrupts; without one the program just ends. */
  onInterrupt(listener: () => void): void
}

/** One line a problem. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map((problem) => `${plainLine(formatProblem(problem))}\n`).join('')
}

/** "2 errors, 1 warning"; "no problems". */
export function countProblems(problems: readonly Problem[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return counts.length === 0 ? 'no problems' : counts.join(', ')
}
