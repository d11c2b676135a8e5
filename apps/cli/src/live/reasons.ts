/** Why an estimate has no answer, as far as the wires before it tell. */
import { type Chunk, type Plan, type PlannedNode, wireName } from '@chirpflow/graph'
import type { Tap } from '@chirpflow/runtime'

export interface Reasons {
  /** Wires that have to be looked at. */
  readonly taps: ReadonlyMap<string, Tap>
  /** In a few words. */
  of(chunk: Chunk): string
}

/** For one wire: by the nearest node before it that holds answers back. */
export function createReasons(plan: Plan, wire: string): Reasons {
  const estimator = estimatorBefore(plan, wire)
  const leastCoverage = numberOf(estimator, 'leastCoverage')
  const leastConfidence = numberOf(estimator, 'leastConfidence')
  let newest: Chunk | undefined
  const hasConfidence = estimator && Object.hasOwn(estimator.outputs, 'confidence')
  const taps = new Map<string, Tap>()
  if (hasConfidence) {
    taps.set(`${estimator.id}.confidence`, (chunk) => {
      newest = chunk
    })
  }
  return {
    taps,
    of({ coverage, index }) {
      if (coverage < leastCoverage) {
        return `only ${percent(coverage)} of its window arrived, at least ${percent(leastCoverage)} is asked for`
      }
      const confidence = newest?.index === index ? Math.max(...newest.data) : Number.NaN
      if (confidence < leastConfidence) {
        return `its confidence is ${percent(confidence)}, at least ${percent(leastConfidence)} is asked for`
      }
      return 'nothing in its band stands out as a peak'
    },
  }
}

function estimatorBefore(plan: Plan, wire: string): PlannedNode | undefined {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  const waiting = [wire.slice(0, wire.lastIndexOf('.'))]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const node = nodes.get(id)
    if (!node || seen.has(id)) continue
    seen.add(id)
    // What smooths answers may hold them back by coverage too; who made them knows more.
    if (Object.hasOwn(node.params, 'leastConfidence')) return node
    for (const ends of node.inputs.values()) {
      waiting.push(...ends.map(wireName).map((name) => name.slice(0, name.lastIndexOf('.'))))
    }
  }
  return undefined
}

function numberOf(node: PlannedNode | undefined, param: string): number {
  const value = node?.params[param]
  return typeof value === 'number' ? value : 0
}

export const percent = (share: number) => `${Math.floor(100 * share)} %`
