import { describe, expect, test } from 'vitest'
import {
  answersTo,
  blocksSignal,
  bodyVectors,
  checkAnswers,
  eventsBetween,
} from '../../../../test/support/body-vectors.ts'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import ecg from './ecg-heart-rate.ts'

const { rate_hz: rate, events_s: events, cases } = bodyVectors('ecg')

describe.each([
  ['upright', 1],
  ['inverted', -1],
])('an ECG of known R peaks (McSharry 2003), %s', (_, sign) => {
  const signed = (name: string) => cases[name].samples.map((sample) => sign * sample)

  // the early beat rides on the T wave before it, which moves it by 4 ms
  test.each(['clean', 'noisy'])('%s: every step within 0.6 %%, all beats counted', async (name) => {
    const { steps } = await answersTo(ecg, signed(name), rate)
    const { worst, total, abstained } = checkAnswers(steps, events, [])
    expect(worst).toBeLessThan(0.006)
    expect(total).toBeCloseTo(0, 4)
    // before the second and after the last but one beat nothing is known
    expect(abstained).toEqual([1, 80])
  })

  test('a burst of noise and a flat line: no answer there, and the right one elsewhere', async () => {
    const { steps } = await answersTo(ecg, signed('broken'), rate)
    const { worst, answeredInBad, abstained } = checkAnswers(steps, events, cases.broken.bad_s)
    expect(answeredInBad).toEqual([])
    expect(worst).toBeLessThan(0.006)
    // no more than an interval to each side of the bad stretches
    expect(abstained.filter((time) => time > 1 && time < 80)).toEqual([
      25, 26, 27, 28, 29, 30, 31, 32, 33, 50, 51, 52, 53, 54, 55, 56, 57, 58,
    ])
  })

  test('noise alone has no answer', async () => {
    const { steps } = await answersTo(ecg, signed('noise'), rate)
    expect(steps.length).toBe(80)
    expect(steps.filter(({ rate: value }) => !Number.isNaN(value))).toEqual([])
  })
})

test('the confidence is high where it answers, and 0 where it does not', async () => {
  const { steps } = await answersTo(ecg, cases.broken.samples, rate)
  for (const { rate: value, confidence } of steps) {
    if (!Number.isNaN(value)) expect(confidence).toBeGreaterThan(0.66)
    else expect(confidence).toBe(0)
  }
})

test('missing samples: a short gap is bridged, a long one has no answer', async () => {
  const samples = cases.clean.samples.map((value, n) =>
    (n >= 20 * rate && n < 20.04 * rate) || (n >= 40 * rate && n < 42 * rate) ? Number.NaN : value,
  )
  const { steps } = await answersTo(ecg, samples, rate)
  const { worst, abstained } = checkAnswers(steps, events, [[40, 42]])
  expect(worst).toBeLessThan(0.01)
  expect(abstained.filter((time) => time > 1 && time < 80)).toEqual(
    expect.arrayContaining([41, 42]),
  )
  expect(abstained.filter((time) => time > 1 && time < 39)).toEqual([])
})

test('blocks that never came are a gap, and time goes on', async () => {
  const signal = blocksSignal(rate)
  const size = rate / 2
  const chunks = Array.from({ length: 160 }, (_, index) => ({
    index,
    data: Float64Array.from(cases.clean.samples.slice(index * size, (index + 1) * size)),
  })).filter(({ index }) => index < 60 || index >= 80)
  const { chunks: out } = await runMock(ecg, { inputs: { in: signal }, chunks: { in: chunks } })
  expect(out.rate.map(({ time }) => time)).toEqual(Array.from({ length: 80 }, (_, n) => n + 1))
  for (const { time, data } of out.rate) {
    if (time > 30 && time <= 40) expect(data[0]).toBeNaN()
    if (time > 42 && time < 80) {
      expect(Math.abs(data[0] / eventsBetween(events, time - 1, time) - 1)).toBeLessThan(0.006)
    }
  }
})

test('samples one by one give what blocks give', async () => {
  const samples = cases.noisy.samples.slice(0, 20 * rate)
  const { steps } = await answersTo(ecg, samples, rate)
  const signal = { ...blocksSignal(rate), axes: [], start: 0, rate, span: 0 }
  const { chunks: out } = await runMock(ecg, {
    inputs: { in: signal },
    chunks: { in: samples.map((value) => Float64Array.of(value)) },
  })
  expect(out.rate.map(({ time, data }) => [time, data[0]])).toEqual(
    steps.map(({ time, rate: value }) => [time, value]),
  )
})

test('a record that begins elsewhere keeps its time', async () => {
  const { outputs } = await planMock(ecg, {
    inputs: { in: blocksSignal(rate, -3) },
    params: { step: 2 },
  })
  expect(outputs.rate).toMatchObject({ unit: 'Hz', rate: 0.5, span: 2 })
  expect(outputs.rate.start).toBeCloseTo(-1, 9)
})

test.each([
  [
    'no fixed rate',
    { ...blocksSignal(rate), rate: 0 },
    {},
    'error in: wants samples at a fixed rate',
  ],
  [
    'windows',
    { ...blocksSignal(rate), rate: 10 },
    {},
    'error in: takes blocks that follow each other',
  ],
  ['too few samples', blocksSignal(50), {}, 'error in: has 50 samples a second; 60 are wanted'],
  ['limits the wrong way round', blocksSignal(rate), { low: 4 }, 'error low: must be below high'],
])('%s is refused', async (_, signal, params, says) => {
  const { problems } = await planMock(ecg, { inputs: { in: signal }, params })
  expect(problems).toEqual([expect.stringContaining(says)])
})
