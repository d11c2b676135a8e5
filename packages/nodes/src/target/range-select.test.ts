import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, windows } from '../../../../test/support/signals.ts'
import { rangeMethods } from '../dsp/range-coefficients.ts'
import mcsm from './mcsm.ts'
import mcsmPlus from './mcsm-plus.ts'
import rangeSelect from './range-select.ts'

const size = 200
const bins = 40
const range = axis('range', bins, 0.05, 0, 'm')
const inputs = { profile: windows(size, { dtype: 'complex64' }, [range]) }

/** The signal of each bin: real part, imaginary part at sample n; other bins stand still at 1. */
function profiles(
  moving: Readonly<Record<number, (n: number) => readonly [number, number]>>,
): Float32Array {
  const data = new Float32Array(2 * bins * size)
  for (let bin = 0; bin < bins; bin++) {
    for (let n = 0; n < size; n++) {
      data.set(moving[bin]?.(n) ?? [1, 0], 2 * (bin * size + n))
    }
  }
  return data
}

const breath = (n: number) => 2 * Math.sin((2 * Math.PI * n) / 80)
const chest = (n: number) => [Math.cos(breath(n)), Math.sin(breath(n))] as const
/** A sign that turns at random, from chirp to chirp. */
const fan = (n: number) => [2 * Math.sign(Math.sin(n * n + 1)), 0] as const

const rangesOf = async (
  data: Float32Array,
  params: MockOptions['params'] = {},
  type = rangeSelect,
) => [
  ...(await runMock(type, { inputs, params, chunks: { profile: [data] } })).chunks.range[0].data,
]

describe('the bin that each method takes', () => {
  const scene = profiles({
    // strong and still
    8: () => [30, 0],
    // amplitude alone changes
    13: (n) => [10 + 4 * Math.cos(n / 9), 0],
    // phase alone changes, over many turns
    18: (n) => [Math.cos(n / 3), Math.sin(n / 3)],
    // amplitude follows phase
    23: (n) => {
      const phase = Math.sin(n / 10)
      return [(2 + 0.3 * phase) * Math.cos(phase), (2 + 0.3 * phase) * Math.sin(phase)]
    },
    28: (n) => fan(n),
  })
  test.each([
    ['mean-amplitude', 8],
    ['power', 8],
    ['moving-power', 13],
    ['amplitude-phase', 18],
    ['coherency', 23],
    ['curve-length', 28],
    ['amplitude-variance', 13],
    ['mti', 28],
    ['background', 28],
  ])('%s', async (method, bin) => {
    expect(await rangesOf(scene, { method, memory: 0.1 })).toEqual([expect.closeTo(bin * 0.05, 9)])
  })

  test('background takes what moves slowly when it remembers for long', async () => {
    expect(await rangesOf(scene, { method: 'background', memory: 20 })).toEqual([
      expect.closeTo(13 * 0.05, 9),
    ])
  })
})

test.each(rangeMethods.filter((method) => !['mean-amplitude', 'power'].includes(method)))(
  '%s has no answer where all stands still',
  async (method) => {
    const still = profiles({}).fill(0.1)
    expect(await rangesOf(still, { method })).toEqual([Number.NaN])
  },
)

test('two targets come nearest first, a bin without answer is passed over', async () => {
  const data = profiles({ 10: chest, 30: (n) => chest(n + 20) })
  data.fill(Number.NaN, 2 * size * 20, 2 * size * 21)
  expect(await rangesOf(data, { targets: 2 })).toEqual([
    expect.closeTo(0.5, 9),
    expect.closeTo(1.5, 9),
  ])
})

test.each([
  ['range-select', rangeSelect],
  ['mcsm-plus', mcsmPlus],
])('%s swaps in the place of mcsm: same ports, same bin', async (_, type) => {
  const names = (ports: object) => Object.keys(ports)
  expect(names(type.inputs)).toEqual(names(mcsm.inputs))
  expect(names(type.outputs)).toEqual(names(mcsm.outputs))
  const data = profiles({ 5: () => [20, 5], 20: chest })
  const of = (node: typeof mcsm) => runMock(node, { inputs, chunks: { profile: [data] } })
  const [wanted, found] = [await of(mcsm), await of(type)]
  expect(found.outputs.target).toEqual(wanted.outputs.target)
  expect(found.outputs.range).toEqual(wanted.outputs.range)
  expect(found.chunks.range[0].data).toEqual(Float64Array.of(1))
  expect(found.chunks.target[0].data).toEqual(wanted.chunks.target[0].data)
})

describe('mcsm-plus', () => {
  test('leaves out what is faster than the highest Doppler', async () => {
    const turning = (hertz: number, amplitude: number) => (n: number) => {
      const angle = (2 * Math.PI * hertz * n) / 20
      return [amplitude * Math.cos(angle), amplitude * Math.sin(angle)] as const
    }
    const data = profiles({ 10: turning(6, 5), 25: turning(2, 1) })
    expect(await rangesOf(data, {}, mcsmPlus)).toEqual([expect.closeTo(1.25, 9)])
    expect(await rangesOf(data, { highest: 8 }, mcsmPlus)).toEqual([expect.closeTo(0.5, 9)])
  })

  const problemsOf = async (params: MockOptions['params']) =>
    (await planMock(mcsmPlus, { inputs, params })).problems

  test('refuses limits that leave nothing', async () => {
    expect(await problemsOf({ lowest: 0.3, highest: 0.2 })).toEqual([
      expect.stringMatching(/^error highest: .*10.0 s: raise it/),
    ])
    expect(await problemsOf({ firstLag: 10 })).toEqual([
      expect.stringMatching(/^error firstLag: .*shorter than the window of 10.0 s/),
    ])
  })
})

describe('the literal reading of mcsm', () => {
  test('is another coefficient, at the same bins', async () => {
    const data = profiles({ 5: () => [20, 5], 20: chest })
    const of = async (reading: string) =>
      (await runMock(mcsm, { inputs, params: { reading }, chunks: { profile: [data] } })).chunks
    const [slow, literal] = [await of('slow-time'), await of('literal')]
    expect(literal.range).toEqual(slow.range)
    expect(literal.coefficient[0].data[17]).not.toBeCloseTo(slow.coefficient[0].data[17], 3)
  })
})
