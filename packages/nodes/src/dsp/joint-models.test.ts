/** Joint models of breathing and heart, and the trackers, against NumPy and against known truth. */
import { describe, expect, test } from 'vitest'
import {
  checkVectors,
  flat,
  type Members,
  number,
  shape,
} from '../../../../test/support/kernel-vectors.ts'
import { type ChestPrior, createBreathingFit } from './breathing-fit.ts'
import { createJointFit } from './joint-fit.ts'
import { createNoiseVariance } from './noise-variance.ts'
import { createLaggedFilter, createRateFilter } from './rate-filter.ts'
import { createToneEvidence } from './tone-evidence.ts'
import { layoutRates, rateAt } from './tone-grid.ts'

/** The grid that a vector names, as the kernels lay it out. */
function gridOf(p: Members) {
  const step = number(p, 'step_hz')
  const first = number(p, 'first')
  const last = first + number(p, 'count') - 1
  const grid = layoutRates(number(p, 'rate_hz'), first * step, last * step, step)
  expect([grid.first, grid.count]).toEqual([first, number(p, 'count')])
  return grid
}

const rowsOf = (value: Float64Array, count: number) =>
  Array.from({ length: count }, (_, i) =>
    value.slice((i * value.length) / count, ((i + 1) * value.length) / count),
  )

checkVectors({
  'beyond.tone_evidence': (input, p) => {
    const x = flat(input.x)
    const { rows } = shape(input.columns)
    const columns = rowsOf(flat(input.columns), rows)
    const log = new Float64Array(number(p, 'count'))
    const evidence = createToneEvidence(
      x.length,
      gridOf(p),
      rows,
      number(p, 'heart'),
      number(p, 'second'),
    )
    expect(evidence(x, columns, number(p, 'variance'), log)).toBe(true)
    const most = Math.max(...log)
    return { log: log.map((value) => value - most) }
  },
  'beyond.joint_fit': (input, p) => {
    const x = flat(input.x)
    const left = new Float64Array(number(p, 'count'))
    const fit = createJointFit(x.length, number(p, 'rate_hz'), number(p, 'harmonics'), gridOf(p))
    const best = fit(x, flat(input.breathing_hz), left)
    return { left, breathing_hz: [best.breathing], alone: [best.alone] }
  },
  'beyond.breathing_fit': (input, p) => {
    const x = flat(input.x)
    const breathing = [...flat(input.breathing)]
    const prior: ChestPrior = {
      breathing,
      heart: number(p, 'heart'),
      second: 0,
      irregularity: number(p, 'irregularity'),
      heartWander: 0,
    }
    const fit = createBreathingFit(x.length, number(p, 'rate_hz'), prior)
    const rate = fit.fit(x, number(p, 'first_hz'), number(p, 'variance'))
    const [cosine, sine] = fit.shape.slice(3, 5)
    return {
      rate_hz: [rate],
      cosine: cosine.map((value) => value / breathing[0]),
      sine: sine.map((value) => value / breathing[0]),
    }
  },
  'beyond.rate_filter': (input, p) => {
    const { rows } = shape(input.log)
    const logs = rowsOf(flat(input.log), rows)
    const options = {
      wander: number(p, 'wander'),
      leap: number(p, 'leap'),
      fresh: number(p, 'fresh'),
    }
    const causal = createRateFilter(logs[0].length, options)
    const lagged = createLaggedFilter(logs[0].length, number(p, 'lag'), options)
    const late = [...logs.flatMap((log) => lagged.push(log) ?? []), ...lagged.flush()]
    return {
      causal: logs.flatMap((log) => [...causal.push(log)]),
      lagged: late.flatMap((each) => [...each]),
    }
  },
  'estimate.noise_variance': ({ x }, p) => {
    const samples = flat(x)
    const noise = createNoiseVariance(samples.length, number(p, 'rate_hz'), 5, 1e-4)
    return { variance: [noise(samples)] }
  },
  'estimate.nls': (input, p) => {
    const x = flat(input.x)
    const first = number(p, 'resp_hz')
    const grid = layoutRates(number(p, 'rate_hz'), 0.8, 2, 0.002)
    const left = new Float64Array(grid.count)
    const tried = Float64Array.from({ length: 31 }, (_, i) => first - 0.015 + 0.001 * i)
    const best = createJointFit(x.length, number(p, 'rate_hz'), 4, grid)(x, tried, left)
    return { heart_hz: [rateAt(grid, left.indexOf(best.left))], resp_hz: [best.breathing] }
  },
})

