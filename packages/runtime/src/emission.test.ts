import { describe, expect, test } from 'vitest'
import { plainAxis, signalOf } from '../../../test/support/nodes.ts'
import { createChunkMaker } from './emission.ts'

const at = { index: 3, time: 0.3, coverage: 0.5 }
const maker = (given: Parameters<typeof signalOf>[0] = {}) =>
  createChunkMaker('n.out', signalOf(given))
const one = Float64Array.of(1)

describe('a chunk', () => {
  test('of bare data stands where the inputs do', () => {
    expect(maker()(one, at)).toEqual({ data: one, ...at })
  })

  test('of data with a place takes its time from the clock, its coverage from the inputs', () => {
    expect(maker({ start: 2 })({ data: one, index: 5 }, at)).toEqual({
      data: one,
      index: 5,
      time: 2.5,
      coverage: 0.5,
    })
    expect(maker()({ data: one, index: 5, coverage: 1 }, at).coverage).toBe(1)
    expect(maker()({ data: one, index: 5 }, undefined).coverage).toBe(1)
  })

  test('without a fixed rate takes the time that is said, or that of the inputs', () => {
    expect(maker({ rate: 0 })({ data: one, index: 0, time: 7 }, at).time).toBe(7)
    expect(maker({ rate: 0 })({ data: one, index: 0 }, at).time).toBe(0.3)
  })

  test('may say the time that its index says, but for rounding', () => {
    const unix = 1_700_000_000
    const make = maker({ rate: 2000, start: unix })
    expect(() =>
      make({ data: one, index: 1, time: unix + 1 / 2000 + 2e-7 }, undefined),
    ).not.toThrow()
  })
})

describe('what breaks the signal throws, naming the wire', () => {
  test.each<[string, () => unknown]>([
    [
      'n.out: bare data need an input on the same clock; emit an index',
      () => maker()(one, undefined),
    ],
    ['n.out: emitted data are not float64', () => maker()(new Float32Array(1), at)],
    ['n.out: emitted data are not int16', () => maker({ dtype: 'int16' })(one, at)],
    ['n.out: emitted 2 numbers instead of 1', () => maker()(new Float64Array(2), at)],
    [
      'n.out: emitted 3 numbers instead of 6',
      () => maker({ dtype: 'complex64', axes: [plainAxis('time', 3)] })(new Float32Array(3), at),
    ],
    ['n.out: emitted index 0.5 after -Infinity', () => maker()({ data: one, index: 0.5 }, at)],
    [
      'n.out: emitted index NaN after -Infinity',
      () => maker()({ data: one, index: Number.NaN }, at),
    ],
    ['n.out: emitted a coverage of 1.5', () => maker()({ data: one, index: 0, coverage: 1.5 }, at)],
    [
      'n.out: emitted a coverage of NaN',
      () => maker()({ data: one, index: 0, coverage: Number.NaN }, at),
    ],
    [
      'n.out: emitted index 3 at 0.4 s, which is at 0.3 s',
      () => maker()({ data: one, index: 3, time: 0.4 }, at),
    ],
    [
      'n.out: emitted index 3 at NaN s, which is at 0.3 s',
      () => maker()({ data: one, index: 3, time: Number.NaN }, at),
    ],
    [
      'n.out: emitted without a time on a wire at no fixed rate',
      () => maker({ rate: 0 })({ data: one, index: 0 }, undefined),
    ],
    [
      'n.out: emitted without a time on a wire at no fixed rate',
      () => maker({ rate: 0 })({ data: one, index: 0, time: Infinity }, at),
    ],
  ])('%s', (message, act) => {
    expect(act).toThrow(message)
  })

  test('also an index that does not rise', () => {
    const make = maker()
    make({ data: one, index: 4 }, undefined)
    expect(() => make({ data: one, index: 4 }, undefined)).toThrow('n.out: emitted index 4 after 4')
    expect(() => make({ data: one, index: 2 }, undefined)).toThrow('n.out: emitted index 2 after 4')
    expect(make({ data: one, index: 9 }, undefined).index).toBe(9)
  })
})
