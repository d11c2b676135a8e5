/** How the words of a raw DCA1000 file become one frame of samples (SWRA581B, chapters 4 to 6). */

/**
 * 2-lane: complex, two LVDS lanes (xWR16xx, 18xx, 68xx): words I0 I1 Q0 Q1, chirp, receiver, sample.
 * 4-lane: complex, four lanes (xWR12xx, 14xx): eight words a sample, I of four slots, then Q; a slot
 *   whose receiver is off is sent too.
 * real: one word a sample, chirp, receiver, sample.
 * real-4-lane: four words a sample, one a slot.
 */
export type WordLayout = '2-lane' | '4-lane' | 'real' | 'real-4-lane'

/** Everything needed to read a frame. */
export interface Decoding {
  readonly layout: WordLayout
  readonly chirps: number
  readonly receivers: number
  readonly samples: number
  /** Q stands before I. */
  readonly swapped: boolean
  /** 12- and 14-bit samples come without their sign bits. */
  readonly bits: 12 | 14 | 16
  /** Slots of a four-lane file that hold the receivers. */
  readonly slots: readonly number[]
}

/** LVDS lanes of the four-lane devices, one slot each whether its receiver is on or not. */
export const slotCount = 4

/** 16-bit words of one frame in the file. */
export function wordsPerFrame(decoding: Decoding): number {
  const { layout, chirps, receivers, samples } = decoding
  const words: Record<WordLayout, number> = {
    '2-lane': 2 * receivers,
    '4-lane': 2 * slotCount,
    real: receivers,
    'real-4-lane': slotCount,
  }
  return chirps * samples * words[layout]
}

/** One frame, (chirp, rx, sample), in ADC counts; complex: interleaved re, im. */
export function decodeFrame(words: Int16Array, decoding: Decoding): Float32Array {
  const { layout, swapped, bits } = decoding
  const complex = isComplex(layout)
  const size = decoding.chirps * decoding.receivers * decoding.samples
  const frame = new Float32Array(complex ? 2 * size : size)
  if (layout === 'real') frame.set(words.subarray(0, size))
  else if (layout === '2-lane') fromTwoLanes(words, frame)
  else fromSlots(words, frame, decoding, complex)
  if (bits < 16) extendSign(frame, bits)
  if (swapped && complex) swapPairs(frame)
  return frame
}

export function isComplex(layout: WordLayout): boolean {
  return layout === '2-lane' || layout === '4-lane'
}

/** Samples n and n + 1 (n even) stand in four words: I(n) I(n+1) Q(n) Q(n+1). */
function fromTwoLanes(words: Int16Array, frame: Float32Array): void {
  for (let at = 0; at < frame.length; at += 4) {
    frame[at] = words[at]
    frame[at + 1] = words[at + 2]
    frame[at + 2] = words[at + 1]
    frame[at + 3] = words[at + 3]
  }
}

/** All slots' I, then (where complex) all slots' Q, sample by sample. */
function fromSlots(
  words: Int16Array,
  frame: Float32Array,
  decoding: Decoding,
  complex: boolean,
): void {
  const { chirps, samples, receivers, slots } = decoding
  const step = complex ? 2 * slotCount : slotCount
  const row = complex ? 2 * samples : samples
  for (let chirp = 0, to = 0; chirp < chirps; chirp++) {
    for (let rx = 0; rx < receivers; rx++, to += row) {
      const from = chirp * samples * step + slots[rx]
      if (complex) copyPairs(words, from, frame, to, to + row)
      else copyReal(words, from, frame, to, to + row)
    }
  }
}

function copyPairs(
  words: Int16Array,
  from: number,
  frame: Float32Array,
  to: number,
  end: number,
): void {
  for (; to < end; to += 2, from += 2 * slotCount) {
    frame[to] = words[from]
    frame[to + 1] = words[from + slotCount]
  }
}

function copyReal(
  words: Int16Array,
  from: number,
  frame: Float32Array,
  to: number,
  end: number,
): void {
  for (; to < end; to++, from += slotCount) frame[to] = words[from]
}

function extendSign(frame: Float32Array, bits: number): void {
  const shift = 32 - bits
  for (let at = 0; at < frame.length; at++) frame[at] = (frame[at] << shift) >> shift
}

function swapPairs(frame: Float32Array): void {
  for (let at = 0; at < frame.length; at += 2) {
    const first = frame[at]
    frame[at] = frame[at + 1]
    frame[at + 1] = first
  }
}
