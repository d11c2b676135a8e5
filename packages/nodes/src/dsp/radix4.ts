/** Fourier transforms of powers of two in double precision, a complex number at a time in WebAssembly. */
import { keepPlans } from './keep-plans.ts'
import { type Code, compile, op, type Region } from './wasm.ts'

/** Arrays are interleaved (re, im) and hold at least 2 size numbers. */
export interface Radix4 {
  transform(output: Float64Array, input: Float64Array): void
  /** Scaled by 1 / size. */
  inverseTransform(output: Float64Array, input: Float64Array): void
  /** Real input of `size` numbers. */
  realTransform(output: Float64Array, input: Float64Array): void
}

export function isPowerOfTwo(size: number): boolean {
  return size > 1 && 2 ** Math.round(Math.log2(size)) === size
}

/** A pass of radix 4 over all data: `count` twiddles, each for `stride` neighbours. */
interface Pass {
  readonly count: number
  readonly stride: number
}

/** Bytes of a complex number, and of the three twiddles of a butterfly. */
const complex = 16
const twiddles = 6 * complex

/**
 * Plans a power of two >= 2; RangeError for any other size. Stockham's self-sorting form of decimation
 * in frequency (Van Loan, Computational Frameworks for the FFT, 1992, section 1.7): with x of length
 * 4 count in runs of stride, and w = exp(-2 pi i p / (4 count)),
 *
 *   y[4p + r] = w^{rp} sum_m (-i)^{rm} x[p + m count],   r, m = 0 .. 3
 *
 * and one pass of radix 2 at the end where the size is no power of four. Plans of usual sizes are made
 * once and shared.
 */
export function createRadix4(size: number): Radix4 {
  if (!isPowerOfTwo(size)) throw new RangeError(`${size} points are no power of two`)
  return size <= largestKept ? planKept(size) : planRadix4(size)
}

/** Of plans that are kept: all of them together take 10 MB. */
const largestKept = 65536
const planKept = keepPlans(16, planRadix4)

function planRadix4(size: number): Radix4 {
  const passes = passesOf(size)
  const { memory, at, run } = regionFor(size, passes)
  const [data, result] = [0, 1].map(
    (i) => new Float64Array(memory, at + placeOf(size, i), 2 * size),
  )
  writeTwiddles(new Float64Array(memory, at + placeOf(size, 3)), passes)
  return {
    transform(output, input) {
      data!.set(input.length === 2 * size ? input : input.subarray(0, 2 * size))
      run(at)
      output.set(result!)
    },
    // with real and imaginary parts exchanged at both ends the forward transform is the inverse one
    inverseTransform(output, input) {
      for (let i = 0; i < 2 * size; i += 2) {
        data![i] = input[i + 1]
        data![i + 1] = input[i]
      }
      run(at)
      for (let i = 0; i < 2 * size; i += 2) {
        output[i] = result![i + 1] / size
        output[i + 1] = result![i] / size
      }
    },
    realTransform(output, input) {
      for (let n = 0, i = 0; n < size; n++, i += 2) {
        data![i] = input[n]
        data![i + 1] = 0
      }
      run(at)
      output.set(result!)
    },
  }
}

function passesOf(size: number): Pass[] {
  const passes: Pass[] = []
  for (let length = size, stride = 1; length >= 4; length /= 4, stride *= 4) {
    passes.push({ count: length / 4, stride })
  }
  return passes
}

/** Input, output and a buffer, then the twiddles; bytes from the start of the region. */
const placeOf = (size: number, buffer: number) => buffer * size * complex

/** Each factor as (re, re) and (-im, im), so that a product takes two multiplications and a swap. */
function writeTwiddles(table: Float64Array, passes: readonly Pass[]): void {
  let i = 0
  for (const { count } of passes) {
    for (let p = 0; p < count; p++) {
      for (let r = 1; r < 4; r++) {
        const angle = (-2 * Math.PI * r * p) / (4 * count)
        table.set([Math.cos(angle), Math.cos(angle), -Math.sin(angle), Math.sin(angle)], i)
        i += 4
      }
    }
  }
}

