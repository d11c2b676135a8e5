/** Seeded random numbers in named streams, so that one part of a scene never disturbs another. */

/**
 * One stream of random numbers. The same seed and labels give the same numbers; normal deviates of
 * the rare slow path use Math.exp and Math.log, whose last bits differ between engines.
 */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** Standard normal. */
  normal(): number
  /** Fills `out` with normal deviates of standard deviation `scale`. */
  fillNormal(out: Float32Array | Float64Array, scale: number): void
  /** A stream of its own for `label`; it depends on seed and labels, not on what was drawn here. */
  fork(label: string): Random
}

/** Opens the stream of a seed, a safe integer. Throws RangeError for anything else. */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed ${seed} is not an integer`)
  return openStream(String(seed))
}

function openStream(path: string): Random {
  const state = stateOf(path)
  const one = new Float64Array(1)
  const uniform = () => uniformOf(state)
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    normal() {
      fillNormal(state, one, 1)
      return one[0]
    },
    fillNormal: (out, scale) => fillNormal(state, out, scale),
    fork: (label) => openStream(`${path}/${label}`),
  }
}

/**
 * Next word, as a signed 32-bit integer, of xoshiro128** (Blackman and Vigna, Scrambled linear
 * pseudorandom number generators, ACM TOMS 47(4), 2021; public domain code at prng.di.unimi.it).
 */
export function nextWord(state: Int32Array): number {
  const s1 = state[1]
  const product = Math.imul(s1, 5)
  const result = Math.imul((product << 7) | (product >>> 25), 9)
  const s2 = state[2] ^ state[0]
  const s3 = state[3] ^ s1
  state[1] = s1 ^ s2
  state[0] = state[0] ^ s3
  state[2] = s2 ^ (s1 << 9)
  state[3] = (s3 << 11) | (s3 >>> 21)
  return result
}

/**
 * 128 bits from a text: four FNV-1a hashes from different bases (Fowler, Noll, Vo), each finished by
 * fmix32 of MurmurHash3 (Appleby) so that labels that differ in one letter start far apart.
 */
function stateOf(path: string): Int32Array {
  return Int32Array.from({ length: 4 }, (_, word) => {
    let hash = 0x811c9dc5 ^ Math.imul(word, 0x9e3779b9)
    for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    return hash ^ (hash >>> 16)
  })
}

function uniformOf(state: Int32Array): number {
  const high = nextWord(state) >>> 5
  const low = nextWord(state) >>> 6
  return (high * 2 ** 26 + low) / 2 ** 53
}

// Marsaglia and Tsang, The ziggurat method, J. Stat. Software 5(8), 2000: 128 layers, the start of
// the tail and the area of a layer are theirs. Layer and position come from different bits of a
// word, which mends the correlation that Leong et al., J. Stat. Software 12(7), 2005, found.
const layers = 128
const tail = 3.442619855899
const area = 9.91256303526217e-3
const positions = 2 ** 24
const { inside, width, height } = ziggurat()

function ziggurat() {
  const edge = new Float64Array(layers)
  const density = (x: number) => Math.exp((-x * x) / 2)
  edge[0] = area / density(tail)
  edge[layers - 1] = tail
  for (let i = layers - 2; i > 0; i--) {
    const outer = edge[i + 1]
    edge[i] = Math.sqrt(-2 * Math.log(area / outer + density(outer)))
  }
  return {
    /** Positions below this one lie under the curve for sure. */
    inside: Int32Array.from(edge, (x, i) => {
      const inner = i === 0 ? tail : i === 1 ? 0 : edge[i - 1]
      return Math.floor((inner / x) * positions)
    }),
    width: edge.map((x) => x / positions),
    height: edge.map((x, i) => (i === 0 ? 1 : density(x))),
  }
}

function fillNormal(state: Int32Array, out: Float32Array | Float64Array, scale: number): void {
  for (let i = 0; i < out.length; i++) {
    const word = nextWord(state)
    const layer = word & (layers - 1)
    const position = word >> 7
    out[i] =
      scale *
      (Math.abs(position) < inside[layer]
        ? position * width[layer]
        : slowNormal(state, layer, position))
  }
}

/** The 1.2 % of deviates that need more than one word: in the tail, or beside the curve. */
function slowNormal(state: Int32Array, layer: number, position: number): number {
  while (Math.abs(position) >= inside[layer]) {
    if (layer === 0) return position > 0 ? tailDeviate(state) : -tailDeviate(state)
    const x = position * width[layer]
    const y = height[layer] + uniformOf(state) * (height[layer - 1] - height[layer])
    if (y < Math.exp((-x * x) / 2)) return x
    const word = nextWord(state)
    layer = word & (layers - 1)
    position = word >> 7
  }
  return position * width[layer]
}

/** A normal deviate beyond `tail` (Marsaglia 1964). 1 - uniform is never 0. */
function tailDeviate(state: Int32Array): number {
  for (;;) {
    const x = -Math.log(1 - uniformOf(state)) / tail
    const y = -Math.log(1 - uniformOf(state))
    if (2 * y >= x * x) return tail + x
  }
}
