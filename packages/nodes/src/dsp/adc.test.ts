import { describe, expect, it } from 'vitest'
import vectors from '../../vectors/simulate.adc_samples.json' with { type: 'json' }
import { createAdc, type MovingEcho, type StillEcho } from './adc.ts'
import { createRandom } from './random.ts'
import {
  centreWavelength,
  rangeBin,
  speedOfLight,
  type Waveform,
  zhangWaveform,
} from './waveform.ts'

interface VectorCase {
  readonly parameters: { readonly receivers: number; readonly real: boolean }
  readonly input: {
    readonly range_m: readonly number[][]
    readonly amplitude: { readonly re: readonly number[]; readonly im: readonly number[] }
    readonly angle_deg: readonly number[]
  }
  readonly output: { readonly adc: unknown }
}

/** Echoes with the given range at each chirp of the only frame. */
function echoOf(ranges: readonly number[], re: number, im: number, angle: number): MovingEcho {
  return {
    angle,
    advance(range, gain) {
      range.set(ranges)
      for (let chirp = 0; chirp < ranges.length; chirp++) gain.set([re, im], 2 * chirp)
    },
  }
}

function frameOf(
  waveform: Waveform,
  still: readonly StillEcho[],
  snr: number,
  moving: readonly MovingEcho[] = [],
): Float32Array {
  return createAdc({ waveform, still, moving, snr, random: createRandom(1) })()
}

const echo: StillEcho = { range: 1, angle: 0, amplitude: 1, phase: 0 }

describe('createAdc', () => {
  const complexCases = (vectors.cases as VectorCase[]).filter(({ parameters }) => !parameters.real)

  it.each(complexCases)('agrees with NumPy', ({ parameters, input, output }) => {
    const { receivers } = parameters
    const waveform = { ...zhangWaveform, samples: 64, chirps: 4, receivers }
    const moving = input.range_m.map((ranges, k) => {
      const angle = (input.angle_deg[k] * Math.PI) / 180
      return echoOf(ranges, input.amplitude.re[k], input.amplitude.im[k], angle)
    })
    const frame = frameOf(waveform, [], Infinity, moving)
    const expected = output.adc as { re: number[][][]; im: number[][][] }
    const re = expected.re.flat(2)
    const im = expected.im.flat(2)
    expect(frame.length).toBe(2 * re.length)
    re.forEach((value, i) => {
      expect(Math.abs(frame[2 * i] - value)).toBeLessThan(2e-7)
      expect(Math.abs(frame[2 * i + 1] - im[i])).toBeLessThan(2e-7)
    })
  })

  it('keeps to the formula over the longest chirps and farthest echoes', () => {
    const waveform = { ...zhangWaveform, samples: 8192 }
    const frame = frameOf(waveform, [{ ...echo, range: 9.7, amplitude: 3, phase: 0.4 }], Infinity)
    const delay = (2 * 9.7) / speedOfLight
    const { carrierFrequency: carrier, chirpSlope: slope, sampleRate } = waveform
    for (let n = 0; n < 8192; n += 13) {
      const cycles = (slope * delay * n) / sampleRate + carrier * delay - (slope * delay ** 2) / 2
      const phase = 2 * Math.PI * cycles + 0.4
      expect(Math.abs(frame[2 * n] - 3 * Math.cos(phase))).toBeLessThan(1e-6)
      expect(Math.abs(frame[2 * n + 1] - 3 * Math.sin(phase))).toBeLessThan(1e-6)
    }
  })

  it('puts an echo of range k c fs / (2 S N) into bin k, all of it', () => {
    const bin = 26
    const waveform = zhangWaveform
    expect(rangeBin(waveform)).toBeCloseTo(0.0381, 4)
    const frame = frameOf(waveform, [{ ...echo, range: bin * rangeBin(waveform) }], Infinity)
    const power = Array.from({ length: 256 }, (_, k) => {
      let [re, im] = [0, 0]
      for (let n = 0; n < 256; n++) {
        const [c, s] = [
          Math.cos((2 * Math.PI * k * n) / 256),
          Math.sin((2 * Math.PI * k * n) / 256),
        ]
        re += frame[2 * n] * c + frame[2 * n + 1] * s
        im += frame[2 * n + 1] * c - frame[2 * n] * s
      }
      return re * re + im * im
    })
    expect(power[bin] / 256 ** 2).toBeCloseTo(1, 6)
    // Parseval: the energy of the spectrum is N times that of the samples, and all in that bin.
    expect(power.reduce((a, b) => a + b) / 256 ** 2).toBeCloseTo(1, 6)
  })

  it('turns the phase of receiver r by pi r sin(angle)', () => {
    const waveform = { ...zhangWaveform, receivers: 4, samples: 16 }
    const frame = frameOf(waveform, [{ ...echo, angle: Math.PI / 6 }], Infinity)
    for (let rx = 0; rx < 4; rx++) {
      for (let i = 0; i < 16; i++) {
        const [re, im] = [frame[2 * i], frame[2 * i + 1]]
        // sin(30 degrees) = 1/2: a quarter turn from one receiver to the next.
        const turned = [re, -im, -re, im][rx]
        expect(frame[2 * (16 * rx + i)]).toBeCloseTo(turned, 6)
      }
    }
  })

  it('adds circular white noise of variance 10^(-snr / 10), new for every chirp and frame', () => {
    const waveform = { ...zhangWaveform, chirps: 4, receivers: 2 }
    const next = createAdc({
      waveform,
      still: [],
      moving: [],
      snr: -20,
      random: createRandom(2),
    })
    let [power, real, cross, count] = [0, 0, 0, 0]
    const starts = new Set<number>()
    for (let frame = 0; frame < 50; frame++) {
      const data = next()
      for (let row = 0; row < 8; row++) starts.add(data[row * 512])
      for (let i = 0; i < data.length; i += 2) {
        power += data[i] ** 2 + data[i + 1] ** 2
        real += data[i] ** 2
        cross += data[i] * data[i + 1]
        count++
      }
    }
    expect(starts.size).toBe(400)
    // |w|^2 is exponential: its standard error is its mean over sqrt(count).
    expect(Math.abs(power / count / 100 - 1)).toBeLessThan(4 / Math.sqrt(count))
    expect(Math.abs(real / count / 50 - 1)).toBeLessThan(4 * Math.sqrt(2 / count))
    expect(Math.abs(cross / count / 50)).toBeLessThan(4 / Math.sqrt(count))
  })

  it('leaves the noise alone when a reflector or a receiver is added', () => {
    const waveform = { ...zhangWaveform, chirps: 2, receivers: 2 }
    const bare = frameOf(waveform, [], 10)
    const added = frameOf(waveform, [echo], 10)
    const clean = frameOf(waveform, [echo], Infinity)
    added.forEach((value, i) => {
      expect(value - clean[i]).toBeCloseTo(bare[i], 6)
    })
    const three = frameOf({ ...waveform, receivers: 3 }, [], 10)
    expect(three.slice(0, 1024)).toEqual(bare.slice(0, 1024))
    expect(three.slice(1536, 2560)).toEqual(bare.slice(1024, 2048))
  })
})

