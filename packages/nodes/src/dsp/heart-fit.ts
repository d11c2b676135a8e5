/** The mean heart rate over a window, where the heart wanders too. */
import type { BreathingFit, ChestPrior } from './breathing-fit.ts'
import { dot, solveRidge } from './cholesky.ts'
import { createPhaseBasis } from './phase-basis.ts'

/** Of a constant change of the heart rate from where it starts, Hz. */
const rateDeviation = 0.05
const steps = 3
/** Longest step of the heart's phase, rad. */
const longest = 0.7

/**
 * A tone that wanders has two peaks, a cycle a window apart, where its wandering reaches this share of that
 * distance: then both neighbours are tried too. Chosen on simulation, so that 12.8 s do with one start.
 */
const leastWander = 1.5

interface Fit {
  readonly rate: number
  /** Minus twice the log posterior, but for a constant. */
  readonly cost: number
}
const none: Fit = { rate: Number.NaN, cost: Number.POSITIVE_INFINITY }

/**
 * Plans the mean rate of a heartbeat near `frequency` Hz, breathing and heart fitted together: Gauss and
 * Newton as in breathing-fit, with cos q, sin q and the error of the heart's phase q beside the breathing
 * columns. A tone's frequency weighs the middle of the window most; the phase from end to end is the
 * mean. Own method. NaN where there is no answer.
 */
export function createHeartFit(size: number, rate: number, prior: ChestPrior) {
  const basis = createPhaseBasis(size, rate)
  const rows = (count: number) => Array.from({ length: count }, () => new Float64Array(size))
  const [cosine, sine] = rows(2)
  const errors = rows(basis.rows.length)
  const heart = [cosine, sine, ...errors]
  const phase = new Float64Array(size)
  const place = new Float64Array(errors.length)
  const most = 3 + 2 * prior.breathing.length + errors.length + heart.length
  const weights = new Float64Array(most)
  const matrix = new Float64Array(most * most)

  /** Turns the tones to the phase reached from a start, Hz. */
  function turn(start: number, deviations: Float64Array): void {
    for (let n = 0; n < size; n++) {
      let angle = (2 * Math.PI * start * (n - (size - 1) / 2)) / rate
      for (let k = 0; k < place.length; k++) angle += place[k] * deviations[k] * basis.rows[k][n]
      phase[n] = angle
      cosine[n] = prior.heart * Math.cos(angle)
      sine[n] = prior.heart * Math.sin(angle)
    }
  }

  function fit(x: Float64Array, breathing: BreathingFit, start: number, variance: number): Fit {
    const deviations = basis.deviations.map((each, k) =>
      k === 0 ? rateDeviation : prior.heartWander * start * each,
    )
    const { shape, columns, target } = breathing
    place.fill(0)
    turn(start, deviations)
    for (let step = 0; step < steps; step++) {
      if (!solveRidge([...shape, cosine, sine], x, variance, matrix, weights)) return none
      const [a, b] = weights.subarray(shape.length, shape.length + 2)
      breathing.linearise(x, weights)
      for (const [k, error] of errors.entries()) {
        for (let n = 0; n < size; n++) {
          error[n] = (b * cosine[n] - a * sine[n]) * basis.rows[k][n] * deviations[k]
          target[n] += place[k] * error[n]
        }
      }
      if (!breathing.step(variance, heart, weights)) return none
      const next = weights.subarray(columns.length + 2, columns.length + heart.length)
      let moved = 0
      for (let n = 0; n < size; n++) {
        let sum = 0
        for (let k = 0; k < place.length; k++) {
          sum += (next[k] - place[k]) * deviations[k] * basis.rows[k][n]
        }
        moved = Math.max(moved, Math.abs(sum))
      }
      const share = Math.min(1, longest / moved)
      for (let k = 0; k < place.length; k++) place[k] += share * (next[k] - place[k])
      turn(start, deviations)
    }
    const tones = [...shape, cosine, sine]
    if (!solveRidge(tones, x, variance, matrix, weights)) return none
    let explained = 0
    for (const [i, column] of tones.entries()) explained += weights[i] * dot(column, x)
    const cost = dot(place, place) - explained / variance
    return { rate: (phase[size - 1] - phase[0]) / (2 * Math.PI * ((size - 1) / rate)), cost }
  }

  return (
    x: Float64Array,
    breathing: BreathingFit,
    frequency: number,
    variance: number,
  ): number => {
    let best = fit(x, breathing, frequency, variance)
    const cycle = rate / size
    if (cycle > leastWander * prior.heartWander * frequency) return best.rate
    for (const start of [frequency - cycle, frequency + cycle]) {
      const other = fit(x, breathing, start, variance)
      if (other.cost < best.cost) best = other
    }
    return best.rate
  }
}
