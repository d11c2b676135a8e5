/** Reliability against NumPy (../vectors/vectors.py), and what follows from what it means. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import type { Series } from './types.ts'

type Maybe = number | null
interface Vectors {
  readonly recordings: readonly { answers: Maybe[]; confidences: Maybe[]; reference: number[] }[]
  readonly bands: readonly {
    from: number
    to: number
    answers: number
    stated: number
    found: number
  }[]
  readonly error: number
}
const { calibration: vectors }: { calibration: Vectors } = JSON.parse(
  readFileSync(new URL('../vectors/statistics.json', import.meta.url), 'utf8'),
)
const numbers = (list: readonly Maybe[]) => list.map((value) => value ?? Number.NaN)

test('bands, stated and found shares are those of NumPy', () => {
  const recordings = vectors.recordings.map(
    ({ answers, confidences, reference }, number): Series => ({
      recording: `recording ${number}`,
      time: reference.map((_, moment) => moment),
      reference,
      answers: [numbers(answers), reference],
      confidences: [numbers(confidences), []],
    }),
  )
  const { rows } = judge({ chains: ['one', 'silent'], constant: 1, recordings })
  const { bands, error } = rows[0].calibration!
  expect(bands.length).toBe(vectors.bands.length)
  for (const [at, band] of bands.entries()) {
    const { from, to, answers, stated, found } = vectors.bands[at]
    expect(band.from).toBeCloseTo(from, 12)
    expect(band.to).toBeCloseTo(to, 12)
    expect(band.answers).toBe(answers)
    expect(band.stated).toBeCloseTo(stated, 12)
    expect(band.found.value).toBeCloseTo(found, 12)
    // whoever is in the interval of all resamples is in that of most
    if (band.answers < 40) continue
    expect(band.found.low).toBeLessThanOrEqual(found)
    expect(band.found.high).toBeGreaterThanOrEqual(found)
    expect(band.found.high - band.found.low).toBeLessThan(0.5)
  }
  expect(error).toBeCloseTo(vectors.error, 12)
  expect(rows[1].calibration).toBeUndefined()
  expect(rows[2].calibration).toBeUndefined()
})

test('of answers with 90 %, nine of ten right is no error, and all right is one of a tenth', () => {
  const moments = Array.from({ length: 200 }, (_, moment) => moment)
  const made = (wrongEach: number): Series => ({
    recording: `each ${wrongEach}`,
    time: moments,
    reference: moments.map(() => 1),
    answers: [moments.map((moment) => (moment % wrongEach === 0 ? 1.05 : 1.03))],
    confidences: [moments.map(() => 0.9)],
  })
  const of = (series: Series) =>
    judge({ chains: ['one'], constant: 1, recordings: [series] }).rows[0].calibration!
  expect(of(made(10)).error).toBeCloseTo(0, 12)
  expect(of(made(10)).bands).toMatchObject([{ from: 0.85, to: 0.95, answers: 200 }])
  const always = of({ ...made(10), answers: [moments.map(() => 1.03)] })
  expect(always.bands[0].found).toEqual({ value: 1, low: 1, high: 1 })
  expect(always.error).toBeCloseTo(0.1, 12)
})

test('lists of confidences that do not fit are refused by name', () => {
  const series = { recording: 'r', time: [1, 2], reference: [1, 1], answers: [[1, 1]] }
  const ask = (confidences: number[][]) => () =>
    judge({ chains: ['one'], constant: 1, recordings: [{ ...series, confidences }] })
  expect(ask([])).toThrow('r: 0 lists of confidences of 1 chains')
  expect(ask([[1]])).toThrow('r: a list of 1 for 2 moments')
})
