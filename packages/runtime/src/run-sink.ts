/** Runs one sink of a plan by itself, on what its wires gave in runs before. */
import { type Chunk, type Host, type Plan, type Result, wireName } from '@chirpflow/graph'
import { createUnit, inputSignals, inputSources } from './unit.ts'

/** `chunks` by wire, "node.port", each in order. Throws what the node throws. */
export async function runSink(
  plan: Plan,
  id: string,
  chunks: ReadonlyMap<string, readonly Chunk[]>,
  host: Host,
): Promise<Result | undefined> {
  const node = plan.nodes.find((one) => one.id === id)
  if (!node) throw new Error(`${id} is not in the plan`)
  const { inputs, params } = createUnit(node, plan)
  const opened = await node.type.open({
    id,
    inputs: inputSignals(node, plan),
    sources: inputSources(node),
    outputs: node.outputs as never,
    params,
    found: node.found,
    host,
    wanted: () => false,
  })
  if (!('process' in opened)) throw new Error(`${id} is no sink`)
  try {
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
