/** Decompositions and their parts against the NumPy vectors. */
import {
  type Adapter,
  checkVectors,
  flat,
  type Members,
  number,
} from '../../../../test/support/kernel-vectors.ts'
import { splineThrough } from './cubic-spline.ts'
import { createEmd, emdDefaults } from './emd.ts'
import { createEwt } from './ewt.ts'
import { createFlatBand } from './flat-band.ts'
import { createMeanFrequency } from './mean-frequency.ts'
import { estimateRate } from './rate-estimate.ts'
import { createSecondHarmonic, secondHarmonicDefaults } from './second-harmonic.ts'
import { createVmd, vmdDefaults } from './vmd.ts'

const emd: Adapter = (input, p) => {
  const x = flat(input.x)
  const most = number(p, 'max_modes')
  const modes = new Float64Array((most + 1) * x.length)
  const found = createEmd(x.length, { ...emdDefaults, modes: most })(x, modes)
  return { modes: modes.subarray(0, found * x.length) }
}

const ewt: Adapter = (input, p: Members) => {
  const x = flat(input.x)
  const rate = number(p, 'rate_hz')
  const most = number(p, 'peaks')
  const highest = ((p.max_hz as number | undefined) ?? 5) / rate
  const modes = new Float64Array(most * x.length)
  const edges = new Float64Array(most - 1)
  const found = createEwt(x.length, { modes: most, highest })(x, modes, edges)
  return {
    modes: modes.subarray(0, found * x.length),
    boundaries_hz: edges.subarray(0, found - 1).map((edge) => edge * rate),
  }
}

checkVectors({
  'decompose.vmd': (input, p) => {
    const x = flat(input.x)
    const options = {
      ...vmdDefaults,
      ...(p as Partial<typeof vmdDefaults>),
      maxIterations: (p.max_iterations as number | undefined) ?? vmdDefaults.maxIterations,
      penaltyFactor: (p.penalty_factor as number | undefined) ?? vmdDefaults.penaltyFactor,
    }
    const modes = new Float64Array(options.modes * x.length)
    const centres = new Float64Array(options.modes)
    const iterations = createVmd(x.length, options)(x, modes, centres)
    return { modes, centres, iterations: [iterations] }
  },
  'decompose.emd': emd,
  'decompose.ewt': ewt,
  'decompose.second_harmonic': (input, p) => {
    const x = flat(input.x)
    const rate = number(p, 'rate_hz')
    const defaults = secondHarmonicDefaults
    // NumPy's tolerance is absolute
    const y = new Float64Array(x.length)
    createFlatBand(x.length, rate, defaults.filter)(x, y)
    const power = y.reduce((sum, value) => sum + value * value, 0) / x.length
    const signal = new Float64Array(x.length)
    createSecondHarmonic(x.length, rate, {
      ...defaults,
      tolerance: defaults.tolerance / power,
      weights: p.weighted ? 'energy' : 'equal',
    })(x, signal)
    return {
      signal,
      heart_hz: [estimateRate('zero-padded', signal, rate, ...defaults.band) / 2],
    }
  },
  'modes.emd': emd,
  'modes.ewt': ewt,
  'modes.spline': (input, p) => {
    const y = new Float64Array(number(p, 'size'))
    splineThrough(flat(input.places), flat(input.values), y)
    return { y }
  },
  'modes.mean_frequency': (input) => {
    const x = flat(input.x)
    return { frequency: [createMeanFrequency(x.length)(x)] }
  },
})
