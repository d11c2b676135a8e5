/** The mean heart rate over a window, where the heart wanders too. */
import type { BreathingFit, ChestPrior } from './breathing-fit.ts'
import { dot } from './cholesky.ts'
import { createPhaseBasis } from './phase-basis.ts'
import { createRidge } from './ridge.ts'

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
  const slope = new Float64Array(size)
  const phase = new Float64Array(size)
  const place = new Float64Array(errors.length)
  const most = 3 + 2 * prior.breathing.length + errors.length + heart.length
  const weights = new Float64Array(most)
  const ridge = createRidge(size, most)

  /** Turns the tones to the phase reached from a start, Hz. */
  function turn(start: number, deviations: Float64Array): void {
    const step = (2 * Math.PI * start) / rate
    for (let n = 0; n < size; n++) phase[n] = step * (n - (size - 1) / 2)
    basis.addTo(phase, place, deviations)
    for (let n = 0; n < size; n++) {
      cosine[n] = prior.heart * Math.cos(phase[n])
      sine[n] = prior.heart * Math.sin(phase[n])
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
      if (Number.isNaN(ridge([...shape, cosine, sine], x, variance, weights))) return none
      const [a, b] = weights.subarray(shape.length, shape.length + 2)
      breathing.linearise(x, weights)
      for (let n = 0; n < size; n++) slope[n] = b * cosine[n] - a * sine[n]
      for (const [k, error] of errors.entries()) {
        const row = basis.rows[k]
        const deviation = deviations[k]
        const reached = place[k]
        for (let n = 0; n < size; n++) {
          error[n] = slope[n] * row[n] * deviation
          target[n] += reached * error[n]
        }
      }
      if (!breathing.step(variance, heart, weights)) return none
      const next = weights.subarray(columns.length + 2, columns.length + heart.length)
      const moved = basis.farthest(place, next, deviations)
      const share = Math.min(1, longest / moved)
      for (let k = 0; k < place.length; k++) place[k] += share * (next[k] - place[k])
      turn(start, deviations)
    }
    const explained = ridge([...shape, cosine, sine], x, variance, weights)
    if (Number.isNaN(explained)) return none
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
