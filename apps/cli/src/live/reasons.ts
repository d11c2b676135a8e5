/** Why an estimate has no answer, as far as the wires before it tell. */
import { type Chunk, estimatorBefore, type Plan } from '@chirpflow/graph'
import type { Tap } from '@chirpflow/runtime'

export interface Reasons {
  /** Wires that have to be looked at. */
  readonly taps: ReadonlyMap<string, Tap>
  /** In a few words. */
  of(chunk: Chunk): string
}

/** For one wire: by the nearest node before it that holds answers back. */
export function createReasons(plan: Plan, wire: string): Reasons {
  const {
    confidence: sureness,
    leastCoverage = 0,
    leastConfidence,
  } = estimatorBefore(plan, wire) ?? {}
  let newest: Chunk | undefined
  const taps = new Map<string, Tap>()
  if (sureness) {
    taps.set(sureness, (chunk) => {
      newest = chunk
    })
  }
  return {
    taps,
    of({ coverage, index }) {
      if (coverage < leastCoverage) {
        return `only ${percent(coverage)} of its window arrived, at least ${percent(leastCoverage)} is asked for`
      }
      if (leastConfidence === undefined) return 'nothing is found'
      const confidence = newest?.index === index ? Math.max(...newest.data) : Number.NaN
      if (confidence < leastConfidence) {
        return `its confidence is ${percent(confidence)}, at least ${percent(leastConfidence)} is asked for`
      }
      return 'nothing in its band stands out as a peak'
    },
  }
}

export const percent = (share: number) => `${Math.floor(100 * share)} %`
