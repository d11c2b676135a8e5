/** Who made the estimates of a wire, and what that node wants before it answers: read off the plan. */
import { type End, wireName } from './file.ts'
import type { Plan, PlannedNode } from './plan.ts'

/** The node that answers, or does not; what lies behind it only smooths. */
export interface Estimator {
  /** Its answer, NaN where it has none: "node.port". */
  readonly answer: string
  /** The wire that says how sure it is. */
  readonly confidence?: string
  /** The most that it and what smooths its answers want of a window, 0 to 1. */
  readonly leastCoverage: number
  /** undefined: it gives whatever it finds. */
  readonly leastConfidence?: number
}

/**
 * The nearest node before a wire with a least confidence, or else the nearest of the same quantity with
 * a least coverage.
 */
export function estimatorBefore(plan: Plan, wire: string): Estimator | undefined {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  let nearest: Estimator | undefined
  let leastCoverage = 0
  const at = wire.lastIndexOf('.')
  const waiting: End[] = [{ node: wire.slice(0, at), port: wire.slice(at + 1) }]
  for (let end = waiting.shift(); end; end = waiting.shift()) {
    const node = nodes.get(end.node)
    if (!node || seen.has(end.node)) continue
    seen.add(end.node)
    const answer = wireName(end)
    const wants = leastOf(node, 'leastCoverage')
    leastCoverage = Math.max(leastCoverage, wants ?? 0)
    const leastConfidence = leastOf(node, 'leastConfidence')
    if (leastConfidence !== undefined) {
      const known = Object.hasOwn(node.type.outputs, 'confidence')
      return {
        answer,
        ...(known ? { confidence: wireName({ node: node.id, port: 'confidence' }) } : {}),
        leastCoverage,
        leastConfidence,
      }
    }
    const same = plan.signals.get(answer)?.unit === plan.signals.get(wire)?.unit
    if (same && wants !== undefined) nearest ??= { answer, leastCoverage: wants }
    for (const ends of node.inputs.values()) waiting.push(...ends)
  }
  return nearest
}

function leastOf({ params }: PlannedNode, name: string): number | undefined {
  const value = params[name]
  return typeof value === 'number' ? value : undefined
}