describe('the phase of a range bin', () => {
  it('turns with the wavelength at the centre of the ramp, not with the carrier', () => {
    const frames = 400
    const displacement = (i: number) => 2e-3 * Math.sin((2 * Math.PI * i) / 100)
    const waveform = { ...zhangWaveform, chirps: frames }
    const ranges = Array.from({ length: frames }, (_, i) => 1 + displacement(i))
    const frame = frameOf(waveform, [], Infinity, [echoOf(ranges, 1, 0, 0)])
    // 1 m is 26.2 bins.
    const bin = Math.round(1 / rangeBin(waveform))
    const phases = ranges.map((_, chirp) => {
      let [re, im] = [0, 0]
      for (let n = 0; n < 256; n++) {
        const at = 2 * (256 * chirp + n)
        const angle = (2 * Math.PI * bin * n) / 256
        re += frame[at] * Math.cos(angle) + frame[at + 1] * Math.sin(angle)
        im += frame[at + 1] * Math.cos(angle) - frame[at] * Math.sin(angle)
      }
      return Math.atan2(im, re)
    })
    let [turns, ratio, power] = [0, 0, 0]
    phases.forEach((phase, i) => {
      if (i > 0) turns += Math.round((phase - phases[i - 1]) / (2 * Math.PI))
      const measured = (phase - 2 * Math.PI * turns - phases[0]) / (4 * Math.PI)
      ratio += measured * centreWavelength(waveform) * displacement(i)
      power += displacement(i) ** 2
    })
    // Half a sample of the ramp's 4 GHz is 1e-4 of 79 GHz; the carrier would give 1.0256.
    expect(Math.abs(ratio / power - 1)).toBeLessThan(3e-4)
    expect(speedOfLight / 77e9 / centreWavelength(waveform)).toBeCloseTo(1.0256, 4)
  })
})
