/** chirpflow nodes: the library, by category. */
import { categories, type NodeType } from '@chirpflow/graph'
import type { CommandContext } from '../context.ts'
import { formatTable } from '../table.ts'
import { exitCodes } from '../terminal.ts'

export function nodes(
  options: { readonly json?: boolean },
  { registry, terminal }: CommandContext,
): number {
  const types = [...registry.values()]
  if (options.json) {
    terminal.out(`${JSON.stringify(types.map(definitionOf), undefined, 2)}\n`)
    return exitCodes.done
  }
  const lists = categories.flatMap((category) => {
    const own = types.filter((type) => type.category === category)
    if (own.length === 0) return []
    return [`${category}\n${formatTable(own.map(({ id, summary }) => [`  ${id}`, summary]))}`]
  })
  terminal.out(lists.join('\n'))
  return exitCodes.done
}

/** A node's definition as plain data, without its functions. */
function definitionOf(type: NodeType) {
  const { id, version, title, category, summary, inputs, outputs, params } = type
  const { sources = [], effect = false, live = false } = type
  return {
    id,
    version,
    title,
    category,
    summary,
    inputs,
    outputs,
    params,
    sources,
    effect,
    live,
  }
}
