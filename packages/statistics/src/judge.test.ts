import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { createRandom } from './random.ts'
import type { Question, Series } from './types.ts'

const nothing = Number.NaN

/** Recordings of `moments` s whose chains err by `sizes` Hz times a sign drawn for each moment. */
function study(recordings: number, moments: number, sizes: readonly number[]): Question {
  const random = createRandom(9)
  const series = Array.from({ length: recordings }, (_, number): Series => {
    const time = Array.from({ length: moments }, (_, k) => k)
    const reference = time.map((t) => 1 + 0.1 * number + 0.05 * Math.sin(t / 9))
    const sign = () => (random.below(2) ? 1 : -1) * (0.5 + random.word() / 2 ** 32)
    const answers = sizes.map((size) => reference.map((truth) => truth + size * sign()))
    return { recording: `person ${number}`, time, reference, answers }
  })
  return { chains: sizes.map((_, k) => `chain ${k}`), recordings: series, constant: 70 / 60 }
}

describe('the constant rate', () => {
  test('is the last row, answers everywhere, and has no r', () => {
    const { rows, pairs } = judge(study(7, 40, [0.01, 0.02]))
    expect(rows.map(({ chain, constant }) => [chain, constant])).toEqual([
      ['chain 0', false],
      ['chain 1', false],
      ['Constant 70 /min', true],
    ])
    const last = rows[2]
    expect(last.coverage.value).toBe(1)
    expect(last.answered).toBe(280)
    expect(last.correlation.value).toBeNaN()
    expect(last).toMatchObject({ best: false, noBetterThanConstant: false })
    expect(pairs.map(({ a, b }) => `${a} | ${b}`)).toEqual([
      'chain 0 | chain 1',
      'chain 0 | Constant 70 /min',
      'chain 1 | Constant 70 /min',
    ])
  })

  test('marks the chain that is no better', () => {
    const { rows } = judge(study(7, 40, [0.01, 0.4]))
    expect(rows.map(({ noBetterThanConstant }) => noBetterThanConstant)).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('best', () => {
  test('has less error than every other, by interval and by test', () => {
    const bestOf = (question: Question) => judge(question).rows.map(({ best }) => best)
    expect(bestOf(study(8, 40, [0.03, 0.01, 0.02]))).toEqual([false, true, false, false])
    // chains of one kind
    expect(bestOf(study(8, 40, [0.01, 0.01, 0.3]))).toEqual([false, false, false, false])
    // five recordings: no sign flip reaches .05
    expect(bestOf(study(5, 40, [0.03, 0.01]))).toEqual([false, false, false])
    // one recording: by its interval alone
    expect(bestOf(study(1, 200, [0.03, 0.01]))).toEqual([false, true, false])
    // a chain alone is compared with nothing
    expect(bestOf(study(8, 40, [0.01]))).toEqual([false, false])
    // better than the other, and no better than the constant
    expect(bestOf(study(8, 40, [0.5, 2]))).toEqual([false, false, false])
  })
})

describe('answers that are missing', () => {
  const question = study(8, 30, [0.01, 0.02, 0.03])
  const recordings = question.recordings.map((series, number) => ({
    ...series,
    answers: [
      series.answers[0].map((answer, moment) => (moment % 3 === 0 ? nothing : answer)),
      series.answers[1].map((answer) => (number < 2 ? answer : nothing)),
      series.answers[2].map(() => nothing),
    ],
  }))
  const { rows, pairs } = judge({ ...question, recordings })

  test('count in the coverage', () => {
    expect(rows[0].coverage.value).toBeCloseTo(2 / 3, 12)
    expect(rows[1].coverage.value).toBeCloseTo(1 / 4, 12)
    expect(rows[1].answered).toBe(60)
  })

  test('of a chain that never answers leave its row, without errors', () => {
    expect(rows[2].coverage).toEqual({ value: 0, low: 0, high: 0 })
    for (const figure of [
      rows[2].meanAbsoluteError,
      rows[2].medianAbsoluteError,
      rows[2].correlation,
      rows[2].within4Percent,
    ]) {
      expect(figure).toEqual({ value: nothing, low: nothing, high: nothing })
    }
    expect(rows[2]).toMatchObject({ answered: 0, best: false, noBetterThanConstant: true })
    const pair = pairs.find(({ a, b }) => a === 'chain 0' && b === 'chain 2')
    expect(pair).toEqual({
      a: 'chain 0',
      b: 'chain 2',
      difference: { value: nothing, low: nothing, high: nothing },
      moments: 0,
    })
  })

  test('are left out of pairs', () => {
    const pair = pairs.find(({ a, b }) => a === 'chain 0' && b === 'chain 1')
    expect(pair?.moments).toBe(40)
  })

  test('of one who answers in two of eight recordings leave no interval', () => {
    // one resample in ten holds neither
    expect(rows[1].meanAbsoluteError.value).toBeGreaterThan(0)
    expect(rows[1].meanAbsoluteError.low).toBeNaN()
  })
})

test('moments without a reference are not judged, recordings without any do not count', () => {
  const question = study(3, 30, [0.01])
  const [first, second, third] = question.recordings
  const table = judge({
    ...question,
    recordings: [
      { ...first, reference: first.reference.map((one, k) => (k < 10 ? nothing : one)) },
      { ...second, reference: second.reference.map((_, k) => [nothing, 0, -1, Infinity][k % 4]) },
      third,
    ],
  })
  expect(table).toMatchObject({ moments: 50, recordings: 2 })
  expect(table.rows[0].answered).toBe(50)
  const none = judge({ ...question, recordings: [] })
  expect(none).toMatchObject({ moments: 0, recordings: 0 })
  expect(none.rows[1].meanAbsoluteError.value).toBeNaN()
})

describe('one recording', () => {
  test('is drawn in blocks at least as long as the window', () => {
    const question = study(1, 200, [0.01, 0.02])
    const table = judge({ ...question, window: 12.8 })
    expect(table.resampling).toMatchObject({ by: 'blocks', repeats: 2000 })
    expect(table.resampling.block).toBeGreaterThanOrEqual(13)
    expect(
      table.pairs.every(({ p, corrected }) => p === undefined && corrected === undefined),
    ).toBe(true)
    // the hop counts, not the number of moments
    const half = { ...question.recordings[0], time: question.recordings[0].time.map((t) => t / 2) }
    const { resampling } = judge({ ...question, recordings: [half], window: 12.8 })
    expect(resampling.block).toBeGreaterThanOrEqual(26)
  })

  test('with too few blocks has figures and no intervals', () => {
    const { rows, resampling } = judge({ ...study(1, 60, [0.01]), window: 12.8 })
    expect(resampling).toMatchObject({ by: 'blocks', repeats: 0 })
    expect(rows[0].meanAbsoluteError.value).toBeGreaterThan(0)
    expect(rows[0].meanAbsoluteError.low).toBeNaN()
    expect(rows[0]).toMatchObject({ best: false, noBetterThanConstant: true })
  })
})

test('the same question has the same table; another seed has other intervals only', () => {
  const question = study(7, 30, [0.01, 0.02])
  expect(judge(question)).toEqual(judge({ ...question, seed: 1 }))
  const other = judge({ ...question, seed: 2 })
  const row = judge(question).rows[0]
  expect(other.rows[0].meanAbsoluteError.value).toBe(row.meanAbsoluteError.value)
  expect(other.rows[0].meanAbsoluteError.low).not.toBe(row.meanAbsoluteError.low)
})

test('chains do not change one another: order and company leave figures and differences as they are', () => {
  const question = study(7, 30, [0.01, 0.02, 0.05])
  const turned = {
    ...question,
    chains: [...question.chains].reverse(),
    recordings: question.recordings.map((one) => ({ ...one, answers: [...one.answers].reverse() })),
  }
  const [table, other] = [judge(question), judge(turned)]
  for (const row of table.rows) {
    expect(other.rows.find(({ chain }) => chain === row.chain)).toEqual(row)
  }
  for (const { a, b, difference, p, corrected } of table.pairs.filter(({ b }) => /chain/.test(b))) {
    const pair = other.pairs.find((one) => one.a === b && one.b === a)
    expect(pair?.difference.value).toBeCloseTo(-difference.value, 14)
    expect(pair).toMatchObject({ p, corrected })
  }
})

test('an interval holds its figure, shares lie between 0 and 1', () => {
  const size = fc.double({ min: 0.001, max: 0.3, noNaN: true })
  fc.assert(
    fc.property(fc.tuple(size, size), fc.integer({ min: 6, max: 9 }), (sizes, recordings) => {
      const { rows } = judge(study(recordings, 12, sizes))
      for (const { meanAbsoluteError: error, within1Percent: share } of rows) {
        expect(error.low).toBeLessThanOrEqual(error.value)
        expect(error.high).toBeGreaterThanOrEqual(error.value)
        expect(share.low).toBeGreaterThanOrEqual(0)
        expect(share.high).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 10 },
  )
})

test("a chain's time stands in its row, the constant has none", () => {
  const { rows } = judge({ ...study(6, 9, [0.01, 0.02]), secondsPerWindow: [0.002, undefined] })
  expect(rows.map((row) => row.secondsPerWindow)).toEqual([0.002, undefined, undefined])
})

test('ranges are judged like rates, save for what is said of rates alone', () => {
  const question = study(6, 9, [0.01, 0.02])
  const [rates, ranges] = [judge(question), judge({ ...question, unit: 'm' })]
  expect(rates.unit).toBe('Hz')
  expect(ranges.unit).toBe('m')
  expect(ranges.rows.at(-1)?.chain).toMatch(/^Constant [\d.]+ cm$/)
  for (const [at, { chain: _, within5PerMinute, ...row }] of ranges.rows.entries()) {
    expect(within5PerMinute.value).toBeNaN()
    expect(rates.rows[at]).toMatchObject(row)
  }
})

test('lists that do not belong together are refused', () => {
  const question = study(2, 9, [0.01, 0.02])
  const [first] = question.recordings
  const wrong = (change: Partial<Question>) => () => judge({ ...question, ...change })
  expect(wrong({ chains: ['a', 'a'] })).toThrow(/two chains have one name: a, a/)
  expect(wrong({ chains: ['a'] })).toThrow(/person 0: 2 lists of answers of 1 chains/)
  expect(wrong({ recordings: [{ ...first, reference: [1] }] })).toThrow(/a list of 1 for 9 moments/)
  expect(wrong({ recordings: [{ ...first, bound: [] }] })).toThrow(/a list of 0 for 9 moments/)
  expect(wrong({ constant: 0 })).toThrow(/constant rate 0 Hz is no rate/)
})
