/** The package against NumPy and SciPy: ../vectors/vectors.py says what they computed and how. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chooseBlockLength } from './block-length.ts'
import { boundWithin1Percent } from './bound.ts'
import { erf } from './erf.ts'
import { correctHolm } from './holm.ts'
import { studentQuantile } from './interval.ts'
import { judge } from './judge.ts'
import { quantileOf } from './quantile.ts'
import { createRandom, openRandom } from './random.ts'
import { testSignFlips } from './sign-flip.ts'
import type { Estimate, Row, Table } from './types.ts'
import { planWeightedMedian } from './weighted-median.ts'

type Maybe = number | null
interface Figures {
  readonly [name: string]: number
}
interface Study {
  readonly recordings: readonly { reference: number[]; answers: Maybe[][] }[]
  readonly chains: readonly {
    readonly figures: Figures
    readonly coverage: number
    readonly agreement: { bias: number; sd: number; lower: number; upper: number }
    readonly intervals: { readonly [name: string]: readonly [number, number] }
  }[]
  readonly pairs: readonly {
    readonly a: number
    readonly b: number
    readonly difference: number
    readonly moments: number
    readonly p: number
  }[]
}
const vectors = JSON.parse(
  readFileSync(new URL('../vectors/statistics.json', import.meta.url), 'utf8'),
)

const names: Record<string, (row: Row) => Estimate> = {
  mean_absolute: (row) => row.meanAbsoluteError,
  median_absolute: (row) => row.medianAbsoluteError,
  root_mean_square: (row) => row.rootMeanSquareError,
  mean_relative: (row) => row.meanRelativeError,
  pearson: (row) => row.correlation,
  concordance: (row) => row.concordance,
  within_1: (row) => row.within1Percent,
  within_4: (row) => row.within4Percent,
  within_5_per_minute: (row) => row.within5PerMinute,
}

function judgeStudy({ recordings, chains }: Study): Table {
  return judge({
    chains: chains.map((_, chain) => `chain ${chain}`),
    constant: 70 / 60,
    recordings: recordings.map(({ reference, answers }, number) => ({
      recording: `recording ${number}`,
      time: reference.map((_, moment) => moment),
      reference,
      answers: answers.map((list) => list.map((answer) => answer ?? Number.NaN)),
    })),
  })
}

const close = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)))

describe.each(
  (vectors.studies as Study[]).map((study) => [study.recordings.length, study] as const),
)('a study of %d recordings', (count, study) => {
  const table = judgeStudy(study)

  test('figures', () => {
    for (const [chain, { figures, coverage, agreement }] of study.chains.entries()) {
      const row = table.rows[chain]
      for (const [name, of] of Object.entries(names)) close(of(row).value, figures[name])
      close(row.coverage.value, coverage)
      close(row.agreement.bias, agreement.bias)
      close(row.agreement.deviation, agreement.sd)
      close(row.agreement.lower, agreement.lower)
      close(row.agreement.upper, agreement.upper)
    }
  })

  test('pairs', () => {
    for (const { a, b, difference, moments, p } of study.pairs) {
      const pair = table.pairs.find((one) => one.a === `chain ${a}` && one.b === `chain ${b}`)
      expect(pair?.moments).toBe(moments)
      close(pair?.difference.value ?? Number.NaN, difference)
      close(pair?.p ?? Number.NaN, p)
    }
  })

  if (count === 1) return
  // the ends of two runs of 2000 resamples differ by up to a fifth where few recordings make them skew
  test('intervals', () => {
    for (const [chain, { intervals }] of study.chains.entries()) {
      for (const [name, [low, high]] of Object.entries(intervals)) {
        const found = names[name](table.rows[chain])
        const slack = 0.2 * (high - low) + 1e-12
        expect(Math.abs(found.low - low), `${name} low`).toBeLessThan(slack)
        expect(Math.abs(found.high - high), `${name} high`).toBeLessThan(slack)
      }
    }
  })
})

test('the error function', () => {
  const { x, y } = vectors.erf
  for (const [at, value] of x.entries()) expect(erf(value)).toBeCloseTo(y[at], 13)
  expect(erf(Number.NaN)).toBeNaN()
})

test('the share within 1 % at the bound', () => {
  const { rate, deviation, share } = vectors.bound
  const series = { recording: '', time: rate, answers: [] }
  const bound = boundWithin1Percent([{ ...series, reference: rate, bound: deviation }])
  expect(bound).toBeCloseTo(share, 12)
  expect(boundWithin1Percent([{ ...series, reference: rate }])).toBeUndefined()
  // a moment without a reference is not counted
  const half = { ...series, reference: [1, Number.NaN], bound: [0.01, 1] }
  expect(boundWithin1Percent([half])).toBeCloseTo(erf(Math.SQRT1_2), 12)
})

test('the length of a block', () => {
  for (const { values, length } of vectors.block_length) {
    expect(chooseBlockLength(values)).toBe(length)
  }
  expect(chooseBlockLength([])).toBe(1)
  expect(chooseBlockLength(new Array(50).fill(0.3))).toBe(1)
})

test('quantiles', () => {
  const { values, shares, at } = vectors.quantile
  for (const [k, share] of shares.entries()) {
    expect(quantileOf(Float64Array.from(values), share)).toBeCloseTo(at[k], 12)
  }
  expect(quantileOf(new Float64Array(0), 0.5)).toBeNaN()
})

test('the median of values that count several times', () => {
  const { counts, median } = vectors.weighted_median
  const sorted = [...vectors.quantile.values].sort((a: number, b: number) => a - b)
  const total = counts.reduce((sum: number, count: number) => sum + count, 0)
  expect(planWeightedMedian(sorted, [...sorted.keys()], 37)(counts, total)).toBe(median)
})

test("quantiles of Student's t", () => {
  const { degrees, quantile } = vectors.student
  for (const [k, df] of degrees.entries()) {
    expect(Math.abs(studentQuantile(df) - quantile[k])).toBeLessThan(1e-3)
  }
})

test("Holm's correction", () => {
  const { p, corrected } = vectors.holm
  for (const [k, value] of correctHolm(p).entries()) expect(value).toBeCloseTo(corrected[k], 12)
})

test('sign flips of 20 differences, drawn, beside all 2^20', () => {
  const { differences, p } = vectors.sign_flip_large
  const deviation = Math.sqrt((p * (1 - p)) / 9999)
  const found = testSignFlips(differences, createRandom(7))
  expect(Math.abs(found - p)).toBeLessThan(4 * deviation)
})

test('random words', () => {
  const { state, words } = vectors.xoshiro
  const { word } = openRandom(Int32Array.from(state))
  expect(words.map(word)).toEqual(words)
})
