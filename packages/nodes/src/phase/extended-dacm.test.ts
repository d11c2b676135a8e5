import { describe, expect, test } from 'vitest'
import { runMock } from '../../../../test/support/mock-node.ts'
import { axis, phasors, sampled, windows } from '../../../../test/support/signals.ts'
import extendedDacm from './extended-dacm.ts'
import phaseUnwrap from './phase-unwrap.ts'
import targetPhase from './target-phase.ts'

const size = 256
const centreFrequency = 79e9
const acquisition = { centreFrequency }
const signal = windows(size, { dtype: 'complex64', unit: '1', acquisition })

/** Steps of up to 0.33 rad, over more than two turns in all. */
const slow = sampled(size, (t) => 0.3 + 7 * Math.sin(2 * Math.PI * 0.15 * t))
/** Steps of up to 2 rad. */
const fast = sampled(size, (t) => 21 * Math.sin(2 * Math.PI * 0.3 * t))

const run = (target: Float32Array, params = {}, given = signal) =>
  runMock(extendedDacm, { inputs: { target: given }, params, chunks: { target: [target] } })

describe('cross-product', () => {
  test('sums the sines of the steps', async () => {
    const { chunks, outputs } = await run(phasors(fast), { centre: 'none' })
    expect(outputs.phase).toMatchObject({ dtype: 'float64', unit: 'rad' })
    let sum = 0
    for (let n = 1; n < size; n++) {
      sum += Math.sin(fast[n] - fast[n - 1])
      expect(chunks.phase[0].data[n]).toBeCloseTo(sum, 4)
    }
    expect(chunks.phase[0].data[0]).toBe(0)
  })

  test('is the phase to two per cent where steps are small', async () => {
    const { data } = (await run(phasors(slow, 2, 5, -3))).chunks.phase[0]
    for (let n = 0; n < size; n++) {
      expect(Math.abs(data[n] - (slow[n] - slow[0]))).toBeLessThan(0.02 * 14)
    }
  })
})

test('angle: the displacement is that of target-phase and phase-unwrap', async () => {
  const target = phasors(fast, 2, 5, -3)
  const { chunks } = await run(target, { step: 'angle' })
  const first = await runMock(targetPhase, {
    inputs: { target: signal },
    chunks: { target: [target] },
  })
  const second = await runMock(phaseUnwrap, {
    inputs: { phase: first.outputs.phase },
    chunks: { phase: [first.chunks.phase[0].data] },
  })
  const { data } = chunks.displacement[0]
  for (const [n, value] of second.chunks.displacement[0].data.entries()) {
    expect(data[n]).toBeCloseTo(value, 12)
  }
})

test('phase-unwrap behind its phase gives the same displacement', async () => {
  const { chunks, outputs } = await run(phasors(slow, 2, 5, -3))
  const unwrapped = await runMock(phaseUnwrap, {
    inputs: { phase: outputs.phase },
    chunks: { phase: [chunks.phase[0].data] },
  })
  expect(unwrapped.chunks.displacement[0].data).toEqual(chunks.displacement[0].data)
})

test('without a centre frequency there is a phase, and no displacement', async () => {
  const unknown = windows(size, { dtype: 'complex64', unit: '1' })
  const { chunks, outputs, problems } = await run(phasors(slow), {}, unknown)
  expect(problems).toEqual([])
  expect(Object.keys(outputs)).toEqual(['phase'])
  expect(chunks.phase).toHaveLength(1)
})

test('an absent target has no answer and no fit', async () => {
  const given = windows(size, { dtype: 'complex64', unit: '1', acquisition }, [axis('target', 2)])
  const absent = new Float32Array(2 * size).fill(Number.NaN)
  const { chunks, report } = await run(Float32Array.from([...absent, ...phasors(slow)]), {}, given)
  for (const [{ data }] of Object.values(chunks)) {
    expect(data.slice(0, size).every(Number.isNaN)).toBe(true)
    expect(data.slice(size).some(Number.isNaN)).toBe(false)
  }
  expect(report).toEqual({ fits: 1, refused: 0 })
})
