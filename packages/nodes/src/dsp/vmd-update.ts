/** The inner loop of the mode decomposition, two lines at a time in WebAssembly. */
import { type Code, compile, op } from './wasm.ts'

/** The arrays are views of the memory that the loop works on. */
export interface VmdUpdate {
  readonly residual: Float64Array
  /** `count` rows of lines, one a mode. */
  readonly spectra: Float64Array
  /** Of the last call: sum of squared changes, sum of squares, sum of f times squares. */
  readonly sums: Float64Array
  /**
   * For mode k and every line f = j / (2 size): w = residual + u, u = w / (1 + scale (f - centre)^2),
   * residual = w - u.
   */
  update(mode: number, centre: number): void
}

const bytes = 8

// parameters and locals of the loop, by number
const [mode, residual, frequency, left, sums, centreValue, scaleValue] = [0, 1, 2, 3, 4, 5, 6]
const [centre, scale, one, change, power, moment, f, away, old, whole, now] = [
  7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17,
]
const { get, set, plus, load, store, add, subtract, multiply, divide } = op
const square = (local: number): Code => multiply(get(local), get(local))
const accumulate = (sum: number, value: Code): Code => set(sum, add(get(sum), value))

const loop: Code = [
  set(centre, op.splat(get(centreValue))),
  set(scale, op.splat(get(scaleValue))),
  set(one, op.pair(1, 1)),
  op.repeat(left, [
    set(f, load(get(frequency))),
    set(away, subtract(get(f), get(centre))),
    set(old, load(get(mode))),
    set(whole, add(load(get(residual)), get(old))),
    set(
      now,
      divide(get(whole), add(get(one), multiply(multiply(get(scale), get(away)), get(away)))),
    ),
    store(get(mode), get(now)),
    store(get(residual), subtract(get(whole), get(now))),
    set(old, subtract(get(now), get(old))),
    accumulate(change, square(old)),
    set(whole, square(now)),
    accumulate(power, get(whole)),
    accumulate(moment, multiply(get(f), get(whole))),
    ...[mode, residual, frequency].map((place) => set(place, plus(place, 2 * bytes))),
    set(left, plus(left, -2 * bytes)),
  ]),
  op.storeDouble(get(sums), op.sumLanes(get(change)), 0),
  op.storeDouble(get(sums), op.sumLanes(get(power)), bytes),
  op.storeDouble(get(sums), op.sumLanes(get(moment)), 2 * bytes),
]

let instantiate: ReturnType<typeof compile> | undefined

/** Plans the update of `count` modes of `size` lines, an even number. */
export function createVmdUpdate(size: number, count: number, scale: number): VmdUpdate {
  instantiate ??= compile(
    ['i32', 'i32', 'i32', 'i32', 'i32', 'f64', 'f64'],
    Array.from({ length: 11 }, () => 'v128'),
    loop,
  )
  const row = size * bytes
  const { memory, at, run } = instantiate((2 + count) * row + 3 * bytes)
  const [residualAt, spectraAt, sumsAt] = [at + row, at + 2 * row, at + (2 + count) * row]
  new Float64Array(memory, at, size).forEach((_, j, lines) => {
    lines[j] = j / (2 * size)
  })
  return {
    residual: new Float64Array(memory, residualAt, size),
    spectra: new Float64Array(memory, spectraAt, count * size),
    sums: new Float64Array(memory, sumsAt, 3),
    update: (k, centre) => run(spectraAt + k * row, residualAt, at, row, sumsAt, centre, scale),
  }
}
