/** Lays samples out as the words of a raw DCA1000 frame: what a card would have sent of them. */
import { type Decoding, isComplex, slotCount, wordsPerFrame } from './dca-layout.ts'

/**
 * The words that `decodeFrame` reads as this frame, (chirp, rx, sample), complex: interleaved re, im.
 * Values are rounded and held within what the bits carry; 12 and 14 bits go without their sign bits.
 */
export function encodeFrame(frame: ArrayLike<number>, decoding: Decoding): Int16Array {
  const { layout, chirps, receivers, samples, swapped, bits, slots } = decoding
  const words = new Int16Array(wordsPerFrame(decoding))
  const complex = isComplex(layout)
  const parts = complex ? 2 : 1
  const most = 2 ** (bits - 1) - 1
  const mask = bits < 16 ? 2 ** bits - 1 : -1
  let at = 0
  for (let chirp = 0; chirp < chirps; chirp++) {
    for (let rx = 0; rx < receivers; rx++) {
      for (let sample = 0; sample < samples; sample++) {
        for (let part = 0; part < parts; part++) {
          const value = Math.max(-most - 1, Math.min(most, Math.round(frame[at++])))
          words[placeOf(chirp, rx, sample, swapped && complex ? 1 - part : part)] = value & mask
        }
      }
    }
  }
  return words

  function placeOf(chirp: number, rx: number, sample: number, part: number): number {
    const place = (chirp * receivers + rx) * samples + sample
    if (layout === 'real') return place
    // Samples stand in pairs: I I Q Q.
    if (layout === '2-lane') return 2 * place - (place % 2) + 2 * part
    return ((chirp * samples + sample) * parts + part) * slotCount + slots[rx]
  }
}
