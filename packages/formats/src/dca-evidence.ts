/** Which layout the samples of a raw file themselves speak for. */
import type { ByteSource } from '@chirpflow/graph'
import { int16s, readExactly } from './bytes.ts'
import { createSpectrum, decibel, longest, type Reading } from './chirp-spectrum.ts'
import { type Decoding, decodeFrame, slotCount } from './dca-layout.ts'

export interface Evidence {
  readonly twoLanes: Reading
  readonly fourLanes: Reading
  /** Slots of four lanes in which any sample was not zero. */
  readonly usedSlots: readonly number[]
  /** A difference of flatness below this can be chance, dB. */
  readonly chance: number
}

/** Places in the file at which samples are taken. */
const places = 16
/** Complex multiplications that one reading may cost. */
const budget = 2e7

/**
 * Reads a stretch of the file both ways, in blocks of four rows of samples, which begin a chirp in
 * either layout. Undefined where the file has no such block or every sample is zero.
 */
export async function gatherEvidence(
  source: ByteSource,
  samples: number,
  bits: Decoding['bits'],
): Promise<Evidence | undefined> {
  const blockBytes = 4 * slotCount * samples
  const blocks = Math.floor(source.size / blockBytes)
  if (blocks === 0) return undefined
  const spots = Math.min(places, blocks)
  const length = Math.min(samples, longest)
  const wanted = Math.max(1, Math.floor(budget / (length * length * slotCount * spots)))
  const run = Math.min(wanted, 64, Math.floor(blocks / spots))
  const parts: Int16Array[] = []
  for (let spot = 0; spot < spots; spot++) {
    const first = Math.floor((spot * blocks) / spots)
    parts.push(int16s(await readExactly(source, first * blockBytes, run * blockBytes)))
  }
  const usedSlots = slotsInUse(parts)
  if (usedSlots.length === 0) return undefined
  const trial = (layout: '2-lane' | '4-lane') => {
    const slots = [0, 1, 2, 3]
    const shape = { chirps: run, receivers: slotCount, samples, swapped: false, bits, slots }
    const spectrum = createSpectrum(samples)
    for (const words of parts) spectrum.add(decodeFrame(words, { layout, ...shape }))
    return spectrum.read()!
  }
  // Each spectral line is the mean of `rows` exponential variates, whose logarithm deviates by
  // 1 / sqrt(rows); about half of the windowed lines are independent, two readings are compared,
  // and five deviations are asked for.
  const rows = spots * run * slotCount
  const chance = 5 * decibel * Math.sqrt((2 * 2) / (rows * length))
  return { twoLanes: trial('2-lane'), fourLanes: trial('4-lane'), usedSlots, chance }
}

function slotsInUse(parts: readonly Int16Array[]): number[] {
  const used = [false, false, false, false]
  for (const words of parts) {
    for (let at = 0; at < words.length; at++) if (words[at] !== 0) used[at % slotCount] = true
  }
  return used.flatMap((is, slot) => (is ? [slot] : []))
}
