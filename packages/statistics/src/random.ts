/** Seeded random words for resampling: the same seed gives the same intervals everywhere. */

export interface Random {
  /** 32 uniform bits, as an integer from 0 on. */
  word(): number
  /** A whole number from 0 to count - 1. */
  below(count: number): number
}

/**
 * xoshiro128** (Blackman and Vigna, ACM TOMS 47(4), 2021), its state filled by splitmix32 (the finisher
 * of MurmurHash3 over a Weyl sequence). Integers only, so every engine draws the same.
 * Throws RangeError unless the seed is a whole number from 0 to 2^32 - 1.
 */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`the seed ${seed} is not a whole number from 0 to ${0xffffffff}`)
  }
  const state = new Int32Array(4)
  for (let i = 0; i < 4; i++) state[i] = finish(seed + (i + 1) * 0x9e3779b9)
  return openRandom(state)
}

/** The generator on a state of its own: four words, not all zero. */
export function openRandom(state: Int32Array): Random {
  function word(): number {
    const second = state[1]
    const product = Math.imul(second, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const mixed = state[2] ^ state[0]
    const last = state[3] ^ second
    state[1] = second ^ mixed
    state[0] ^= last
    state[2] = mixed ^ (second << 9)
    state[3] = (last << 11) | (last >>> 21)
    return result >>> 0
  }
  // the multiple of 2^-32 favours no number by more than count / 2^32
  return { word, below: (count) => Math.floor((word() / 0x100000000) * count) }
}

function finish(value: number): number {
  let word = value | 0
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
}
