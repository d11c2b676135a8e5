/**
 * Resampling of what may be taken for independent: whole recordings, or blocks of moments where there
 * is one recording only. All figures see the same resamples, so that differences stay paired.
 */
import { expandedTail, plainTail } from './interval.ts'
import type { Random } from './random.ts'

/** Fewer blocks than this in a recording, and its intervals say nothing. */
const leastBlocks = 5

/** A moment is named by its place in the list of all moments of all recordings. */
export interface Resampling {
  /** Resamples; none where there is too little to draw from. */
  readonly repeats: number
  /** What an interval cuts off at either end. */
  readonly tail: number
  /** Moments of one owner are always drawn together: recordings, or single moments with blocks. */
  readonly owners: number
  ownerOf(moment: number): number
  /** Turns sums of moments, `width` numbers each, into sums of what is drawn. */
  gather(sums: Float64Array, width: number): Float64Array
  /** Calls `visit` with the sums of each resample, from what gather gave; the list is used again. */
  each(
    gathered: Float64Array,
    width: number,
    visit: (sums: Float64Array, repeat: number) => void,
  ): void
  /** Writes how often each owner is in a resample. */
  weigh(repeat: number, weight: Float64Array): void
}

/** Draws as many whole recordings as there are; `lengths` are their moments. */
export function resampleRecordings(
  lengths: readonly number[],
  wanted: number,
  random: Random,
): Resampling {
  const owners = lengths.length
  const repeats = owners > 1 ? wanted : 0
  const drawn = Uint32Array.from({ length: repeats * owners }, () => random.below(owners))
  const owner = lengths.flatMap((length, recording) => new Array<number>(length).fill(recording))
  return {
    repeats,
    tail: plainTail,
    owners,
    ownerOf: (moment) => owner[moment],
    gather(sums, width) {
      const gathered = new Float64Array(owners * width)
      for (const [moment, recording] of owner.entries()) {
        for (let k = 0; k < width; k++) gathered[recording * width + k] += sums[moment * width + k]
      }
      return gathered
    },
    each: (gathered, width, visit) => addDrawn(drawn, owners, gathered, width, visit),
    weigh(repeat, weight) {
      weight.fill(0)
      for (let at = repeat * owners; at < (repeat + 1) * owners; at++) weight[drawn[at]]++
    },
  }
}

/**
 * Draws blocks of `block` neighbouring moments, the first following the last (circular block
 * bootstrap, Politis and Romano 1992), as many as make up the length of the recording, rounded. No test
 * stands beside these intervals and blocks are few, so the intervals are expanded for their number.
 */
export function resampleBlocks(
  moments: number,
  block: number,
  wanted: number,
  random: Random,
): Resampling {
  const repeats = moments >= leastBlocks * block ? wanted : 0
  const draws = Math.round(moments / block)
  const drawn = Uint32Array.from({ length: repeats * draws }, () => random.below(moments))
  return {
    repeats,
    tail: expandedTail(moments / block),
    owners: moments,
    ownerOf: (moment) => moment,
    gather(sums, width) {
      const gathered = new Float64Array(repeats === 0 ? 0 : sums.length)
      for (let k = 0; k < width && repeats > 0; k++) {
        let sum = 0
        for (let moment = 0; moment < block; moment++) sum += sums[moment * width + k]
        for (let start = 0; start < moments; start++) {
          gathered[start * width + k] = sum
          const next = (start + block) % moments
          sum += sums[next * width + k] - sums[start * width + k]
        }
      }
      return gathered
    },
    each: (gathered, width, visit) => addDrawn(drawn, draws, gathered, width, visit),
    weigh(repeat, weight) {
      weight.fill(0)
      let running = 0
      for (let at = repeat * draws; at < (repeat + 1) * draws; at++) {
        const end = drawn[at] + block
        weight[drawn[at]]++
        weight[end % moments]--
        if (end >= moments) running++
      }
      for (let moment = 0; moment < moments; moment++) {
        running += weight[moment]
        weight[moment] = running
      }
    },
  }
}

function addDrawn(
  drawn: Uint32Array,
  draws: number,
  gathered: Float64Array,
  width: number,
  visit: (sums: Float64Array, repeat: number) => void,
): void {
  const sums = new Float64Array(width)
  for (let at = 0, repeat = 0; at < drawn.length; repeat++) {
    sums.fill(0)
    for (const end = at + draws; at < end; at++) {
      const from = drawn[at] * width
      for (let k = 0; k < width; k++) sums[k] += gathered[from + k]
    }
    visit(sums, repeat)
  }
}
