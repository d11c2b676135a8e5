import { describe, expect, test } from 'vitest'
import { runMock } from '../../../../test/support/mock-node.ts'
import { axis, phasors, sampled, windows } from '../../../../test/support/signals.ts'
import iqCorrection from './iq-correction.ts'

const size = 200

/** I = 3 cos p + 7, Q = gain 3 sin(p + skew) - 2. */
function ellipse(phase: Float64Array, gain: number, skew: number, noise = 0): Float32Array {
  return Float32Array.from({ length: 2 * size }, (_, i) => {
    const p = phase[i >> 1]
    const clean = i % 2 === 0 ? 3 * Math.cos(p) + 7 : gain * 3 * Math.sin(p + skew) - 2
    return clean + noise * Math.sin(i * i)
  })
}

const turns = (share: number) =>
  sampled(size, (t) => 0.5 + Math.PI * share * Math.sin(2 * Math.PI * 0.31 * t))

const run = (target: Float32Array, params = {}) =>
  runMock(iqCorrection, {
    inputs: { target: windows(size, { dtype: 'complex64', unit: '1' }) },
    params,
    chunks: { target: [target] },
  })

test.each([
  [1.2, 0.2],
  [0.8, -0.3],
  [1, 0],
])('gain %d and skew %d become a circle about the origin', async (gain, skew) => {
  const phase = turns(1.5)
  const { chunks, outputs, report } = await run(ellipse(phase, gain, skew))
  expect(outputs.target.dtype).toBe('complex64')
  expect(report).toEqual({ fits: 1, refused: 0 })
  const wanted = phasors(phase, 3)
  for (const [i, value] of chunks.target[0].data.entries()) expect(value).toBeCloseTo(wanted[i], 3)
})

describe('goes through as it is, and is counted', () => {
  test.each([
    ['a short arc', ellipse(turns(0.3), 1.1, 0.1)],
    ['a gain that no receiver has', ellipse(turns(1.5), 3, 0)],
    ['a skew that no receiver has', ellipse(turns(1.5), 1, 0.8)],
    ['no ellipse at all', ellipse(turns(1.5), 1.1, 0.1, 3)],
    ['what stands still', new Float32Array(2 * size).fill(0.3)],
    ['a line', Float32Array.from({ length: 2 * size }, (_, i) => (i >> 1) * (1 + (i % 2)))],
  ])('%s', async (_, target) => {
    const { chunks, report } = await run(target)
    expect(chunks.target[0].data).toEqual(target)
    expect(report).toEqual({ fits: 1, refused: 1 })
  })

  test('as far as the parameters say so', async () => {
    const short = await run(ellipse(turns(0.3), 1.1, 0.1), { arc: 0.2 })
    expect(short.report).toEqual({ fits: 1, refused: 0 })
    const strict = await run(ellipse(turns(1.5), 1.1, 0.1, 0.1), { tolerance: 0.001 })
    expect(strict.report).toEqual({ fits: 1, refused: 1 })
  })
})

test('each target by itself; an absent one has no answer and no fit', async () => {
  const absent = new Float32Array(2 * size).fill(Number.NaN)
  const { chunks, report } = await runMock(iqCorrection, {
    inputs: { target: windows(size, { dtype: 'complex64', unit: '1' }, [axis('target', 2)]) },
    chunks: { target: [Float32Array.from([...absent, ...ellipse(turns(2), 1.2, 0.1)])] },
  })
  const { data } = chunks.target[0]
  expect(data.slice(0, 2 * size).every(Number.isNaN)).toBe(true)
  const wanted = phasors(turns(2), 3)
  for (let i = 0; i < 2 * size; i++) expect(data[2 * size + i]).toBeCloseTo(wanted[i], 3)
  expect(report).toEqual({ fits: 1, refused: 0 })
})
