import { expect, test } from 'vitest'
import { compile, op } from './wasm.ts'

const { get, set, plus, load, store, add, subtract, multiply, divide, swap } = op

/** run(place): numbers 2 and 3 of the region become what `value` makes of numbers 0 and 1. */
function calculate(value: Parameters<typeof add>[0], numbers: readonly number[]): number[] {
  const { memory, at, run } = compile(['i32'], [], store(get(0), value, 16))(32)
  const region = new Float64Array(memory, at, 4)
  region.set(numbers)
  run(at)
  return Array.from(region.subarray(2))
}
const both = load(get(0))

test.each([
  ['adds', add(both, op.pair(1, -1)), [4, 6]],
  ['subtracts', subtract(both, op.pair(0.5, 1)), [2.5, 6]],
  ['multiplies', multiply(both, both), [9, 49]],
  ['divides', divide(op.pair(1, 1), both), [1 / 3, 1 / 7]],
  ['swaps', swap(both), [7, 3]],
])('%s two doubles', (_, code, expected) => {
  expect(calculate(code, [3, 7])).toEqual(expected)
})

test('repeats, counts and sums lanes, with numbers that take several bytes', () => {
  const [place, left, sum] = [0, 1, 2]
  const { memory, at, run } = compile(
    ['i32'],
    ['i32', 'v128'],
    [
      set(left, op.int(300)),
      op.repeat(left, [
        set(sum, add(get(sum), load(get(place), 4096))),
        set(place, plus(place, 16)),
        set(left, plus(left, -1)),
      ]),
      op.storeDouble(plus(place, -4800), op.sumLanes(get(sum))),
    ],
  )(4096 + 4800)
  const region = new Float64Array(memory, at, 512 + 600)
  for (let n = 0; n < 600; n++) region[512 + n] = n
  run(at)
  expect(region[0]).toBe((599 * 600) / 2)
})

test('regions keep apart, also where one is larger than a shared memory', () => {
  const create = compile(['i32'], [], store(get(0), op.pair(1, 2)))
  const regions = [24, 40, 5 << 20, 16, 3 << 20, 3 << 20].map((bytes) => {
    const { memory, at, run } = create(bytes)
    expect(at % 16).toBe(0)
    return { view: new Float64Array(memory, at, bytes / 8), run: () => run(at) }
  })
  for (const [i, { view }] of regions.entries()) view.fill(i)
  regions[1].run()
  expect(Array.from(regions[1].view)).toEqual([1, 2, 1, 1, 1])
  for (const [i, { view }] of regions.entries()) {
    if (i !== 1) expect(view.every((value) => value === i)).toBe(true)
  }
})
