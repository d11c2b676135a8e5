/** How a chest moves: breathing with harmonics and the heartbeat, streamed over unbounded time. */
import { type BreathingPattern, patternAt } from './breathing-pattern.ts'
import type { Random } from './random.ts'
import { createSmoothNoise } from './smooth-noise.ts'

export interface Breathing {
  /** Nominal rate, Hz. */
  readonly rate: number
  /** Peak displacement of the fundamental, m. */
  readonly amplitude: number
  /** Peak displacements of the 2nd, 3rd, 4th ... harmonic, m. */
  readonly harmonics: readonly number[]
  /** Standard deviation of the rate as a share of it; below .2, or rates near zero occur. */
  readonly jitter: number
  /** steady unless said. */
  readonly pattern?: BreathingPattern
}

export interface Heart {
  /** Nominal rate, Hz. */
  readonly rate: number
  /** Peak displacement of the fundamental, m. */
  readonly amplitude: number
  /** Second harmonic as a share of `amplitude`. */
  readonly second: number
  /** Standard deviation of the rate as a share of it; below .2, or rates near zero occur. */
  readonly jitter: number
}

export interface Chest {
  readonly breathing: Breathing
  readonly heart: Heart
}

/** Breathing harmonics that hide the heart in its own band (own choice, with the Table 4 scene). */
export const hardHarmonics: readonly number[] = [0.8e-3, 0.6e-3, 0.45e-3]

/** Breathing harmonics of 2 mm / h^2, about (own choice, with the range-bin scenes). */
export const easyHarmonics: readonly number[] = [0.5e-3, 0.22e-3, 0.125e-3]

/** Rates and amplitudes of Zhang et al., Sci. Rep. 16:2333 (2026), Table 3; harmonics see above. */
export const zhangChest: Chest = {
  breathing: { rate: 0.3, amplitude: 2e-3, harmonics: hardHarmonics, jitter: 0 },
  heart: { rate: 1.1, amplitude: 0.5e-3, second: 0, jitter: 0 },
}

/** Phases at time 0, rad. */
export interface ChestPhases {
  readonly breathing: number
  readonly harmonics: readonly number[]
  readonly heart: number
  readonly second: number
}

/**
 * r = A_b sin(p_r + p_0) + sum_h a_h sin(h p_r + p_h) + A_h sin(p_h + q_0) + s A_h sin(2 p_h + q_1),
 * in the unit of the amplitudes (Zhang et al. 2026, signal model; the last term, with the share s,
 * is an addition that second-harmonic methods need).
 *
 * @param offsets p_0, p_h, q_0, q_1.
 * @param breathing p_r, rad.
 * @param heart p_h, rad.
 * @param depth What A_b and a_h are multiplied by.
 */
export function chestDisplacement(
  chest: Chest,
  offsets: ChestPhases,
  breathing: number,
  heart: number,
  depth = 1,
): number {
  let sum = chest.breathing.amplitude * Math.sin(breathing + offsets.breathing)
  chest.breathing.harmonics.forEach((amplitude, i) => {
    sum += amplitude * Math.sin((i + 2) * breathing + offsets.harmonics[i])
  })
  const beat = Math.sin(heart + offsets.heart)
  const second = chest.heart.second * Math.sin(2 * heart + offsets.second)
  return depth * sum + chest.heart.amplitude * (beat + second)
}

/** Mean square of the displacement over long times, m^2: half the sum of the squared amplitudes. */
export function chestPower({ breathing, heart }: Chest): number {
  const parts = [
    breathing.amplitude,
    ...breathing.harmonics,
    heart.amplitude,
    heart.second * heart.amplitude,
  ]
  return parts.reduce((sum, amplitude) => sum + amplitude ** 2 / 2, 0)
}

/** A person at one sample: chest displacement in m (towards larger range), true rates in Hz. */
export interface PersonSample {
  readonly displacement: number
  readonly heartRate: number
  readonly breathingRate: number
}

export interface Person {
  next(): PersonSample
}

/** The rate wanders with noise smoothed over this long (own model), s. */
const jitterWidth = 10

/**
 * Streams a person sample by sample, from time 0. Phases at time 0 are drawn from U(0, 2 pi); a rate
 * is f(t) = f0 (1 + j g(t)), g of unit variance smoothed by a 10 s Hann kernel (times what the pattern
 * of breathing says), and a phase advances by 2 pi f / sampleRate of the sample it arrives at.
 *
 * @param options.sampleRate Hz.
 */
export function createPerson(
  options: Chest & { readonly sampleRate: number; readonly random: Random },
): Person {
  const { breathing, heart, sampleRate, random } = options
  const offsets = drawPhases(breathing.harmonics.length, random.fork('phases'))
  const { pattern = 'steady' } = breathing
  const breaths = createPhase(breathing, sampleRate, random.fork('breathing rate'))
  const beats = createPhase(heart, sampleRate, random.fork('heart rate'))
  let index = 0
  return {
    next() {
      const { rate, depth } = patternAt(pattern, index++ / sampleRate)
      const breath = breaths(rate)
      const beat = beats()
      return {
        displacement: chestDisplacement(options, offsets, breath.phase, beat.phase, depth),
        heartRate: beat.rate,
        breathingRate: breath.rate,
      }
    },
  }
}

/** Harmonics come last, so that one more of them leaves the other phases alone. */
function drawPhases(harmonics: number, random: Random): ChestPhases {
  const angle = () => random.between(0, 2 * Math.PI)
  const [breathing, heart, second] = [angle(), angle(), angle()]
  return { breathing, heart, second, harmonics: Array.from({ length: harmonics }, angle) }
}

function createPhase(
  { rate, jitter }: { readonly rate: number; readonly jitter: number },
  sampleRate: number,
  random: Random,
): (factor?: number) => { phase: number; rate: number } {
  const noise = createSmoothNoise(jitterWidth, random)
  let [index, cycles] = [0, 0]
  return (factor = 1) => {
    const now = factor * rate * (1 + jitter * noise(index / sampleRate))
    // Whole cycles are dropped: they change no harmonic, and the sum keeps its digits for ever.
    if (index++ > 0) cycles = (cycles + now / sampleRate) % 1
    return { phase: 2 * Math.PI * cycles, rate: now }
  }
}

/**
 * Standard deviation in m of white noise at a ratio of `snr` dB: sigma^2 = P / 10^(snr / 10), P the
 * chestPower. P is the mean square over long times; the sample variance of a short record differs
 * from it (by up to some 10 % over 12.8 s, where breaths are cut), so a ratio set from each record's
 * own variance is not quite this one.
 */
export function displacementNoise(chest: Chest, snr: number): number {
  return Math.sqrt(chestPower(chest) / 10 ** (snr / 10))
}

/** A person seen through white displacement noise: no radar, no other reflector. */
export function createNoisyPerson(
  options: Chest & {
    readonly sampleRate: number
    /** Total displacement power over noise power, dB; Infinity for none. */
    readonly snr: number
    readonly random: Random
  },
): { next(): PersonSample & { readonly measured: number } } {
  const person = createPerson(options)
  const deviation = displacementNoise(options, options.snr)
  const noise = options.random.fork('displacement noise')
  return {
    next() {
      const sample = person.next()
      return { ...sample, measured: sample.displacement + deviation * noise.normal() }
    },
  }
}
