/** What all nodes that take breathing harmonics out have in common, so that they can be swapped. */
import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, sampled, sumOf, timeAxis, tone, windows } from '../../../../test/support/signals.ts'
import harmonicReconstruction from './harmonic-reconstruction.ts'
import lmsNotch from './lms-notch.ts'
import notchComb from './notch-comb.ts'
import rlsrhs from './rlsrhs.ts'

const size = 1024
// 16 whole breaths in 51.2 s, each 64 samples; 1.1 Hz lies between harmonics 3 and 4
const breath = 0.3125
const chest = sumOf(
  tone(size, breath, 2e-3),
  tone(size, 2 * breath, 0.8e-3, 0.5),
  tone(size, 3 * breath, 0.6e-3, 1),
  tone(size, 4 * breath, 0.45e-3, 1.5),
  tone(size, 1.1, 0.5e-3, 1),
)

/** Amplitude of a tone in the last quarter of a window, which holds whole breaths. */
function amplitudeAt(data: ArrayLike<number>, frequency: number): number {
  const count = Math.round(Math.round((256 * frequency) / 20) * (20 / frequency))
  let [re, im] = [0, 0]
  for (let n = size - count; n < size; n++) {
    const angle = (2 * Math.PI * frequency * n) / 20
    re += (2 / count) * data[n] * Math.cos(angle)
    im += (2 / count) * data[n] * Math.sin(angle)
  }
  return Math.hypot(re, im)
}

const run = (type: typeof rlsrhs, data: Float64Array, params: MockOptions['params'] = {}) =>
  runMock(type, {
    inputs: { displacement: windows(data.length, { unit: 'm' }) },
    params,
    chunks: { displacement: [data] },
  })

// the last is how much of a harmonic may be left: what does not adapt takes the error of the estimated
// rate, some 4e-4 Hz, for 50 s
const suppressors = [
  ['rlsrhs', rlsrhs, {}, 0.1],
  ['lms-notch', lmsNotch, {}, 0.1],
  ['harmonic-reconstruction', harmonicReconstruction, {}, 0.5],
  ['notch-comb', notchComb, { design: 'notches' }, 0.2],
  // a comb of more feedback has not settled after 12 breaths
  ['notch-comb', notchComb, { design: 'comb', feedback: 0.5 }, 0.1],
] as const

describe.each(suppressors)('%s %#', (_, type, params, left) => {
  test('harmonics of breathing vanish, the heart stays', async () => {
    const { chunks, outputs } = await run(type, chest, params)
    const { data } = chunks.suppressed[0]
    expect(outputs.suppressed).toMatchObject({ unit: 'm' })
    expect(chunks.breathing[0].data[0]).toBeCloseTo(breath, 3)
    expect(amplitudeAt(data, 3 * breath)).toBeLessThan(left * 0.6e-3)
    expect(amplitudeAt(data, 4 * breath)).toBeLessThan(left * 0.45e-3)
    expect(amplitudeAt(data, 1.1)).toBeGreaterThan(0.8 * 0.5e-3)
    expect(amplitudeAt(data, 1.1)).toBeLessThan(1.2 * 0.5e-3)
  })

  test('no answer stays no answer; nothing that moves gives none either', async () => {
    const broken = chest.slice()
    broken[99] = Number.NaN
    const rows = [broken, chest, new Float64Array(size)]
    const { chunks } = await runMock(type, {
      inputs: { displacement: windows(size, { unit: 'm' }, [axis('target', 3)]) },
      params,
      chunks: { displacement: [Float64Array.from(rows.flatMap((row) => [...row]))] },
    })
    expect([...chunks.breathing[0].data]).toEqual([NaN, expect.closeTo(breath, 3), NaN])
    const { data } = chunks.suppressed[0]
    expect(data.slice(0, size).every(Number.isNaN)).toBe(true)
    expect(data.slice(size, 2 * size).some(Number.isNaN)).toBe(false)
    expect(data.slice(2 * size).every(Number.isNaN)).toBe(true)
  })

  test('takes the displacement as it is: in any unit of length, at any place', async () => {
    const { chunks } = await run(type, chest, params)
    const moved = await run(
      type,
      chest.map((value) => 4 * value + 1),
      params,
    )
    chunks.suppressed[0].data.forEach((value, n) => {
      expect(Math.abs(moved.chunks.suppressed[0].data[n] - 4 * value)).toBeLessThan(1e-11)
    })
  })

  test('refuses a band upside down, and windows that hold no breath', async () => {
    const displacement = windows(100, { unit: 'm', axes: [timeAxis(100, 20)] })
    const short = await planMock(type, { inputs: { displacement }, params })
    expect(short.problems).toEqual([
      expect.stringMatching(/^error displacement: .*at least 10 s .* gets 5.00 s/),
    ])
    const turned = await planMock(type, {
      inputs: { displacement: windows(size, { unit: 'm' }) },
      params: { ...params, low: 3 },
    })
    expect(turned.problems).toEqual([expect.stringMatching(/^error low: must be below high/)])
  })
})

