/** Variational mode decomposition. */
import { createDct } from './dct.ts'
import { createVmdUpdate } from './vmd-update.ts'

export interface VmdOptions {
  readonly modes: number
  /** Bandwidth penalty; frequencies inside it are in cycles per sample. */
  readonly alpha: number
  /** Step of the multiplier: 0 leaves noise out of the modes, > 0 makes them sum to the signal. */
  readonly tau: number
  /** Keeps the first mode at frequency 0. */
  readonly dc: boolean
  /** First centres: spread evenly over 0 .. 1/2 cycles per sample, or all 0. */
  readonly init: 'uniform' | 'zero'
  readonly tolerance: number
  readonly maxIterations: number
  /** 2: the printed equation; 1: the widely used public code, whose alpha is so twice ours. */
  readonly penaltyFactor: number
}

export const vmdDefaults: VmdOptions = {
  modes: 8,
  alpha: 2000,
  tau: 0,
  dc: false,
  init: 'uniform',
  tolerance: 1e-6,
  maxIterations: 500,
  penaltyFactor: 2,
}

/**
 * Decomposes x into `modes` rows of x.length, by rising centre frequency (cycles per sample); returns
 * the number of iterations.
 */
export type Vmd = (x: Float64Array, modes: Float64Array, centres: Float64Array) => number

/**
 * Plans Algorithm 2 of Dragomiretskiy & Zosso, IEEE TSP 62 (2014) on the signal mirrored by half its
 * length at both ends. For every iteration and mode k, on the lines f = j / (2 size), j < size:
 *
 *   u_k = (F - sum_{i != k} u_i - L / 2) / (1 + penaltyFactor alpha (f - w_k)^2)
 *   w_k = sum f |u_k|^2 / sum |u_k|^2;   L += tau (sum u - F)
 *
 * until sum |u - u_old|^2 < tolerance * 2 size. The mirrored signal is even about one point, so all
 * these spectra share one known phase per line and only its real factor, the cosine transform, is
 * iterated: exact, and half the work. The loop keeps r = F - sum u - L / 2 instead of the three sums.
 *
 * RangeError for odd or no samples: the halves could not be mirrored.
 */
export function createVmd(size: number, options: VmdOptions = vmdDefaults): Vmd {
  if (!(size >= 2) || size % 2 !== 0) {
    throw new RangeError(`mode decomposition needs an even number of samples, not ${size}`)
  }
  const { modes: count, tau, tolerance, maxIterations } = options
  const scale = options.penaltyFactor * options.alpha
  const dct = createDct(size)
  const { residual, spectra, sums, update } = createVmdUpdate(size, count, scale)
  const rows = Array.from({ length: count }, (_, k) => spectra.subarray(k * size, (k + 1) * size))
  const multiplier = new Float64Array(size)
  const centre = new Float64Array(count)
  const order = Array.from({ length: count }, (_, k) => k)

  function start(x: Float64Array): void {
    dct.forward(x, residual)
    for (let j = 0; j < size; j++) residual[j] = 2 * residual[j]
    spectra.fill(0)
    multiplier.fill(0)
    for (let k = 0; k < count; k++) {
      centre[k] = options.init === 'zero' ? 0 : (0.5 / count) * k
    }
  }
  return (x, modes, centres) => {
    start(x)
    let iteration = 0
    let change = Number.POSITIVE_INFINITY
    while (iteration < maxIterations && !(change / (2 * size) < tolerance)) {
      iteration++
      change = 0
      for (let k = 0; k < count; k++) {
        update(k, centre[k])
        change += sums[0]
        if (!(options.dc && k === 0)) centre[k] = sums[2] / (sums[1] + 1e-30)
      }
      if (tau !== 0) {
        for (let j = 0; j < size; j++) {
          // F - sum u = r + L / 2
          const step = -tau * (residual[j] + multiplier[j] / 2)
          multiplier[j] = multiplier[j] + step
          residual[j] = residual[j] - step / 2
        }
      }
    }
    for (let k = 0; k < count; k++) order[k] = k
    order.sort((a, b) => centre[a] - centre[b] || a - b)
    order.forEach((k, place) => {
      centres[place] = centre[k]
      writeMode(dct, rows[k], modes.subarray(place * size, (place + 1) * size))
    })
    return iteration
  }
}

/**
 * Back to time, middle half of the mirrored signal. The line at half the sampling rate, which is not
 * iterated, takes the real part of its neighbour, as in the public code.
 */
function writeMode(
  dct: { inverse(lines: Float64Array, x: Float64Array): void },
  lines: Float64Array,
  output: Float64Array,
): void {
  const size = lines.length
  const last = lines[size - 1]
  dct.inverse(lines, output)
  const turn = Math.cos((Math.PI * (size - 1) * (size / 2 - 0.5)) / size)
  let end = ((size / 2) % 2 === 0 ? 1 : -1) * last * turn
  for (let i = 0; i < size; i++) {
    output[i] = output[i] / 2 + end / (2 * size)
    end = -end
  }
}
