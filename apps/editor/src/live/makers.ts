/** What made an estimate: the nodes before its wire with their parameters; and what differs between two. */
import { nodeOfWire, type ParamValue, type Plan, type Registry } from '@chirpflow/graph'
import { showValue } from '../views/plot/show.ts'

type Made = Readonly<
  Record<
    string,
    readonly [type: string, params: Readonly<Record<string, ParamValue>>, from: string[]]
  >
>

/** Equal texts give equal answers. Settings of the source count too, its frames do not. */
export function makerOf(plan: Plan, wire: string): string {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]))
  const made: Record<string, Made[string]> = {}
  const waiting = [nodeOfWire(wire)]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = nodes.get(id)
    if (!node || made[id]) continue
    const ends = [...node.inputs].flatMap(([port, from]) =>
      from.map((end) => `${port} ${end.node}.${end.port}`),
    )
    made[id] = [node.type.id, node.params, ends]
    waiting.push(...[...node.inputs.values()].flat().map((end) => end.node))
  }
  return JSON.stringify([wire, made])
}

/** "forgetting factor 0.995", "2 changed parameters", "another chain". */
export function describeChange(before: string, after: string, registry: Registry): string {
  const [, old] = JSON.parse(before) as [string, Made]
  const [, now] = JSON.parse(after) as [string, Made]
  const changed: { type: string; name: string; value: ParamValue }[] = []
  for (const id of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [a, b] = [old[id], now[id]]
    if (!a || !b || a[0] !== b[0] || a[2].join() !== b[2].join()) return 'another chain'
    for (const [name, value] of Object.entries(b[1])) {
      if (value !== a[1][name]) changed.push({ type: b[0], name, value })
    }
  }
  if (changed.length !== 1) return `${changed.length} changed parameters`
  const [{ type, name, value }] = changed
  const param = registry.get(type)?.params[name]
  const label = param?.label.toLowerCase() ?? name
  if (typeof value !== 'number') return `${label} ${String(value)}`
  const shown =
    param?.kind === 'number' && param.unit !== undefined && param.unit !== '1'
      ? showValue(value, param.unit)
      : String(Number(value.toPrecision(4)))
  return `${label} ${shown}`
}
