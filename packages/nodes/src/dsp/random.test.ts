import { describe, expect, it } from 'vitest'
import { createRandom, nextWord } from './random.ts'

function mean(values: ArrayLike<number>, of = (x: number) => x): number {
  return Array.from(values).reduce((sum, x) => sum + of(x), 0) / values.length
}

function normals(seed: number, count: number): Float64Array {
  const out = new Float64Array(count)
  createRandom(seed).fillNormal(out, 1)
  return out
}

/** Pearson's statistic of counts that should all be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

describe('the generator', () => {
  it('gives the published output of xoshiro128** for the state 1, 2, 3, 4', () => {
    const state = Int32Array.of(1, 2, 3, 4)
    const words = Array.from({ length: 10 }, () => nextWord(state) >>> 0)
    expect(words).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ])
  })

  it('is uniform on [0, 1)', () => {
    const random = createRandom(1)
    const counts = new Array<number>(256).fill(0)
    for (let i = 0; i < 200_000; i++) counts[Math.floor(256 * random.uniform())]++
    expect(counts).toHaveLength(256)
    // 0.1 and 99.9 % points of chi-square with 255 degrees of freedom (scipy.stats.chi2.ppf).
    expect(chiSquare(counts)).toBeGreaterThan(190.9)
    expect(chiSquare(counts)).toBeLessThan(330.5)
  })

  it('keeps to a range', () => {
    const random = createRandom(2)
    const values = Array.from({ length: 1000 }, () => random.between(-3, 5))
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-3)
    expect(Math.max(...values)).toBeLessThan(5)
    expect(Math.abs(mean(values) - 1)).toBeLessThan((4 * 8) / Math.sqrt(12 * 1000))
  })

  it('refuses a seed that is not an integer', () => {
    expect(() => createRandom(0.5)).toThrow(RangeError)
    expect(() => createRandom(Number.NaN)).toThrow(RangeError)
  })
})

describe('normal deviates', () => {
  const count = 1_000_000
  const values = normals(3, count)

  it('have the moments 0, 1, 0, 3 within four standard errors', () => {
    const error = 4 / Math.sqrt(count)
    expect(Math.abs(mean(values))).toBeLessThan(error)
    expect(Math.abs(mean(values, (x) => x ** 2) - 1)).toBeLessThan(Math.sqrt(2) * error)
    expect(Math.abs(mean(values, (x) => x ** 3))).toBeLessThan(Math.sqrt(15) * error)
    expect(Math.abs(mean(values, (x) => x ** 4) - 3)).toBeLessThan(Math.sqrt(96) * error)
  })

  it('fill 32 cells of equal probability alike', () => {
    // scipy.stats.norm.ppf(k / 32), k = 17 .. 31; the other half is the mirror image.
    const upper = [
      0.078412412733, 0.15731068461, 0.237202109329, 0.318639363964, 0.402250065322, 0.488776411115,
      0.579132162256, 0.674489750196, 0.776421761148, 0.887146559019, 1.00999016925, 1.150349380376,
      1.318010897304, 1.534120544353, 1.862731867422,
    ]
    const counts = new Array<number>(32).fill(0)
    for (const x of values) {
      const above = upper.filter((edge) => Math.abs(x) >= edge).length
      counts[x < 0 ? 15 - above : 16 + above]++
    }
    // 99.9 % point of chi-square with 31 degrees of freedom (scipy.stats.chi2.ppf).
    expect(chiSquare(counts)).toBeLessThan(61.1)
  })

  it('reach as far out as they should, beyond the last layer too', () => {
    // Two-sided tails 2 norm.sf(3.442619855899) and 2 norm.sf(4.5) (scipy).
    const tail = values.filter((x) => Math.abs(x) > 3.442619855899).length
    expect(Math.abs(tail - 576.1)).toBeLessThan(4 * Math.sqrt(576.1))
    const far = values.filter((x) => Math.abs(x) > 4.5).length
    expect(Math.abs(far - 6.8)).toBeLessThan(4 * Math.sqrt(6.8))
  })

  it('are uncorrelated from one to the next, also in size', () => {
    const next = values.subarray(1)
    const size = (x: number) => x * x - 1
    let [plain, squares] = [0, 0]
    next.forEach((x, i) => {
      plain += x * values[i]
      squares += (size(x) * size(values[i])) / 2
    })
    expect(Math.abs(plain / count)).toBeLessThan(4 / Math.sqrt(count))
    expect(Math.abs(squares / count)).toBeLessThan(4 / Math.sqrt(count))
  })

  it('are the same one by one, in blocks, and rounded to float32', () => {
    const random = createRandom(3)
    expect(Array.from({ length: 500 }, () => random.normal())).toEqual([...values.slice(0, 500)])
    const blocks = createRandom(3)
    const out = new Float32Array(500)
    for (const [from, to] of [
      [0, 7],
      [7, 7],
      [7, 300],
      [300, 500],
    ] as const) {
      blocks.fillNormal(out.subarray(from, to), 0.25)
    }
    expect([...out]).toEqual([...values.slice(0, 500)].map((x) => Math.fround(x / 4)))
  })
})

describe('streams', () => {
  it('depend on the seed and the labels alone', () => {
    const parent = createRandom(5)
    const before = parent.fork('noise').uniform()
    parent.normal()
    expect(parent.fork('noise').uniform()).toBe(before)
    expect(createRandom(5).fork('noise').uniform()).toBe(before)
  })

  it('differ between seeds, labels and depths', () => {
    const random = createRandom(5)
    const first = [
      random,
      createRandom(6),
      createRandom(-5),
      random.fork(''),
      random.fork('receiver 1'),
      random.fork('receiver 2'),
      random.fork('receiver 1').fork('receiver 2'),
    ].map((stream) => stream.uniform())
    expect(new Set(first).size).toBe(first.length)
  })

  it('are uncorrelated for labels that differ in one letter', () => {
    const count = 100_000
    const [a, b] = ['receiver 1', 'receiver 2'].map((label) => {
      const out = new Float64Array(count)
      createRandom(7).fork(label).fillNormal(out, 1)
      return out
    })
    const correlation = a!.reduce((sum, x, i) => sum + x * b![i], 0) / count
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count))
  })
})
