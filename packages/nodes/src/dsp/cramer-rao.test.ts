import { describe, expect, it } from 'vitest'
import accuracy from '../../vectors/frequency.crb_accuracy.json' with { type: 'json' }
import deviation from '../../vectors/frequency.crb_frequency_sd.json' with { type: 'json' }
import { createAdc } from './adc.ts'
import { binDisplacementDeviation, crbAccuracy, crbFrequencyDeviation } from './cramer-rao.ts'
import { createRandom } from './random.ts'
import { centreWavelength, rangeBin, zhangWaveform } from './waveform.ts'

describe('crbFrequencyDeviation', () => {
  it.each(deviation.cases)('agrees with NumPy', ({ parameters, output }) => {
    const { amplitude, sigma, samples, rate_hz } = parameters
    const value = crbFrequencyDeviation(amplitude, sigma, samples, rate_hz)
    expect(value).toBeCloseTo(output.sd_hz, 12)
  })

  it('is what the maximum-likelihood estimate of a tone reaches', () => {
    const [samples, rate, frequency, amplitude, sigma, trials] = [256, 20, 4.37, 1, 0.3, 400]
    const random = createRandom(1)
    const bound = crbFrequencyDeviation(amplitude, sigma, samples, rate)
    let squares = 0
    for (let trial = 0; trial < trials; trial++) {
      const phase = random.between(0, 2 * Math.PI)
      const x = Float64Array.from({ length: samples }, (_, i) => {
        const tone = Math.cos((2 * Math.PI * frequency * i) / rate + phase)
        return amplitude * tone + sigma * random.normal()
      })
      squares += (likeliest(x, rate, frequency, 6 * bound) - frequency) ** 2
    }
    const ratio = Math.sqrt(squares / trials) / bound
    expect(Math.abs(ratio - 1)).toBeLessThan(4 / Math.sqrt(2 * trials))
  })
})

/** Peak of the periodogram within `reach` of `near`, by golden-section search. */
function likeliest(x: Float64Array, rate: number, near: number, reach: number): number {
  const power = (frequency: number) => {
    let [re, im] = [0, 0]
    x.forEach((value, i) => {
      re += value * Math.cos((2 * Math.PI * frequency * i) / rate)
      im += value * Math.sin((2 * Math.PI * frequency * i) / rate)
    })
    return re * re + im * im
  }
  let [low, high] = [near - reach, near + reach]
  const golden = (Math.sqrt(5) - 1) / 2
  while (high - low > reach / 1000) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)]
    if (power(left) > power(right)) high = right
    else low = left
  }
  return (low + high) / 2
}

describe('crbAccuracy', () => {
  it.each(accuracy.cases)('agrees with NumPy', ({ parameters, input, output }) => {
    const { amplitude, samples, rate_hz, tolerance } = parameters
    const shares = input.frequency_hz.map((frequency, i) => {
      const sd = crbFrequencyDeviation(amplitude, input.sigma[i], samples, rate_hz)
      return crbAccuracy(frequency, sd, tolerance)
    })
    const mean = shares.reduce((a, b) => a + b) / shares.length
    expect(mean).toBeCloseTo(output.share, 12)
  })
})

describe('binDisplacementDeviation', () => {
  const hann = Array.from({ length: 256 }, (_, n) => (1 - Math.cos((2 * Math.PI * n) / 256)) / 2)

  it.each([
    { name: 'no window', window: hann.map(() => 1), chirps: 1, receivers: 1 },
    { name: 'Hann window, averaged', window: hann, chirps: 2, receivers: 4 },
  ])('is the scatter of a still echo: $name', ({ window, chirps, receivers }) => {
    const waveform = { ...zhangWaveform, chirps, receivers }
    const [frames, bin, amplitude, snr] = [1500, 20, 0.5, -5]
    const still = [{ range: bin * rangeBin(waveform), angle: 0, amplitude, phase: 1 }]
    const next = createAdc({ waveform, still, moving: [], snr, random: createRandom(2) })
    const wavelength = centreWavelength(waveform)
    const turn = hann.map((_, n) => (2 * Math.PI * bin * n) / 256)
    const cosines = turn.map((angle, n) => window[n] * Math.cos(angle))
    const sines = turn.map((angle, n) => window[n] * Math.sin(angle))
    const values = Array.from({ length: frames }, () => {
      const frame = next()
      let [re, im] = [0, 0]
      for (let i = 0; i < frame.length / 2; i++) {
        const [c, s] = [cosines[i % 256], sines[i % 256]]
        re += frame[2 * i] * c + frame[2 * i + 1] * s
        im += frame[2 * i + 1] * c - frame[2 * i] * s
      }
      return [re, im] as const
    })
    const [meanRe, meanIm] = values.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0])
    const squares = values.reduce((sum, [re, im]) => {
      const phase = Math.atan2(im * meanRe - re * meanIm, re * meanRe + im * meanIm)
      return sum + ((phase * wavelength) / (4 * Math.PI)) ** 2
    }, 0)
    const expected = binDisplacementDeviation({
      wavelength,
      amplitude,
      noiseVariance: 10 ** (-snr / 10),
      window,
      averaged: chirps * receivers,
    })
    // Statistical error of a standard deviation, and the next term of the arctangent (below 2 %).
    const ratio = Math.sqrt(squares / frames) / expected
    expect(Math.abs(ratio - 1)).toBeLessThan(3 / Math.sqrt(2 * frames) + 0.02)
  })
})
