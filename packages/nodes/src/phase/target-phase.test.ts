import { describe, expect, test } from 'vitest'
import { runMock } from '../../../../test/support/mock-node.ts'
import { axis, phasors, sampled, windows } from '../../../../test/support/signals.ts'
import targetPhase from './target-phase.ts'

const size = 128

/** Phase of a chest that runs over `span` rad about `middle`. */
const arc = (span: number, middle = 0.4) =>
  sampled(size, (t) => middle + (span / 2) * Math.sin(2 * Math.PI * 0.31 * t))

const run = (target: Float32Array, params = {}) =>
  runMock(targetPhase, {
    inputs: { target: windows(size, { dtype: 'complex64', unit: '1' }) },
    params,
    chunks: { target: [target] },
  })

/** Wraps to (-pi, pi] as atan2 does. */
const wrap = (angle: number) => Math.atan2(Math.sin(angle), Math.cos(angle))

function expectPhase(found: Iterable<number>, wanted: Float64Array, digits = 4): void {
  for (const [n, value] of [...found].entries()) {
    expect(wrap(value - wanted[n])).toBeCloseTo(0, digits)
  }
}

describe('centre', () => {
  test('none: the phase about the origin', async () => {
    const { chunks, outputs } = await run(phasors(arc(9)), { centre: 'none' })
    expect(outputs.phase).toMatchObject({ dtype: 'float64', unit: 'rad' })
    expectPhase(chunks.phase[0].data, arc(9))
    expect(Math.max(...chunks.phase[0].data)).toBeLessThanOrEqual(Math.PI)
  })

  test('mean: about the mean of the window', async () => {
    const turns = sampled(size, (t) => 0.4 + (2 * Math.PI * 5 * t) / (size / 20))
    const { chunks } = await run(phasors(turns, 2, 7, -3), { centre: 'mean' })
    expectPhase(chunks.phase[0].data, turns)
  })

  test.each(['kasa', 'pratt', 'taubin'])(
    '%s: about the circle, be it a small part of one',
    async (centre) => {
      const { chunks, report } = await run(phasors(arc(0.9), 2, 7, -3), { centre })
      expectPhase(chunks.phase[0].data, arc(0.9))
      expect(report).toEqual({ fits: 1, refused: 0 })
    },
  )
})

describe('refusal of a fit', () => {
  /** Winds about the origin by itself, but with a radius that doubles: no circle. */
  const spiral = Float32Array.from({ length: 2 * size }, (_, i) => {
    const n = i >> 1
    const angle = (2 * Math.PI * 3 * n) / size
    return (1 + (2 * n) / size) * (i % 2 === 0 ? Math.cos(angle) + 0.3 : Math.sin(angle))
  })
  const aboutOrigin = Float64Array.from({ length: size }, (_, n) =>
    Math.atan2(spiral[2 * n + 1], spiral[2 * n]),
  )

  test('a path that is no circle and winds about the origin is read there', async () => {
    const { chunks, report } = await run(spiral)
    expectPhase(chunks.phase[0].data, aboutOrigin)
    expect(report).toEqual({ fits: 1, refused: 1 })
  })

  test('a wider tolerance takes the fit', async () => {
    const { chunks, report } = await run(spiral, { tolerance: 10 })
    expect(report).toEqual({ fits: 1, refused: 0 })
    const away = [...chunks.phase[0].data].map((value, n) => Math.abs(wrap(value - aboutOrigin[n])))
    expect(Math.max(...away)).toBeGreaterThan(0.1)
  })

  test('under one turn about the origin even a poor fit is taken', async () => {
    const noisy = phasors(arc(1), 1, 9, 0).map((value, i) => value + 0.6 * Math.sin(i * i))
    const { report } = await run(noisy, { tolerance: 0 })
    expect(report).toEqual({ fits: 1, refused: 0 })
  })

  test('what stands still has no circle, and keeps its phase', async () => {
    const { chunks, report } = await run(phasors(new Float64Array(size).fill(0.7), 3))
    expectPhase(chunks.phase[0].data, new Float64Array(size).fill(0.7))
    expect(report).toEqual({ fits: 1, refused: 1 })
  })
})

test('each target has its own circle; an absent one has no answer and counts as none', async () => {
  const [near, far] = [arc(2), arc(5, -1)]
  const absent = new Float32Array(2 * size).fill(Number.NaN)
  const target = Float32Array.from([
    ...phasors(near, 1, 4, 4),
    ...phasors(far, 3, -20, 1),
    ...absent,
  ])
  const { chunks, report } = await runMock(targetPhase, {
    inputs: {
      target: windows(size, { dtype: 'complex64', unit: '1' }, [axis('target', 3)]),
    },
    chunks: { target: [target] },
  })
  const { data } = chunks.phase[0]
  expectPhase(data.slice(0, size), near)
  expectPhase(data.slice(size, 2 * size), far)
  expect(data.slice(2 * size).every(Number.isNaN)).toBe(true)
  expect(report).toEqual({ fits: 2, refused: 0 })
})
