/** Paired permutation test: were the signs of the recordings' differences chance? */
import type { Random } from './random.ts'

/** Up to this many differences every pattern of signs is tried. */
export const mostExact = 12

/** Patterns that are drawn where there are too many to try. */
const drawn = 9999

/** Sums that differ by less than this share are equal but for rounding. */
const rounding = 1e-12

/**
 * Two-sided p of mean difference 0 where, under the null, each difference is as likely to have either
 * sign. One difference a recording. Exact over all 2^n patterns up to `mostExact` differences, else
 * (1 + b) / (1 + m) with m drawn patterns, b of them at least as extreme (Phipson and Smyth, Stat.
 * Appl. Genet. Mol. Biol. 9:39, 2010). The least it can be is 2 / 2^n: with fewer than 6
 * recordings it cannot fall below .05. NaN of no difference.
 */
export function testSignFlips(
  differences: readonly number[],
  random: Random,
  patterns = drawn,
): number {
  const count = differences.length
  if (count === 0) return Number.NaN
  const observed = Math.abs(differences.reduce((sum, one) => sum + one, 0))
  const scale = differences.reduce((sum, one) => sum + Math.abs(one), 0)
  const limit = observed - rounding * scale
  if (count <= mostExact) {
    const sums = signedSums(differences)
    return sums.filter((sum) => Math.abs(sum) >= limit).length / sums.length
  }
  const eights: Float64Array[] = []
  for (let from = 0; from < count; from += 8) {
    eights.push(signedSums(differences.slice(from, from + 8)))
  }
  let extreme = 0
  for (let pattern = 0; pattern < patterns; pattern++) {
    let sum = 0
    let word = 0
    for (let at = 0; at < eights.length; at++) {
      word = at % 4 === 0 ? random.word() : word >>> 8
      sum += eights[at][word & (eights[at].length - 1)]
    }
    if (Math.abs(sum) >= limit) extreme++
  }
  return (1 + extreme) / (1 + patterns)
}

/** The sum under each pattern of signs: bit i of the place says that value i is negative. */
function signedSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** values.length)
  for (const [bit, value] of values.entries()) {
    const half = 1 << bit
    for (let at = 0; at < half; at++) {
      sums[half + at] = sums[at] - value
      sums[at] += value
    }
  }
  return sums
}
