/** Runs second-order sections over a signal: forward only with kept state, or to and fro. */
import type { Sections } from './butterworth.ts'

/** Runs one section (transposed direct form II) over data[from ..], in place, step +1 or -1. */
function runSection(
  sections: Sections,
  row: number,
  data: Float64Array,
  state: Float64Array,
  backward: boolean,
): void {
  const b0 = sections[row]
  const b1 = sections[row + 1]
  const b2 = sections[row + 2]
  const a1 = sections[row + 3]
  const a2 = sections[row + 4]
  let z0 = state[0]
  let z1 = state[1]
  const step = backward ? -1 : 1
  const size = data.length
  for (let n = 0, i = backward ? size - 1 : 0; n < size; n++, i += step) {
    const x = data[i]
    const y = b0 * x + z0
    z0 = b1 * x - a1 * y + z1
    z1 = b2 * x - a2 * y
    data[i] = y
  }
  state[0] = z0
  state[1] = z1
}

/**
 * Causal filter with memory: each call goes on where the last ended (scipy.signal.sosfilt from a zero
 * state). In place is allowed. A NaN spoils every later value until reset().
 */
export function createCausalFilter(sections: Sections): {
  filter(input: Float64Array, output: Float64Array): void
  reset(): void
} {
  const count = sections.length / 5
  const states = Array.from({ length: count }, () => new Float64Array(2))
  return {
    filter(input, output) {
      if (input !== output) output.set(input)
      for (let s = 0; s < count; s++) runSection(sections, 5 * s, output, states[s], false)
    },
    reset() {
      for (const state of states) state.fill(0)
    },
  }
}

/**
 * Zero-phase filter of signals of `size` samples: forward and backward, so the gain is |H|^2. The
 * signal is continued at both ends by its point reflection over min(pad, size - 2) samples, and each run
 * starts in the steady state of its first value (scipy.signal.sosfiltfilt). RangeError when size < 2.
 */
export function createZeroPhaseFilter(
  sections: Sections,
  size: number,
  pad = 150,
): (input: Float64Array, output: Float64Array) => void {
  if (size < 2) throw new RangeError('a zero-phase filter needs two samples or more')
  const count = sections.length / 5
  const edge = Math.max(0, Math.min(pad, size - 2))
  const longer = new Float64Array(size + 2 * edge)
  const steady = steadyStates(sections)
  const state = new Float64Array(2)

  function run(backward: boolean): void {
    const start = longer[backward ? longer.length - 1 : 0]
    for (let s = 0; s < count; s++) {
      state[0] = steady[2 * s] * start
      state[1] = steady[2 * s + 1] * start
      runSection(sections, 5 * s, longer, state, backward)
    }
  }
  return (input, output) => {
    const head = 2 * input[0]
    const tail = 2 * input[size - 1]
    for (let i = 0; i < edge; i++) {
      longer[i] = head - input[edge - i]
      longer[edge + size + i] = tail - input[size - 2 - i]
    }
    longer.set(input, edge)
    run(false)
    run(true)
    for (let i = 0; i < size; i++) output[i] = longer[edge + i]
  }
}

/** State of each section under a constant input of 1 to the whole cascade (scipy.signal.sosfilt_zi). */
function steadyStates(sections: Sections): Float64Array {
  const states = new Float64Array((2 * sections.length) / 5)
  let level = 1
  for (let s = 0, row = 0; row < sections.length; s += 2, row += 5) {
    const [b0, b1, b2, a1, a2] = sections.subarray(row, row + 5)
    const gain = (b0! + b1! + b2!) / (1 + a1! + a2!)
    states[s] = level * (gain - b0!)
    states[s + 1] = level * (b2! - a2! * gain)
    level *= gain
  }
  return states
}
