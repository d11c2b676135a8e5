/** Suppressors of breathing harmonics against the NumPy vectors. */
import {
  type Adapter,
  checkVectors,
  flat,
  type Members,
  number,
  shape,
} from '../../../../test/support/kernel-vectors.ts'
import { createBreathingPhase } from './breathing-phase.ts'
import {
  type AdaptiveFilter,
  constantRatePhase,
  createHarmonicNotch,
  harmonicReference,
} from './harmonic-notch.ts'
import { createReconstruction } from './harmonic-reconstruction.ts'
import { createLms } from './lms.ts'
import { medianOf } from './median.ts'
import { runComb, runNotches } from './notches.ts'
import { estimateRate } from './rate-estimate.ts'
import { createRls, type RlsOptions, rlsDefaults } from './rls.ts'

const rlsOptions = (p: Members): RlsOptions => ({
  forgetting: (p.forgetting as number | undefined) ?? rlsDefaults.forgetting,
  p0: (p.p0 as number | undefined) ?? rlsDefaults.p0,
  warmUp: p.warm_up === true,
  aPosteriori: p.a_posteriori === true,
})

const adaptive =
  (filterOf: (taps: number, p: Members) => AdaptiveFilter): Adapter =>
  (input, p) => {
    const { rows } = shape(input.u)
    const d = flat(input.d)
    const error = new Float64Array(d.length)
    filterOf(rows, p)(d, flat(input.u), error, new Float64Array(rows))
    return { error }
  }

/** The reference takes the median rate of half-overlapping windows of 256 samples. */
function usualRate(x: Float64Array, rate: number): number {
  const starts = Array.from({ length: (x.length - 256) / 128 + 1 }, (_, i) => 128 * i)
  return medianOf(
    starts.map((start) =>
      estimateRate('zero-padded', x.subarray(start, start + 256), rate, 0.1, 0.5),
    ),
  )
}

checkVectors({
  'harmonics.harmonic_reference': (input, p) => {
    const harmonics = [...flat(p.harmonics)]
    const angle = flat(input.phase)
    const u = new Float64Array(2 * harmonics.length * angle.length)
    harmonicReference(angle, harmonics, u)
    return { u }
  },
  'harmonics.rls': adaptive((taps, p) => createRls(taps, rlsOptions(p))),
  'harmonics.lms': adaptive((taps, p) => createLms(taps, number(p, 'step'))),
  'harmonics.rlsrhs': (input, p) => {
    const x = flat(input.x)
    const rate = number(p, 'rate_hz')
    const angle = new Float64Array(x.length)
    if (input.phase) angle.set(flat(input.phase))
    else constantRatePhase(number(p, 'resp_hz'), rate, angle)
    const residual = new Float64Array(x.length)
    const rls = createRls(6, rlsOptions(p))
    const notch = createHarmonicNotch(x.length, rate, [2, 3, 4], rls, [0.7, 2.2])
    notch(x, angle, residual, new Float64Array(6))
    return { residual }
  },
  'harmonics.respiration_phase': (input, p) => {
    const x = flat(input.x)
    const rate = number(p, 'rate_hz')
    const phase = new Float64Array(x.length)
    createBreathingPhase(x.length, rate)(x, usualRate(x, rate), phase)
    return { phase }
  },
  'harmonics.frequency_reconstruction': (input, p) => {
    const x = flat(input.x)
    const residual = new Float64Array(x.length)
    const subtract = createReconstruction(x.length, number(p, 'rate_hz'), [1, 2, 3, 4, 5])
    subtract(x, number(p, 'resp_hz'), residual, new Float64Array(10))
    return { residual }
  },
  'harmonics.notch_cascade': (input, p) => {
    const x = flat(input.x)
    const residual = new Float64Array(x.length)
    const frequencies = [2, 3, 4].map((h) => h * number(p, 'resp_hz'))
    runNotches(x, frequencies, number(p, 'width_hz'), number(p, 'rate_hz'), residual)
    return { residual }
  },
  'harmonics.comb_notch': (input, p) => {
    const x = flat(input.x)
    const residual = new Float64Array(x.length)
    runComb(x, number(p, 'resp_hz'), number(p, 'radius'), number(p, 'rate_hz'), residual)
    return { residual }
  },
})
