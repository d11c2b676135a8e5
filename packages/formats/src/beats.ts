/** Whether the echoes of frames lie where targets' beat frequencies do, or at their mirror images. */
import type { Geometry } from '@chirpflow/graph'
import { createSpectrum, type Reading } from './chirp-spectrum.ts'
import { type Decoding, decodeFrame, isComplex } from './dca-layout.ts'

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

/**
 * Of whole frames as the card sent them, read as `decoding` says: the first chirp of each is looked
 * at. Undefined for real samples, and where they hold no target, for noise has its energy on both sides.
 */
export function judgeBeats(
  frames: readonly Int16Array[],
  decoding: Decoding,
  geometry: Pick<Geometry, 'chirpSlope'>,
): BeatVerdict | undefined {
  if (!isComplex(decoding.layout)) return undefined
  const spectrum = createSpectrum(decoding.samples)
  for (const words of frames) spectrum.add(decodeFrame(words, { ...decoding, chirps: 1 }))
  const reading = spectrum.read()
  return reading && reading.flatness <= structured ? weighBeats(reading, geometry) : undefined
}
