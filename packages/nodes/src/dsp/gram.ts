/** Inner products of the columns of a model, two samples at a time in WebAssembly. */
import { type Code, compile, op } from './wasm.ts'

const bytes = 8
/** Samples of a turn of the loop; columns are filled up with zeros to whole turns. */
const turn = 4

// parameters and locals of the loop, by number: two columns by two, where their products go, bytes left
const [a0, a1, b0, b1, out, left] = [0, 1, 2, 3, 4, 5]
const sums = [6, 7, 8, 9]
const [first, second, third, fourth] = [10, 11, 12, 13]
const { get, set, plus, load, add, multiply } = op

const loop: Code = [
  op.repeat(left, [
    ...[0, 2].map((sample) => [
      set(first, load(get(a0), sample * bytes)),
      set(second, load(get(a1), sample * bytes)),
      set(third, load(get(b0), sample * bytes)),
      set(fourth, load(get(b1), sample * bytes)),
      ...sums.map((sum, at) => {
        const [a, b] = [at < 2 ? first : second, at % 2 === 0 ? third : fourth]
        return set(sum, add(get(sum), multiply(get(a), get(b))))
      }),
    ]),
    ...[a0, a1, b0, b1].map((column) => set(column, plus(column, turn * bytes))),
    set(left, plus(left, -turn * bytes)),
  ]),
  ...sums.map((sum, at) => op.storeDouble(get(out), op.sumLanes(get(sum)), at * bytes)),
]

let instantiate: ReturnType<typeof compile> | undefined

/** Inner products of `columns` (n of them) with one another, to n rows of n numbers. */
export type Gram = (columns: readonly Float64Array[], products: Float64Array) => void

/** Plans the products of up to `most` columns of `size` samples. */
export function createGram(size: number, most: number): Gram {
  instantiate ??= compile(
    ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
    Array.from({ length: 8 }, () => 'v128'),
    loop,
  )
  const stride = turn * Math.ceil(size / turn)
  const row = stride * bytes
  // one more row, so that an odd column has a partner
  const places = most + 1
  const { memory, at, run } = instantiate(places * row + 4 * bytes)
  const rows = Array.from(
    { length: places },
    (_, k) => new Float64Array(memory, at + k * row, size),
  )
  const found = new Float64Array(memory, at + places * row, 4)
  return (columns, products) => {
    const n = columns.length
    for (let i = 0; i < n; i++) rows[i].set(columns[i])
    if (n % 2 === 1) rows[n].fill(0)
    for (let i = 0; i < n; i += 2) {
      for (let j = 0; j <= i; j += 2) {
        const [a, b] = [at + i * row, at + j * row]
        run(a, a + row, b, b + row, at + places * row, row)
        for (let k = 0; k < 4; k++) {
          const [p, q] = [i + (k >> 1), j + (k & 1)]
          if (p >= n || q >= n) continue
          products[p * n + q] = found[k]
          products[q * n + p] = found[k]
        }
      }
    }
  }
}
