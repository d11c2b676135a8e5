/** Second harmonic weighted reconstruction: the heart above the harmonics of breathing. */
import { createFlatBand, type Edges } from './flat-band.ts'
import { createVmd, vmdDefaults } from './vmd.ts'

export interface SecondHarmonicOptions {
  readonly modes: number
  /** Bandwidth penalty of the mode decomposition. */
  readonly alpha: number
  readonly maxIterations: number
  /** Change of the modes, as a share of the power of the filtered window, at which iteration ends. */
  readonly tolerance: number
  /** Band that the displacement is filtered to first, Hz. */
  readonly filter: Edges
  /** Modes with their centre in here are taken, Hz. */
  readonly band: Edges
  /** How modes are weighted in the sum: by their share of the energy, or alike. */
  readonly weights: 'energy' | 'equal'
}

export const secondHarmonicDefaults: SecondHarmonicOptions = {
  modes: vmdDefaults.modes,
  alpha: vmdDefaults.alpha,
  maxIterations: 300,
  tolerance: 1e-6,
  filter: [0.7, 5],
  band: [1.6, 4],
  weights: 'energy',
}

/**
 * Plans z = sum_k w_k u_k over the modes u_k of the filtered displacement whose centre lies in the band,
 * w_k = E_k / sum E their share of the energy of these; half the frequency of its peak is a heart rate.
 * Writes z and returns how many modes there were; with none, z is the filtered displacement. Zheng et
 * al., IEEE Sensors J. 22(6) (2022), of which we know the abstract: bands, settings and weights are our
 * reading. RangeError for an odd size.
 */
export function createSecondHarmonic(
  size: number,
  rate: number,
  options: SecondHarmonicOptions = secondHarmonicDefaults,
): (x: Float64Array, z: Float64Array) => number {
  const { modes: count, band } = options
  const flatten = createFlatBand(size, rate, options.filter)
  const decompose = createVmd(size, { ...vmdDefaults, ...options })
  const y = new Float64Array(size)
  const modes = new Float64Array(count * size)
  const centres = new Float64Array(count)
  const energyOf = (row: Float64Array) => row.reduce((sum, value) => sum + value * value, 0)

  return (x, z) => {
    flatten(x, z)
    const scale = Math.sqrt(energyOf(z) / size) || 1
    for (let n = 0; n < size; n++) y[n] = z[n] / scale
    decompose(y, modes, centres)
    const kept = Array.from({ length: count }, (_, k) => k)
      .filter((k) => centres[k] * rate >= band[0] && centres[k] * rate <= band[1])
      .map((k) => modes.subarray(k * size, (k + 1) * size))
    if (kept.length === 0) return 0
    const energies = kept.map(energyOf)
    const all = energies.reduce((sum, energy) => sum + energy, 0)
    z.fill(0)
    kept.forEach((mode, i) => {
      const weight = options.weights === 'energy' ? energies[i] / all : 1
      for (let n = 0; n < size; n++) z[n] += weight * scale * mode[n]
    })
    return kept.length
  }
}
