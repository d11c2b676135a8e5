/** Whether the echoes of frames lie where targets' beat frequencies do, or at their mirror images. */
import type { Geometry } from '@chirpflow/graph'
import { createSpectrum, type Reading } from './chirp-spectrum.ts'

/** What frames say of the order of I and Q. */
export interface BeatVerdict {
  /** I and Q are taken for one another. */
  readonly mirrored: boolean
  /** "84 % of the energy lies at beat frequencies of targets, not of their mirror images". */
  readonly words: string
}

/** Flatness of a chirp that holds targets is below this, dB. */
export const structured = -1

/** Share of the energy on the right side below which I and Q are taken for one another. */
const fewest = 0.3

/** A target's beat frequency has the sign of the slope; what is read has to have it on that side. */
export function weighBeats(
  { positive }: Pick<Reading, 'positive'>,
  { chirpSlope }: Pick<Geometry, 'chirpSlope'>,
): BeatVerdict {
  const along = chirpSlope < 0 ? 1 - positive : positive
  const mirrored = along <= fewest
  const share = `${mirrored ? 'only ' : ''}${Math.round(100 * along)} %`
  const words = `${share} of the energy lies at beat frequencies of targets, not of their mirror images`
  return { mirrored, words }
}

/** Rows of samples that are looked at: the sum takes some 10 ms. */
const most = 64

/**
 * Of whole frames (chirp, rx, sample), complex, as they were read. Undefined where they hold no
 * target, for noise has its energy on both sides.
 */
export function judgeBeats(
  frames: readonly Float32Array[],
  geometry: Pick<Geometry, 'samples' | 'chirpSlope'>,
): BeatVerdict | undefined {
  const row = 2 * geometry.samples
  const spectrum = createSpectrum(geometry.samples)
  const each = Math.max(1, Math.floor(most / frames.length))
  for (const frame of frames) spectrum.add(frame.subarray(0, each * row))
  const reading = spectrum.read()
  return reading && reading.flatness <= structured ? weighBeats(reading, geometry) : undefined
}
