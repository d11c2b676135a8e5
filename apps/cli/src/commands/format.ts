/** chirpflow format: rewrites a graph file canonically. */
import { resolve } from 'node:path'
import { completeGraph, formatGraph } from '@chirpflow/graph'
import { type CommandContext, countProblems, formatProblems } from '../context.ts'
import { writeWhole } from '../files.ts'
import { migrationNotes, parseFile } from '../load.ts'
import { exitCodes, plainLine } from '../terminal.ts'

export async function format(
  path: string,
  options: { readonly check?: boolean },
  { registry, terminal }: CommandContext,
): Promise<number> {
  const file = resolve(terminal.folder, path)
  const { text, graph, problems } = await parseFile(file)
  const name = plainLine(path)
  if (!graph) {
    terminal.err(formatProblems(problems))
    terminal.err(`${name} was left as it is: ${countProblems(problems)}\n`)
    return exitCodes.refused
  }
  const canonical = formatGraph(completeGraph(graph, registry))
  if (canonical === text) {
    terminal.out(`${name} is canonical\n`)
    return exitCodes.done
  }
  if (options.check) {
    terminal.out(`${name} is not canonical: "chirpflow format ${name}" rewrites it\n`)
    return exitCodes.refused
  }
  await writeWhole(file, canonical)
  terminal.err(formatProblems([...problems, ...migrationNotes(graph, registry)]))
  terminal.out(`${name} was rewritten\n`)
  return exitCodes.done
}