describe('a reference that follows the phase of breathing', () => {
  // breaths of 3.3 to 5 s
  const phase = (t: number) => 2 * Math.PI * 0.25 * t + 0.8 * Math.sin(2 * Math.PI * 0.06 * t)
  const irregular = sampled(
    size,
    (t) =>
      2e-3 * Math.sin(phase(t)) +
      0.8e-3 * Math.sin(2 * phase(t) + 0.5) +
      0.6e-3 * Math.sin(3 * phase(t) + 1) +
      0.45e-3 * Math.sin(4 * phase(t) + 1.5),
  )
  const energy = (data: ArrayLike<number>) =>
    Array.from(data)
      .slice(256)
      .reduce((sum, value) => sum + value * value, 0)

  test.each([
    ['rlsrhs', rlsrhs],
    ['lms-notch', lmsNotch],
  ] as const)('leaves less of uneven breaths: %s', async (_, type) => {
    const fixed = await run(type, irregular)
    const locked = await run(type, irregular, { reference: 'phase-locked' })
    const left = energy(locked.chunks.suppressed[0].data)
    expect(left).toBeLessThan(0.2 * energy(fixed.chunks.suppressed[0].data))
  })

  test('wants slow time fast enough for the fundamental', async () => {
    const displacement = windows(20, { unit: 'm', axes: [timeAxis(20, 1.2)] })
    const params = { low: 0.1, high: 0.5, reference: 'phase-locked' }
    const { problems } = await planMock(rlsrhs, { inputs: { displacement }, params })
    expect(problems).toEqual([expect.stringMatching(/^error reference: .*more than 1.3 samples/)])
  })
})

test('weights of a reconstruction are those of the harmonics: cosines, then sines', async () => {
  const { chunks, outputs } = await run(harmonicReconstruction, chest)
  const { data } = chunks.weights[0]
  expect(outputs.weights.axes).toEqual([axis('harmonic', 10)])
  // a sin(x + p) = a sin p cos x + a cos p sin x; the breathing rate is estimated, to some 1e-4 Hz
  const wanted = [2e-3, 0.8e-3, 0.6e-3, 0.45e-3]
  wanted.forEach((amplitude, i) => {
    expect(data[i]).toBeCloseTo(amplitude * Math.sin(i / 2), 4)
    expect(data[5 + i]).toBeCloseTo(amplitude * Math.cos(i / 2), 4)
  })
})

test('a step that makes the weights grow without end is refused', async () => {
  const inputs = { displacement: windows(size, { unit: 'm' }) }
  const problemsOf = async (step: number) =>
    (await planMock(lmsNotch, { inputs, params: { step } })).problems
  expect(await problemsOf(0.33)).toEqual([])
  expect(await problemsOf(0.34)).toEqual([
    expect.stringMatching(/^error step: must be below 0.333, one over the number of harmonics/),
  ])
  const { chunks } = await run(lmsNotch, chest, { step: 0.33 })
  expect(chunks.suppressed[0].data.every((value) => Math.abs(value) < 0.1)).toBe(true)
})

test('a notch wider than there are frequencies is refused', async () => {
  const displacement = windows(20, { unit: 'm', axes: [timeAxis(20, 1.6)] })
  const params = { low: 0.1, high: 0.5, width: 0.8 }
  const { problems } = await planMock(notchComb, { inputs: { displacement }, params })
  expect(problems).toEqual([expect.stringMatching(/^error width: must be below 0.8 Hz/)])
})
