/** Runs one sink of a plan by itself, on what its wires gave in runs before. */
import { type Chunk, type Host, type Plan, type Result, wireName } from '@chirpflow/graph'
import { createUnit, openNode } from './unit.ts'

/** `chunks` by wire, "node.port", each in order. Throws what the node throws. */
export async function runSink(
  plan: Plan,
  id: string,
  chunks: ReadonlyMap<string, readonly Chunk[]>,
  host: Host,
): Promise<Result | undefined> {
  const node = plan.nodes.find((one) => one.id === id)
  if (!node) throw new Error(`${id} is not in the plan`)
  const unit = createUnit(node, plan)
  const { inputs } = unit
  const opened = await openNode(unit, plan, host, () => false)
  try {
    if (!('process' in opened)) throw new Error(`${id} is no sink`)
    for (const wire of new Set([...node.inputs.values()].flat().map(wireName))) {
      for (const chunk of chunks.get(wire) ?? []) inputs.push(wire, chunk)
      inputs.end(wire)
    }
    const none = () => undefined
    for (let set = inputs.next(); set; set = inputs.next()) {
      opened.process(set.chunks as never, none, set.from)
    }
    await opened.finish?.(none)
    return opened.result?.()
  } finally {
    await opened.close?.()
  }
}
