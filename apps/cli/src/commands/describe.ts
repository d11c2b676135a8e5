/** chirpflow describe: one node type, with its ports and parameters. */
import { suggest } from '@chirpflow/graph'
import type { CommandContext } from '../context.ts'
import { describeNode } from '../node-text.ts'
import { exitCodes, plainLine } from '../terminal.ts'

export function describe(id: string, { registry, terminal }: CommandContext): number {
  const type = registry.get(id)
  if (type) {
    terminal.out(describeNode(type))
    return exitCodes.done
  }
  const name = plainLine(id)
  terminal.err(
    `error: there is no node type "${name}"${suggest(name, registry.keys())}; "chirpflow nodes" lists them all\n`,
  )
  return exitCodes.refused
}
