/** Writes frames as a DCA1000 leaves them in its raw files (SWRA581B, sections 5 and 6). */

/** A frame, complex (chirp, rx, sample), to words `I0 I1 Q0 Q1`: chirp, receiver, sample. */
export function toTwoLanes(frame: ArrayLike<number>, scale: number): Int16Array {
  const words = new Int16Array(frame.length)
  for (let at = 0; at < frame.length; at += 4) {
    words[at] = Math.round(scale * frame[at])
    words[at + 1] = Math.round(scale * frame[at + 2])
    words[at + 2] = Math.round(scale * frame[at + 1])
    words[at + 3] = Math.round(scale * frame[at + 3])
  }
  return words
}

/** The same samples of 4 receivers, as four interleaved lanes send them: I of all, then Q of all. */
export function repackTwoToFourLanes(
  words: Int16Array,
  shape: { readonly chirps: number; readonly samples: number },
): Int16Array {
  const out = new Int16Array(words.length)
  const chirpWords = 8 * shape.samples
  for (let chirp = 0; chirp * chirpWords < words.length; chirp++) {
    for (let rx = 0; rx < 4; rx++) {
      for (let sample = 0; sample < shape.samples; sample++) {
        const pair = sample - (sample % 2)
        const from = chirp * chirpWords + 2 * (rx * shape.samples + pair) + (sample % 2)
        const to = chirp * chirpWords + 8 * sample + rx
        out[to] = words[from]
        out[to + 4] = words[from + 2]
      }
    }
  }
  return out
}
