/** chirpflow check: every problem of a graph, without running it. */
import { hasErrors } from '@chirpflow/graph'
import { type CommandContext, countProblems, formatProblems } from '../context.ts'
import { loadGraph } from '../load.ts'
import { exitCodes, plainLine } from '../terminal.ts'

export async function check(
  path: string,
  options: { readonly set: readonly string[] },
  { registry, terminal, createHost }: CommandContext,
): Promise<number> {
  const { problems } = await loadGraph(path, options.set, registry, terminal.folder, createHost)
  terminal.out(formatProblems(problems))
  terminal.out(`${plainLine(path)}: ${countProblems(problems)}\n`)
  return hasErrors(problems) ? exitCodes.refused : exitCodes.done
}
