import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { type Resampling, resampleBlocks, resampleRecordings } from './resample.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** Two sums a moment that tell every moment apart. */
const sumsOf = (moments: number) =>
  Float64Array.from({ length: 2 * moments }, (_, at) => (at % 2 === 0 ? 2 ** (at / 2) : at))

/** Each resample by `each` must be what the weights of `weigh` say of the moments. */
function expectConsistent(resampling: Resampling, moments: number, drawn: number): void {
  const sums = sumsOf(moments)
  const weight = new Float64Array(resampling.owners)
  let seen = 0
  resampling.each(resampling.gather(sums, 2), 2, (found, repeat) => {
    resampling.weigh(repeat, weight)
    let [first, second, total] = [0, 0, 0]
    for (let moment = 0; moment < moments; moment++) {
      const times = weight[resampling.ownerOf(moment)]
      first += times * sums[2 * moment]
      second += times * sums[2 * moment + 1]
      total += times
    }
    expect(found[0]).toBeCloseTo(first, 3)
    expect(found[1]).toBeCloseTo(second, 6)
    if (drawn > 0) expect(total).toBe(drawn)
    seen++
  })
  expect(seen).toBe(resampling.repeats)
}

describe('recordings', () => {
  test('are drawn whole, as many as there are', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(lengths, seeds, (list, seed) => {
        const resampling = resampleRecordings(list, 20, createRandom(seed))
        const moments = list.reduce((sum, length) => sum + length, 0)
        expectConsistent(resampling, moments, 0)
        const weight = new Float64Array(list.length)
        resampling.weigh(3, weight)
        expect(weight.reduce((sum, times) => sum + times, 0)).toBe(list.length)
      }),
    )
  })

  test('each is drawn as often as any other', () => {
    const resampling = resampleRecordings([1, 1, 1, 1], 20000, createRandom(5))
    const all = new Float64Array(4)
    const weight = new Float64Array(4)
    for (let repeat = 0; repeat < 20000; repeat++) {
      resampling.weigh(repeat, weight)
      for (let k = 0; k < 4; k++) all[k] += weight[k]
    }
    // of 80,000 draws; the deviation of a count is 122
    for (const times of all) expect(Math.abs(times - 20000)).toBeLessThan(5 * 122)
  })

  test('one alone is not drawn from', () => {
    expect(resampleRecordings([9], 100, createRandom(1)).repeats).toBe(0)
  })
})

describe('blocks', () => {
  test('are neighbours, the first after the last, as many moments as there are or nearly', () => {
    const sizes = fc.tuple(fc.integer({ min: 5, max: 24 }), fc.integer({ min: 1, max: 5 }))
    fc.assert(
      fc.property(sizes, seeds, ([moments, wanted], seed) => {
        const block = Math.min(wanted, Math.floor(moments / 5))
        const resampling = resampleBlocks(moments, block, 20, createRandom(seed))
        expectConsistent(resampling, moments, Math.round(moments / block) * block)
      }),
    )
  })

  test('a single draw is a run on the circle', () => {
    const resampling = resampleBlocks(10, 2, 300, createRandom(2))
    const weight = new Float64Array(10)
    let wrapped = 0
    for (let repeat = 0; repeat < 300; repeat++) {
      resampling.weigh(repeat, weight)
      expect(Math.min(...weight)).toBeGreaterThanOrEqual(0)
      // sums over every other place are equal: each block of two covers one even and one odd
      const even = weight.filter((_, at) => at % 2 === 0).reduce((sum, times) => sum + times, 0)
      expect(even).toBe(5)
      if (weight[9] > 0 && weight[0] > 0) wrapped++
    }
    expect(wrapped).toBeGreaterThan(0)
  })

  test('fewer than five of them say nothing', () => {
    expect(resampleBlocks(49, 10, 100, createRandom(1)).repeats).toBe(0)
    expect(resampleBlocks(50, 10, 100, createRandom(1)).repeats).toBe(100)
  })
})

test('a seed that is no whole number is refused', () => {
  for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) {
    expect(() => createRandom(seed)).toThrow(RangeError)
  }
})
