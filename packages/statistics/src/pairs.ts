/** Two rows against each other, on the moments that both answer. */
import type { Candidate } from './candidate.ts'
import { correctHolm } from './holm.ts'
import { intervalOf } from './interval.ts'
import { createRandom } from './random.ts'
import type { Resampling } from './resample.ts'
import { testSignFlips } from './sign-flip.ts'
import type { Pair } from './types.ts'

/** Below it a corrected p-value shows a difference. */
export const significance = 0.05

/** All pairs, each row with every later one; Holm's correction covers all of them that have a p. */
export function comparePairs(
  candidates: readonly Candidate[],
  resampling: Resampling,
  seed: number,
): Pair[] {
  const pairs = candidates.flatMap((a, at) =>
    candidates.slice(at + 1).map((b) => comparePair(a, b, resampling, seed)),
  )
  const tested = pairs.filter(({ p }) => p !== undefined)
  const corrected = correctHolm(tested.map(({ p }) => p!))
  return pairs.map((pair) =>
    pair.p === undefined ? pair : { ...pair, corrected: corrected[tested.indexOf(pair)] },
  )
}

function comparePair(a: Candidate, b: Candidate, resampling: Resampling, seed: number): Pair {
  const sums = new Float64Array(a.errors.reduce((sum, { length }) => sum + 2 * length, 0))
  const means: number[] = []
  let at = 0
  let total = 0
  let moments = 0
  for (const [recording, errors] of a.errors.entries()) {
    const others = b.errors[recording]
    let sum = 0
    let count = 0
    for (let moment = 0; moment < errors.length; moment++) {
      const difference = Math.abs(errors[moment]) - Math.abs(others[moment])
      if (!Number.isNaN(difference)) {
        sums[at] = difference
        sums[at + 1] = 1
        sum += difference
        count++
      }
      at += 2
    }
    if (count > 0) means.push(sum / count)
    total += sum
    moments += count
  }
  const resampled = new Float64Array(resampling.repeats)
  resampling.each(resampling.gather(sums, 2), 2, (drawn, repeat) => {
    resampled[repeat] = drawn[0] / drawn[1]
  })
  return {
    a: a.name,
    b: b.name,
    difference: { value: total / moments, ...intervalOf(resampled, resampling.tail) },
    moments,
    ...(means.length > 1 ? { p: testSignFlips(means, createRandom(seed)) } : {}),
  }
}

/**
 * The one of a pair that has less error, where that is shown: the interval excludes zero and, where
 * there is a p-value, it stays below .05 after correction. undefined where no difference is shown.
 */
export function betterOf({ a, b, difference, corrected = 0 }: Pair): string | undefined {
  if (!(corrected < significance)) return undefined
  if (difference.high < 0) return a
  return difference.low > 0 ? b : undefined
}