describe('a rate that is followed', () => {
  const options = { wander: 1, leap: 1e-3, fresh: 0.25 }
  const peakAt = (place: number) =>
    Float64Array.from({ length: 40 }, (_, k) => -(((k - place) / 2) ** 2))
  const largest = (p: Float64Array) => p.indexOf(Math.max(...p))

  test('outlives a mistaken window', () => {
    const filter = createRateFilter(40, options)
    for (let n = 0; n < 20; n++) filter.push(peakAt(12))
    const mistaken = Float64Array.from({ length: 40 }, (_, k) =>
      Math.max(-(((k - 12) / 2) ** 2) - 2, -(((k - 30) / 2) ** 2)),
    )
    expect(largest(mistaken)).toBe(30)
    expect(largest(filter.push(mistaken))).toBe(12)
  })

  test('knows less and less while nothing comes', () => {
    const filter = createRateFilter(40, options)
    let seen = filter.push(peakAt(12))
    for (let n = 0; n < 5; n++) seen = filter.push(peakAt(12))
    for (let n = 0; n < 30; n++) {
      const next = filter.push(undefined)
      expect(Math.max(...next)).toBeLessThan(Math.max(...seen))
      seen = next
    }
  })

  test('that leaps is found again', () => {
    const filter = createRateFilter(40, options)
    for (let n = 0; n < 20; n++) filter.push(peakAt(5))
    const found = Array.from({ length: 8 }, () => largest(filter.push(peakAt(33))))
    expect(found.at(-1)).toBe(33)
  })

  test('stays in probabilities where scores exclude what was sure', () => {
    const filter = createRateFilter(40, { wander: 0, leap: 0, fresh: 1 })
    const only = (place: number) =>
      Float64Array.from({ length: 40 }, (_, k) => (k === place ? 0 : -1e4))
    filter.push(only(3))
    const seen = filter.push(only(30))
    expect(seen.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
  })
})

test('the breathing phase is followed where the rate wanders, without noise', () => {
  // 12 % of wandering over a window of 25.6 s
  const size = 512
  const phase = Float64Array.from({ length: size }, (_, n) => {
    const t = n / 20
    return (
      2 * Math.PI * (0.25 * t + (0.03 * Math.sin(2 * Math.PI * 0.06 * t)) / (2 * Math.PI * 0.06))
    )
  })
  const x = phase.map(
    (p) => 2e-3 * Math.sin(p + 0.4) + 0.8e-3 * Math.sin(2 * p) + 0.5e-3 * Math.sin(3 * p + 2),
  )
  const mean = x.reduce((sum, value) => sum + value, 0) / size
  const fit = createBreathingFit(size, 20, {
    breathing: [2e-3, 0.7e-3, 0.5e-3],
    heart: 0.4e-3,
    second: 0,
    irregularity: 0.1,
    heartWander: 0,
  })
  const rate = fit.fit(
    x.map((value) => value - mean),
    0.25,
    1e-10,
  )
  expect(rate).toBeCloseTo((phase[size - 1] - phase[0]) / (2 * Math.PI * ((size - 1) / 20)), 3)
  // up to a constant, which the weights take up
  const found = fit.shape[3].map((c, n) => Math.atan2(fit.shape[4][n], c) - phase[n])
  const from = found[size / 2]
  const off = found.map((angle) =>
    Math.abs(Math.atan2(Math.sin(angle - from), Math.cos(angle - from))),
  )
  expect(Math.max(...off)).toBeLessThan(0.15)
})
