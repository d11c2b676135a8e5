/** Which layout the samples of a raw file themselves speak for. */
import type { ByteSource } from '@chirpflow/graph'
import { int16s, readExactly } from './bytes.ts'
import { type Decoding, decodeFrame, slotCount } from './dca-layout.ts'

/** A layout read on trial. */
export interface Reading {
  /**
   * Spectral flatness (geometric over arithmetic mean of the mean power spectrum of a chirp), dB. A
   * wrong layout scatters each target's line over several, which can only raise it: noise is 0 dB.
   */
  readonly flatness: number
  /** Share of the energy away from zero that lies at positive beat frequencies. */
  readonly positive: number
}

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
/** Samples of a chirp that are looked at. */
const longest = 256

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
    return look(
      parts.map((words) => decodeFrame(words, { layout, ...shape })),
      samples,
      length,
    )
  }
  // Each spectral line is the mean of `rows` exponential variates, whose logarithm deviates by
  // 1 / sqrt(rows); about half of the windowed lines are independent, two readings are compared,
  // and five deviations are asked for.
  const rows = spots * run * slotCount
  const chance = 5 * decibel * Math.sqrt((2 * 2) / (rows * length))
  return { twoLanes: trial('2-lane'), fourLanes: trial('4-lane'), usedSlots, chance }
}

const decibel = 10 / Math.LN10

function slotsInUse(parts: readonly Int16Array[]): number[] {
  const used = [false, false, false, false]
  for (const words of parts) {
    for (let at = 0; at < words.length; at++) if (words[at] !== 0) used[at % slotCount] = true
  }
  return used.flatMap((is, slot) => (is ? [slot] : []))
}

/** Mean power spectrum of all rows (mean removed, Hann window), and what it says. */
function look(frames: readonly Float32Array[], samples: number, length: number): Reading {
  const window = Array.from({ length }, (_, n) => Math.sin((Math.PI * (n + 0.5)) / length) ** 2)
  const angles = Float64Array.from({ length }, (_, n) => (2 * Math.PI * n) / length)
  const circle = { cos: angles.map(Math.cos), sin: angles.map(Math.sin) }
  const power = new Float64Array(length)
  let rows = 0
  for (const frame of frames) {
    for (let at = 0; at < frame.length; at += 2 * samples) {
      addPower(frame.subarray(at, at + 2 * length), window, power, circle)
      rows++
    }
  }
  // Rounding to whole counts leaves 1/12 in I and in Q: no line lies below that.
  const floor = window.reduce((sum, w) => sum + w * w, 0) / 6
  let logs = 0
  let total = 0
  let positive = 0
  let negative = 0
  for (let k = 0; k < length; k++) {
    const line = power[k] / rows + floor
    logs += Math.log(line)
    total += line
    // The window spreads what is left of the mean over the lines beside zero.
    if (k >= 2 && 2 * k < length) positive += line
    if (2 * k > length && k <= length - 2) negative += line
  }
  const flatness = decibel * (logs / length - Math.log(total / length))
  return { flatness, positive: positive + negative > 0 ? positive / (positive + negative) : 0.5 }
}

interface Circle {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/** Adds |DFT|^2 of one row: X(k) = sum of w(n) (x(n) - mean) exp(-j 2 pi k n / N). */
function addPower(
  row: Float32Array,
  window: readonly number[],
  power: Float64Array,
  circle: Circle,
): void {
  const { cos, sin } = circle
  const length = power.length
  let meanRe = 0
  let meanIm = 0
  for (let n = 0; n < length; n++) {
    meanRe += row[2 * n] / length
    meanIm += row[2 * n + 1] / length
  }
  const re = window.map((w, n) => w * (row[2 * n] - meanRe))
  const im = window.map((w, n) => w * (row[2 * n + 1] - meanIm))
  for (let k = 0; k < length; k++) {
    let sumRe = 0
    let sumIm = 0
    for (let n = 0, turn = 0; n < length; n++) {
      sumRe += re[n] * cos[turn] + im[n] * sin[turn]
      sumIm += im[n] * cos[turn] - re[n] * sin[turn]
      turn += k
      if (turn >= length) turn -= length
    }
    power[k] += sumRe * sumRe + sumIm * sumIm
  }
}
