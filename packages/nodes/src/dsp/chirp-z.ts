/** Chirp-z transform: any run of lines of a long, zero-padded Fourier transform at little cost. */
import { keepPlans } from './keep-plans.ts'
import { createRadix4 } from './radix4.ts'

/** Lines first .. first + lines - 1 of a transform; arrays interleaved (re, im). */
export interface ChirpZ {
  readonly lines: number
  complex(input: Float64Array, output: Float64Array): void
  real(input: Float64Array, output: Float64Array): void
}

/**
 * Plans X[k] = sum_{n < size} x[n] exp(-2 pi i k n / denominator) for the lines first .. first + lines - 1.
 * With k n = (k^2 + n^2 - (k - n)^2) / 2 the sum is a convolution with a chirp, done by FFTs of a power
 * of two. Angles are reduced as integers, so they stay exact. Many lines are taken in blocks: a block
 * that starts p lines further on needs the same input spectrum, turned by p / denominator of a cycle.
 * Plans of usual sizes are made once and shared.
 * Bluestein, IEEE Trans. Audio Electroacoust. 18 (1970); Rabiner, Schafer, Rader 1969.
 */
export function createChirpZ(
  size: number,
  first: number,
  lines: number,
  denominator: number,
): ChirpZ {
  const { length, block } = chooseBlocks(size, lines, denominator)
  const plan = length <= largestKept ? planKept : planChirpZ
  return plan(size, first, lines, denominator, length, block)
}

/** Of the FFTs of plans that are kept: 32 of them take 20 MB. */
const largestKept = 8192
const planKept = keepPlans(32, planChirpZ)

function planChirpZ(
  size: number,
  first: number,
  lines: number,
  denominator: number,
  length: number,
  block: number,
): ChirpZ {
  const turnedBy = (2 * block * length) / denominator
  const fft = createRadix4(length)
  const chirp = (n: number) => (Math.PI * ((n * n) % (2 * denominator))) / denominator
  const result = new Float64Array(2 * length)
  for (let d = 1 - size; d < block; d++) {
    const at = 2 * ((d + length) % length)
    result[at] = Math.cos(chirp(d))
    result[at + 1] = Math.sin(chirp(d))
  }
  const response = new Float64Array(2 * length)
  fft.transform(response, result)
  // input factor: first line and chirp; output factor: chirp and the 1 / length of the inverse
  const before = new Float64Array(2 * size)
  for (let n = 0; n < size; n++) {
    const angle = -chirp(n) - (2 * Math.PI * ((first * n) % denominator)) / denominator
    before[2 * n] = Math.cos(angle)
    before[2 * n + 1] = Math.sin(angle)
  }
  const after = new Float64Array(2 * block)
  for (let k = 0; k < block; k++) {
    after[2 * k] = Math.cos(chirp(k)) / length
    after[2 * k + 1] = -Math.sin(chirp(k)) / length
  }
  const padded = new Float64Array(2 * length)
  const spectrum = new Float64Array(2 * length)
  const product = new Float64Array(2 * length)

  /** Convolves `padded`; the inverse transform is a forward one of the conjugate. */
  function convolve(output: Float64Array): void {
    fft.transform(spectrum, padded)
    for (let start = 0, turn = 0; start < lines; start += block, turn += turnedBy) {
      for (let i = 0, j = turn; i < 2 * length; i += 2, j += 2) {
        if (j >= 2 * length) j -= 2 * length
        const re = spectrum[j]
        const im = spectrum[j + 1]
        product[i] = re * response[i] - im * response[i + 1]
        product[i + 1] = -(re * response[i + 1] + im * response[i])
      }
      fft.transform(result, product)
      const end = 2 * Math.min(block, lines - start)
      for (let i = 0, o = 2 * start; i < end; i += 2, o += 2) {
        const re = result[i]
        const im = -result[i + 1]
        output[o] = re * after[i] - im * after[i + 1]
        output[o + 1] = re * after[i + 1] + im * after[i]
      }
    }
  }
  return {
    lines,
    complex(input, output) {
      for (let i = 0; i < 2 * size; i += 2) {
        padded[i] = input[i] * before[i] - input[i + 1] * before[i + 1]
        padded[i + 1] = input[i] * before[i + 1] + input[i + 1] * before[i]
      }
      convolve(output)
    },
    real(input, output) {
      for (let n = 0; n < size; n++) {
        padded[2 * n] = input[n] * before[2 * n]
        padded[2 * n + 1] = input[n] * before[2 * n + 1]
      }
      convolve(output)
    },
  }
}

/**
 * The cheapest FFT length, and the lines a block of it gives. More than one block must start at whole
 * lines of that FFT: at multiples of denominator / length.
 */
function chooseBlocks(size: number, lines: number, denominator: number) {
  const whole = 2 ** Math.max(1, Math.ceil(Math.log2(size + lines - 1)))
  let best = { length: whole, block: lines }
  let least = 2 * whole * Math.log2(whole)
  for (let length = whole / 2; length > size; length /= 2) {
    if (denominator % length !== 0) continue
    const step = denominator / length
    const block = Math.floor((length - size + 1) / step) * step
    const cost = (1 + Math.ceil(lines / block)) * length * Math.log2(length)
    if (block > 0 && cost < least) {
      best = { length, block }
      least = cost
    }
  }
  return best
}
