/** The most likely course of the breathing phase in one window, harmonics and wandering rate together. */
import { dot } from './cholesky.ts'
import { createPhaseBasis } from './phase-basis.ts'
import { createRidge } from './ridge.ts'

/** What is believed of a chest before it is seen: standard deviations, in the unit of the displacement. */
export interface ChestPrior {
  /** Cosine and sine of each breathing harmonic, fundamental first. */
  readonly breathing: readonly number[]
  /** Cosine and sine of the heartbeat. */
  readonly heart: number
  /** Second harmonic of the heartbeat as a share of the first; 0 leaves it out. */
  readonly second: number
  /** Wandering of the breathing rate within a window as a share of it. */
  readonly irregularity: number
  /** Wandering of the heart rate within a window as a share of it. */
  readonly heartWander: number
}

/** Of the first estimate of the breathing rate, Hz. */
const rateDeviation = 0.03
/** Trend: constant, line and parabola, as multiples of the first harmonic's deviation. */
const trend = [5, 2.5, 1] as const
/** Steps of less than this end a stage, rad. */
const enough = 0.01

export interface BreathingFit {
  /** Columns of deviation 1: trend, cosine and sine of each harmonic, error of the phase. */
  readonly columns: readonly Float64Array[]
  /** The columns without those of the error. */
  readonly shape: readonly Float64Array[]
  /** The window plus what makes the errors of the phase zero on average: columns + noise + heart. */
  readonly target: Float64Array
  /** Fits x (mean removed) from a first estimate of the rate, Hz; the mean rate of the fit, Hz. */
  fit(x: Float64Array, rate: number, variance: number): number
  /**
   * What is left of the window without the fitted columns, noise and heart; and without a heart too,
   * where its columns (two at most) stand beside them.
   */
  remainder(variance: number, rest: Float64Array, beside?: readonly Float64Array[]): void
  /** Columns of the error and target about the phase reached, with these weights of the shape. */
  linearise(x: Float64Array, weights: Float64Array): void
  /**
   * One step from there to the target with the columns of a heart (of deviation 1) beside: all weights;
   * false where there is no answer.
   */
  step(variance: number, beside: readonly Float64Array[], weights: Float64Array): boolean
}

/**
 * Plans fits of windows of `size` samples at `rate` Hz. Own method:
 *
 *   x = trend + sum_h a_h cos(h p) + b_h sin(h p) + noise,   p = 2 pi f t + sum_k c_k psi_k(t)
 *
 * with Gaussian beliefs about all of a, b, c. The most likely c is found by Gauss and Newton: with the
 * slope of the harmonics along p, an error of c is a column among others, and a small ridge regression
 * gives a step, halved until the posterior rises. It begins with the fundamental alone, which is never
 * a turn off, and takes in more harmonics stage by stage; what a stage leaves out counts as noise, and
 * so does the heart.
 */
