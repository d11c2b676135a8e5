/** Probabilities over a grid of rates: from log weights, and how much lies near an answer. */

import { medianOf } from './median.ts'

/** Share of the answer within which it counts as right: what a confidence states. */
export const tolerance = 0.04

/** log weights to log probabilities that sum to 1; in place. NaN everywhere where one is NaN. */
export function normaliseLog(log: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY
  for (const value of log) most = Math.max(most, value)
  let sum = 0
  for (const value of log) sum += Math.exp(value - most)
  const shift = most + Math.log(sum)
  for (let k = 0; k < log.length; k++) log[k] -= shift
}

/** Probability of the rates within `tolerance` of `rate`; `rateOf(k)` in Hz. */
export function probabilityNear(
  log: Float64Array,
  rateOf: (k: number) => number,
  rate: number,
): number {
  let sum = 0
  for (let k = 0; k < log.length; k++) {
    if (Math.abs(rateOf(k) - rate) <= tolerance * rate) sum += Math.exp(log[k])
  }
  return Math.min(1, sum)
}

/** Place of the maximum in steps of the grid, by a parabola (at most half a step off); -1 for none. */
export function refinedPeak(log: Float64Array): number {
  let best = -1
  for (let k = 0; k < log.length; k++) if (best < 0 || log[k] > log[best]) best = k
  if (best < 0 || Number.isNaN(log[best])) return -1
  if (best === 0 || best === log.length - 1) return best
  const curve = log[best - 1] - 2 * log[best] + log[best + 1]
  if (Math.abs(curve) <= 1e-9) return best
  const offset = (0.5 * (log[best - 1] - log[best + 1])) / curve
  return best + Math.min(0.5, Math.max(-0.5, offset))
}

/** Moves log probabilities up by so many steps of the grid (any number), in place; ends are drawn out. */
export function moveUp(log: Float64Array, steps: number): void {
  const last = log.length - 1
  const before = log.slice()
  for (let k = 0; k <= last; k++) {
    const at = Math.min(last, Math.max(0, k - steps))
    const low = Math.min(last - 1, Math.floor(at))
    log[k] = before[low] + (at - low) * (before[low + 1] - before[low])
  }
  normaliseLog(log)
}

/** Share of the answer that the mean about it takes in. */
const near = 0.025

/** Mean of the probable rates about the likeliest one, and the probability that it is right within 4 %. */
export function answerOf(
  p: Float64Array,
  rateOf: (k: number) => number,
): { readonly rate: number; readonly confidence: number; readonly edge: boolean } {
  let best = 0
  for (let k = 1; k < p.length; k++) if (p[k] > p[best]) best = k
  const peak = rateOf(best)
  let [sum, moment] = [0, 0]
  for (let k = 0; k < p.length; k++) {
    if (Math.abs(rateOf(k) - peak) > near * peak) continue
    sum += p[k]
    moment += p[k] * rateOf(k)
  }
  const rate = moment / sum
  let confidence = 0
  for (let k = 0; k < p.length; k++) {
    if (Math.abs(rateOf(k) - rate) <= tolerance * rate) confidence += p[k]
  }
  return {
    rate,
    confidence: Math.min(1, confidence),
    edge: best === 0 || best === p.length - 1,
  }
}

/**
 * A power spectrum as log likelihoods of one tone: power over that of a line of noise, which is the median
 * line over ln 2 (lines of white noise are exponential); in place. NaN where nothing is there.
 */
export function logOfPower(power: Float64Array): void {
  const line = medianOf(power) / Math.LN2
  for (let k = 0; k < power.length; k++) power[k] = line > 0 ? power[k] / line : Number.NaN
}
