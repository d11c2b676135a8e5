/** Frames of dechirped ADC samples of point reflectors in white noise. */
import type { Random } from './random.ts'
import { speedOfLight, type Waveform } from './waveform.ts'

/** Complex reflectivity. Amplitude 1 is the echo that the SNR refers to. */
export interface Reflectivity {
  readonly amplitude: number
  /** rad. */
  readonly phase: number
}

/** A reflector that never changes. */
export interface StillEcho extends Reflectivity {
  /** m. */
  readonly range: number
  /** From boresight, rad. */
  readonly angle: number
}

/** A reflector whose range and gain may differ from chirp to chirp. */
export interface MovingEcho {
  /** From boresight, rad. */
  readonly angle: number
  /** Writes the next frame: range in m of each chirp, and gain as interleaved re, im. */
  advance(range: Float64Array, gain: Float64Array): void
}

export interface AdcOptions {
  readonly waveform: Waveform
  readonly still: readonly StillEcho[]
  readonly moving: readonly MovingEcho[]
  /** Power of an echo of amplitude 1 over the noise power, in each ADC sample, dB; may be Infinity. */
  readonly snr: number
  readonly random: Random
}

/**
 * Streams frames, complex64 (chirp, rx, sample):
 *
 *   s[c, r, n] = sum_k A_k exp(j 2 pi (S t n / fs + f0 t - S t^2 / 2)) exp(j pi r sin(angle_k)) + w,
 *   t = 2 R_k(c) / speed of light
 *
 * (Zhang et al., Sci. Rep. 16:2333 (2026), equations 1 to 7; receivers half a wavelength apart.) The
 * range is constant during a ramp. w is complex white noise of variance 10^(-snr / 10), drawn anew
 * for every chirp, from one stream per receiver.
 *
 * @returns The next frame at each call, in a new array.
 */
export function createAdc({
  waveform,
  still,
  moving,
  snr,
  random,
}: AdcOptions): () => Float32Array {
  const { samples, chirps, receivers } = waveform
  const size = 2 * samples
  const deviation = Math.sqrt(10 ** (-snr / 10) / 2)
  const noise = Array.from({ length: receivers }, (_, rx) => random.fork(`noise of receiver ${rx}`))
  const motion = moving.map((echo) => ({
    echo,
    steering: steeringOf(echo.angle, receivers),
    range: new Float64Array(chirps),
    gain: new Float64Array(2 * chirps),
  }))
  const wave = new Float64Array(size)
  const sum = new Float64Array(receivers * size)
  const rest = new Float64Array(receivers * size)
  for (const { range, angle, amplitude, phase } of still) {
    writeEcho(wave, waveform, range, amplitude * Math.cos(phase), amplitude * Math.sin(phase))
    addSteered(rest, wave, steeringOf(angle, receivers))
  }

  return () => {
    const frame = new Float32Array(chirps * receivers * size)
    for (const { echo, range, gain } of motion) echo.advance(range, gain)
    for (let chirp = 0; chirp < chirps; chirp++) {
      sum.set(rest)
      for (const { steering, range, gain } of motion) {
        writeEcho(wave, waveform, range[chirp], gain[2 * chirp], gain[2 * chirp + 1])
        addSteered(sum, wave, steering)
      }
      const rows = frame.subarray(chirp * sum.length, (chirp + 1) * sum.length)
      for (let rx = 0; rx < receivers; rx++) {
        noise[rx].fillNormal(rows.subarray(rx * size, (rx + 1) * size), deviation)
      }
      for (let i = 0; i < sum.length; i++) rows[i] = rows[i] + sum[i]
    }
    return frame
  }
}

/** exp(j pi r sin(angle)) for each receiver r, interleaved. */
function steeringOf(angle: number, receivers: number): Float64Array {
  const step = Math.PI * Math.sin(angle)
  return Float64Array.from({ length: 2 * receivers }, (_, i) =>
    i % 2 === 0 ? Math.cos((step * i) / 2) : Math.sin((step * (i - 1)) / 2),
  )
}

/**
 * The samples of one echo, by turning a phasor. In double precision its error grows by about 1e-16 a
 * sample, to 1e-13 over the longest chirps, so it needs no new start on the way.
 */
function writeEcho(
  wave: Float64Array,
  { carrierFrequency, chirpSlope, sampleRate }: Waveform,
  range: number,
  gainRe: number,
  gainIm: number,
): void {
  const delay = (2 * range) / speedOfLight
  const start = 2 * Math.PI * ((carrierFrequency * delay - (chirpSlope * delay ** 2) / 2) % 1)
  const step = (2 * Math.PI * chirpSlope * delay) / sampleRate
  const [turnRe, turnIm] = [Math.cos(step), Math.sin(step)]
  let re = gainRe * Math.cos(start) - gainIm * Math.sin(start)
  let im = gainRe * Math.sin(start) + gainIm * Math.cos(start)
  for (let i = 0; i < wave.length; i += 2) {
    wave[i] = re
    wave[i + 1] = im
    const next = re * turnRe - im * turnIm
    im = re * turnIm + im * turnRe
    re = next
  }
}

/** Adds the samples of one echo to the rows of all receivers. */
function addSteered(rows: Float64Array, wave: Float64Array, steering: Float64Array): void {
  for (let rx = 0; 2 * rx < steering.length; rx++) {
    const re = steering[2 * rx]
    const im = steering[2 * rx + 1]
    const first = rx * wave.length
    for (let i = 0; i < wave.length; i += 2) {
      rows[first + i] = rows[first + i] + wave[i] * re - wave[i + 1] * im
      rows[first + i + 1] = rows[first + i + 1] + wave[i] * im + wave[i + 1] * re
    }
  }
}