export function createBreathingFit(size: number, rate: number, prior: ChestPrior): BreathingFit {
  const basis = createPhaseBasis(size, rate)
  const harmonics = prior.breathing.length
  const stages = [...new Set([1, 2, 3, harmonics])].filter((stage) => stage <= harmonics)
  const rows = (count: number) => Array.from({ length: count }, () => new Float64Array(size))
  const flat = rows(trend.length)
  for (const [degree, column] of flat.entries()) {
    for (let n = 0; n < size; n++) {
      column[n] = trend[degree] * prior.breathing[0] * ((2 * n) / (size - 1) - 1) ** degree
    }
  }
  const waves = rows(2 * harmonics)
  const errors = rows(basis.rows.length)
  const columns = [...flat, ...waves, ...errors]
  const all = columns.length + errors.length + 2
  const ridge = createRidge(size, all)
  const weights = new Float64Array(all)
  const solution = new Float64Array(all)
  const phase = new Float64Array(size)
  const [cosine, sine, re, im, slope] = rows(5)
  const target = new Float64Array(size)
  const deviations = new Float64Array(errors.length)
  /** Of the phase, in deviations. */
  let place = new Float64Array(errors.length)
  let trial = new Float64Array(errors.length)
  let first = 0

  function turnTo(z: Float64Array): void {
    const step = (2 * Math.PI * first) / rate
    for (let n = 0; n < size; n++) phase[n] = step * (n - (size - 1) / 2)
    basis.addTo(phase, z, deviations)
  }

  function fillWaves(count: number): void {
    for (let n = 0; n < size; n++) {
      cosine[n] = re[n] = Math.cos(phase[n])
      sine[n] = im[n] = Math.sin(phase[n])
    }
    for (let h = 0; h < count; h++) {
      const deviation = prior.breathing[h]
      const [real, imaginary] = [waves[2 * h], waves[2 * h + 1]]
      for (let n = 0; n < size; n++) {
        const a = re[n]
        const b = im[n]
        real[n] = deviation * a
        imaginary[n] = deviation * b
        re[n] = a * cosine[n] - b * sine[n]
        im[n] = a * sine[n] + b * cosine[n]
      }
    }
  }

  /** Columns of the error of the phase: slope of the harmonics times the phase basis. */
  function fillErrors(count: number, w: Float64Array): void {
    slope.fill(0)
    for (let h = 0; h < count; h++) {
      const at = flat.length + 2 * h
      const [real, imaginary] = [waves[2 * h], waves[2 * h + 1]]
      const [a, b] = [(h + 1) * w[at], (h + 1) * w[at + 1]]
      for (let n = 0; n < size; n++) slope[n] += b * real[n] - a * imaginary[n]
    }
    for (const [k, error] of errors.entries()) {
      const row = basis.rows[k]
      const deviation = deviations[k]
      for (let n = 0; n < size; n++) error[n] = slope[n] * row[n] * deviation
    }
  }

  function fillTarget(x: Float64Array): void {
    target.set(x)
    for (const [k, column] of errors.entries()) {
      const reached = place[k]
      for (let n = 0; n < size; n++) target[n] += reached * column[n]
    }
  }

  /** Weights of trend and harmonics at z; minus twice the log posterior there. */
  function cost(z: Float64Array, count: number, x: Float64Array, variance: number): number {
    turnTo(z)
    fillWaves(count)
    const explained = ridge(columns.slice(0, flat.length + 2 * count), x, variance, weights)
    if (Number.isNaN(explained)) return Number.POSITIVE_INFINITY
    return (dot(x, x) - explained) / variance + dot(z, z)
  }

  function climb(x: Float64Array, count: number, variance: number): void {
    const used = [...columns.slice(0, flat.length + 2 * count), ...errors]
    let now = cost(place, count, x, variance)
    for (let step = 0; step < 3; step++) {
      fillErrors(count, weights)
      fillTarget(x)
      if (Number.isNaN(ridge(used, target, variance, solution))) return
      const next = solution.subarray(flat.length + 2 * count, used.length)
      let share = 1
      let better = Number.POSITIVE_INFINITY
      for (; share > 0.1; share /= 2) {
        for (let k = 0; k < trial.length; k++) trial[k] = place[k] + share * (next[k] - place[k])
        better = cost(trial, count, x, variance)
        if (better <= now) break
      }
      if (!(better <= now)) {
        cost(place, count, x, variance)
        return
      }
      const moved = basis.farthest(place, trial, deviations)
      ;[place, trial] = [trial, place]
      now = better
      if (moved < enough) return
    }
  }

  function linearise(x: Float64Array, w: Float64Array): void {
    fillErrors(harmonics, w)
    fillTarget(x)
  }

  return {
    columns,
    shape: columns.slice(0, flat.length + waves.length),
    target,
    linearise,
    fit(x, frequency, variance) {
      first = frequency
      for (let k = 0; k < deviations.length; k++) {
        deviations[k] = k === 0 ? rateDeviation : prior.irregularity * first * basis.deviations[k]
      }
      place.fill(0)
      for (const count of stages) {
        let above = 0
        for (let h = count; h < harmonics; h++) above += prior.breathing[h] ** 2 / 4
        climb(x, count, variance + 1.5 * prior.heart ** 2 + above)
      }
      cost(place, harmonics, x, variance)
      linearise(x, weights)
      return (phase[size - 1] - phase[0]) / (2 * Math.PI * ((size - 1) / rate))
    },
    remainder(variance, rest, beside = []) {
      const all = [...columns, ...beside]
      rest.set(target)
      if (Number.isNaN(ridge(all, target, variance, solution))) return
      for (const [i, column] of all.entries()) {
        const weight = solution[i]
        for (let n = 0; n < size; n++) rest[n] -= weight * column[n]
      }
    },
    step(variance, beside, found) {
      if (Number.isNaN(ridge([...columns, ...beside], target, variance, found))) return false
      const next = found.subarray(columns.length - errors.length, columns.length)
      for (let k = 0; k < trial.length; k++) trial[k] = next[k]
      const moved = basis.farthest(place, trial, deviations)
      const share = Math.min(1, 0.7 / moved)
      for (let k = 0; k < trial.length; k++) place[k] += share * (trial[k] - place[k])
      turnTo(place)
      fillWaves(harmonics)
      return true
    },
  }
}
