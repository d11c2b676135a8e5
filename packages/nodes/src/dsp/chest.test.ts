import { describe, expect, it } from 'vitest'
import vectors from '../../vectors/simulate.chest_motion_mm.json' with { type: 'json' }
import {
  type Chest,
  chestDisplacement,
  chestPower,
  createNoisyPerson,
  createPerson,
  displacementNoise,
  easyHarmonics,
  zhangChest,
} from './chest.ts'
import { createRandom } from './random.ts'

const { breathing, heart } = zhangChest

function record(chest: Chest, samples: number, sampleRate: number, seed: number) {
  const person = createPerson({ ...chest, sampleRate, random: createRandom(seed) })
  return Array.from({ length: samples }, () => person.next())
}

/** Peak amplitude of one tone, by projection; exact over whole periods. */
function toneAmplitude(x: readonly number[], frequency: number, sampleRate: number): number {
  let [re, im] = [0, 0]
  x.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * frequency * i) / sampleRate)
    im += value * Math.sin((2 * Math.PI * frequency * i) / sampleRate)
  })
  return (2 * Math.hypot(re, im)) / x.length
}

function variance(x: readonly number[]): number {
  const mean = x.reduce((a, b) => a + b) / x.length
  return x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length
}

describe('chestDisplacement', () => {
  it.each(vectors.cases)('agrees with NumPy', ({ parameters, input, output }) => {
    const chest: Chest = {
      breathing: {
        ...breathing,
        amplitude: parameters.resp_mm,
        harmonics: parameters.harmonics_mm,
      },
      heart: { ...heart, amplitude: parameters.heart_mm, second: parameters.heart_second },
    }
    const [first, h2, h3, h4, beat, second] = input.offsets
    const offsets = {
      breathing: first!,
      harmonics: [h2!, h3!, h4!],
      heart: beat!,
      second: second!,
    }
    input.resp_phase.forEach((phase, i) => {
      const value = chestDisplacement(chest, offsets, phase, input.heart_phase[i])
      expect(value).toBeCloseTo(output.motion_mm[i], 12)
    })
  })
})

describe('createPerson', () => {
  const full: Chest = { breathing, heart: { ...heart, second: 0.3 } }

  it('moves with the tones it was given, now and after a day', () => {
    const person = createPerson({ ...full, sampleRate: 20, random: createRandom(1) })
    const take = (count: number) => Array.from({ length: count }, () => person.next().displacement)
    const first = take(2000)
    for (let i = 0; i < 864; i++) take(2000)
    for (const x of [first, take(2000)]) {
      expect(toneAmplitude(x, 0.3, 20)).toBeCloseTo(2e-3, 10)
      expect(toneAmplitude(x, 0.6, 20)).toBeCloseTo(0.8e-3, 10)
      expect(toneAmplitude(x, 0.9, 20)).toBeCloseTo(0.6e-3, 10)
      expect(toneAmplitude(x, 1.2, 20)).toBeCloseTo(0.45e-3, 10)
      expect(toneAmplitude(x, 1.1, 20)).toBeCloseTo(0.5e-3, 10)
      expect(toneAmplitude(x, 2.2, 20)).toBeCloseTo(0.15e-3, 10)
      expect(variance(x)).toBeCloseTo(chestPower(full), 12)
    }
  })

  it('states the rate without jitter', () => {
    for (const { heartRate, breathingRate } of record(full, 50, 20, 1)) {
      expect([heartRate, breathingRate]).toEqual([1.1, 0.3])
    }
  })

  it('jitters with the stated deviation about the stated rate', () => {
    const chest: Chest = {
      breathing: { ...breathing, jitter: 0.1 },
      heart: { ...heart, jitter: 0.03 },
    }
    // At one sample a second, 40 000 s hold some 10 000 independent values of a 10 s Hann kernel's noise.
    const samples = record(chest, 40_000, 1, 2)
    const heartRates = samples.map(({ heartRate }) => heartRate)
    const breathingRates = samples.map(({ breathingRate }) => breathingRate)
    const mean = (x: number[]) => x.reduce((a, b) => a + b) / x.length
    expect(mean(heartRates) / 1.1).toBeCloseTo(1, 2)
    expect(mean(breathingRates) / 0.3).toBeCloseTo(1, 2)
    expect(Math.sqrt(variance(heartRates)) / (1.1 * 0.03)).toBeCloseTo(1, 1)
    expect(Math.sqrt(variance(breathingRates)) / (0.3 * 0.1)).toBeCloseTo(1, 1)
  })

  it('beats as often as its true rate says', () => {
    const only: Chest = {
      breathing: { ...breathing, amplitude: 0, harmonics: [] },
      heart: { ...heart, jitter: 0.1 },
    }
    const samples = record(only, 6000, 20, 3)
    const beats = samples.filter(
      ({ displacement }, i) => i > 0 && displacement > 0 && samples[i - 1].displacement <= 0,
    ).length
    const cycles = samples.reduce((sum, { heartRate }) => sum + heartRate / 20, 0)
    expect(Math.abs(beats - cycles)).toBeLessThan(1.5)
  })

  it('has one heart whatever the breathing, and one rate whatever the sample rate', () => {
    const jitter: Chest = { breathing, heart: { ...heart, jitter: 0.1 } }
    const slow = record(jitter, 200, 20, 4)
    const other = { ...jitter, breathing: { ...breathing, jitter: 0.2, harmonics: easyHarmonics } }
    const fast = record(other, 800, 80, 4)
    slow.forEach(({ heartRate }, i) => {
      expect(fast[4 * i].heartRate).toBeCloseTo(heartRate, 10)
    })
  })

  it('is the same for the same seed only', () => {
    expect(record(full, 20, 20, 5)).toEqual(record(full, 20, 20, 5))
    expect(record(full, 20, 20, 5)[0]).not.toEqual(record(full, 20, 20, 6)[0])
  })
})

describe('createNoisyPerson', () => {
  it('adds noise at the stated ratio of powers and leaves the truth alone', () => {
    // 2^2 + .8^2 + .6^2 + .45^2 + .5^2 mm^2, halved; 6 dB below it.
    const power = (4 + 0.64 + 0.36 + 0.2025 + 0.25) / 2
    expect(displacementNoise(zhangChest, 6)).toBeCloseTo(1e-3 * Math.sqrt(power / 10 ** 0.6), 12)
    const options = { ...zhangChest, sampleRate: 20, snr: 6 }
    const noisy = createNoisyPerson({ ...options, random: createRandom(6) })
    const samples = Array.from({ length: 20_000 }, () => noisy.next())
    const noise = samples.map(({ measured, displacement }) => measured - displacement)
    expect(variance(noise) / ((1e-6 * power) / 10 ** 0.6)).toBeCloseTo(1, 1)
    const clean = record(zhangChest, 100, 20, 6)
    expect(samples.slice(0, 100).map(({ displacement }) => displacement)).toEqual(
      clean.map(({ displacement }) => displacement),
    )
  })

  it('has no noise at an infinite ratio', () => {
    const random = createRandom(7)
    const noisy = createNoisyPerson({ ...zhangChest, sampleRate: 20, snr: Infinity, random })
    const { measured, displacement } = noisy.next()
    expect(measured).toBe(displacement)
  })
})