const regions = new Map<number, (bytes: number) => Region>()

/** The code of a size is made once. */
function regionFor(size: number, passes: readonly Pass[]): Region {
  let create = regions.get(size)
  if (!create) {
    const locals = [...Array(5).fill('i32'), ...Array(13).fill('v128')]
    create = compile(['i32'], locals, codeOf(size, passes))
    regions.set(size, create)
  }
  const all = passes.reduce((sum, { count }) => sum + count, 0)
  return create(placeOf(size, 3) + all * twiddles)
}

// parameter and locals of the function, by number
const [start, x, y, w, outer, inner] = [0, 1, 2, 3, 4, 5]
const [a, b, c, d] = [6, 7, 8, 9]
const factors = [10, 11, 12, 13, 14, 15]
const [turned, sum] = [16, 17]
const { get, set, plus, load, store, add, subtract, multiply, swap } = op
const move = (pointer: number, bytes: number): Code => set(pointer, plus(pointer, bytes))

/** Data go to and fro between the buffer and the output, and arrive in the output. */
function codeOf(size: number, passes: readonly Pass[]): Code {
  const isOdd = 4 ** passes.length !== size
  const total = passes.length + (isOdd ? 1 : 0)
  const from = (pass: number) => (pass === 0 ? 0 : to(pass - 1))
  const to = (pass: number) => placeOf(size, (total - 1 - pass) % 2 === 0 ? 1 : 2)
  let table = placeOf(size, 3)
  const code = passes.map((pass, i) => {
    const made = passCode(size, pass, from(i), to(i), table)
    table += pass.count * twiddles
    return made
  })
  return isOdd ? [code, lastCode(size, from(total - 1), to(total - 1))] : code
}

function passCode(
  size: number,
  { count, stride }: Pass,
  from: number,
  to: number,
  table: number,
): Code {
  const quarter = (size / 4) * complex
  const step = stride * complex
  /** The last pass has twiddles of 1 only. */
  const turn = (value: Code, r: number): Code =>
    count === 1
      ? value
      : [
          set(turned, value),
          add(
            multiply(get(turned), get(factors[2 * r - 2])),
            multiply(swap(get(turned)), get(factors[2 * r - 1])),
          ),
        ]
  const butterfly: Code = [
    ...[a, b, c, d].map((local, m) => set(local, load(get(x), m * quarter))),
    set(sum, add(get(a), get(c))),
    set(a, subtract(get(a), get(c))),
    set(c, add(get(b), get(d))),
    // -i (b - d)
    set(b, multiply(swap(subtract(get(b), get(d))), op.pair(1, -1))),
    store(get(y), add(get(sum), get(c))),
    store(get(y), turn(add(get(a), get(b)), 1), step),
    store(get(y), turn(subtract(get(sum), get(c)), 2), 2 * step),
    store(get(y), turn(subtract(get(a), get(b)), 3), 3 * step),
    move(x, complex),
    move(y, complex),
  ]
  return [
    set(x, plus(start, from)),
    set(y, plus(start, to)),
    set(w, plus(start, table)),
    set(outer, op.int(count)),
    op.repeat(outer, [
      ...factors.map((local, i) => set(local, load(get(w), i * complex))),
      set(inner, op.int(stride)),
      op.repeat(inner, [butterfly, move(inner, -1)]),
      move(y, 3 * step),
      move(w, twiddles),
      move(outer, -1),
    ]),
  ]
}

function lastCode(size: number, from: number, to: number): Code {
  const half = (size / 2) * complex
  return [
    set(x, plus(start, from)),
    set(y, plus(start, to)),
    set(inner, op.int(size / 2)),
    op.repeat(inner, [
      set(a, load(get(x))),
      set(b, load(get(x), half)),
      store(get(y), add(get(a), get(b))),
      store(get(y), subtract(get(a), get(b)), half),
      move(x, complex),
      move(y, complex),
      move(inner, -1),
    ]),
  ]
}
