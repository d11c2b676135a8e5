import type { Chunk } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fed, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, frames, windows } from '../../../../test/support/signals.ts'
import slowTimeWindow from './slow-time-window.ts'

interface Sample {
  readonly index: number
  readonly value: number
  readonly coverage: number
}

interface Window {
  readonly index: number
  readonly data: readonly number[]
  readonly coverage: number
}

const fed = (samples: readonly Sample[]): Fed[] =>
  samples.map(({ index, value, coverage }) => ({ data: Float64Array.of(value), index, coverage }))

const whole = (indices: readonly number[]): Sample[] =>
  indices.map((index) => ({ index, value: 100 + index, coverage: 1 }))

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

/** One number a frame, 10 frames a second; length and hop in frames. */
async function windowsOf(samples: readonly Sample[], length: number, hop: number) {
  const { chunks } = await runMock(slowTimeWindow, {
    inputs: { in: frames({ rate: 10 }) },
    params: { length: length / 10, hop: hop / 10 },
    chunks: { in: fed(samples) },
  })
  return chunks.out.map(({ index, data, coverage }) => ({ index, data: [...data], coverage }))
}

/** What the windows are by definition: every one that ends no later than the newest frame. */
function byDefinition(samples: readonly Sample[], length: number, hop: number): Window[] {
  const newest = samples.at(-1)?.index ?? -1
  const found: Window[] = []
  for (let index = 0; index * hop + length - 1 <= newest; index++) {
    const places = upTo(length).map((n) => index * hop + n)
    const data = places.map((place) => {
      const before = samples.filter((sample) => sample.index <= place).at(-1)
      return (before ?? samples[0]).value
    })
    const arrived = places.map(
      (place) => samples.find((sample) => sample.index === place)?.coverage ?? 0,
    )
    const sum = arrived.reduce((total, share) => total + share, 0)
    if (sum > 0) found.push({ index, data, coverage: sum / length })
  }
  return found
}

const close = (found: readonly Window[]) =>
  found.map(({ coverage, ...rest }) => ({ ...rest, coverage: expect.closeTo(coverage, 12) }))

describe('clock', () => {
  test('256 frames at 20 /s: window 0 is at 12.75 s and speaks of 12.8 s', async () => {
    const { outputs, problems } = await planMock(slowTimeWindow, {
      inputs: { in: frames() },
      params: { length: 12.8, hop: 1 },
    })
    expect(problems).toEqual([])
    expect(outputs.out).toMatchObject({ start: 12.75, rate: 1, span: 12.8 })
    const [time] = outputs.out.axes
    expect(time).toMatchObject({ name: 'time', size: 256, step: 0.05, unit: 's' })
    expect(time.start + 255 * time.step).toBeCloseTo(0, 12)
  })

  test('adds to the start and span that its input has', async () => {
    const { outputs } = await planMock(slowTimeWindow, {
      inputs: { in: frames({ rate: 10, start: 3, span: 2 }) },
      params: { length: 1, hop: 0.5 },
    })
    expect(outputs.out).toMatchObject({ start: 3.9, rate: 2, span: 3 })
  })

  test('each window is at the time of its newest frame', async () => {
    const { chunks } = await runMock(slowTimeWindow, {
      inputs: { in: frames({ rate: 10, start: 7 }) },
      params: { length: 0.4, hop: 0.3 },
      chunks: { in: fed(whole(upTo(20))) },
    })
    for (const { data, time } of chunks.out) {
      expect(time).toBeCloseTo(7 + (data[3] - 100) / 10, 9)
    }
  })
})

describe('content', () => {
  test('windows of 4 frames, 3 apart', async () => {
    const found = await windowsOf(whole(upTo(11)), 4, 3)
    expect(found).toEqual([
      { index: 0, data: [100, 101, 102, 103], coverage: 1 },
      { index: 1, data: [103, 104, 105, 106], coverage: 1 },
      { index: 2, data: [106, 107, 108, 109], coverage: 1 },
    ])
  })

  test('frames longer than one number keep their axes, time becomes the last', async () => {
    const range = axis('range', 2, 0.1, 0, 'm')
    const frame = (n: number) => Float32Array.of(n, n + 0.1, n + 0.2, n + 0.3)
    const { outputs, chunks } = await runMock(slowTimeWindow, {
      inputs: { in: frames({ dtype: 'complex64', axes: [range] }) },
      params: { length: 0.15, hop: 0.05 },
      chunks: { in: [1, 2, 3].map(frame) },
    })
    expect(outputs.out.axes.map(({ name, size }) => [name, size])).toEqual([
      ['range', 2],
      ['time', 3],
    ])
    const rows = [1, 1.1, 2, 2.1, 3, 3.1, 1.2, 1.3, 2.2, 2.3, 3.2, 3.3]
    expect(chunks.out.map(({ data }) => data)).toEqual([Float32Array.from(rows)])
  })

  test('a hop longer than the window leaves frames out', async () => {
    const found = await windowsOf(whole(upTo(12)), 2, 5)
    expect(found.map(({ data }) => data)).toEqual([
      [100, 101],
      [105, 106],
      [110, 111],
    ])
  })

  test('its windows are its own: what comes later changes none', async () => {
    const { chunks } = await runMock(slowTimeWindow, {
      inputs: { in: frames({ rate: 10 }) },
      params: { length: 0.2, hop: 0.1 },
      chunks: { in: fed(whole(upTo(50))) },
    })
    const held = chunks.out.map((chunk: Chunk) => [...chunk.data])
    expect(held).toEqual(upTo(49).map((n) => [100 + n, 101 + n]))
  })
})

describe('gaps', () => {
  test('a missing frame holds the last value and counts nothing', async () => {
    const found = await windowsOf(whole([0, 1, 3, 4]), 4, 1)
    expect(found).toEqual([
      { index: 0, data: [100, 101, 101, 103], coverage: 0.75 },
      { index: 1, data: [101, 101, 103, 104], coverage: 0.75 },
    ])
  })

  test('before the first frame the first stands in', async () => {
    const found = await windowsOf(whole([2, 3]), 4, 1)
    expect(found).toEqual([{ index: 0, data: [102, 102, 102, 103], coverage: 0.5 }])
  })

  test('a window whose last frame is missing comes with the next frame', async () => {
    const found = await windowsOf(whole([0, 1, 2, 5]), 4, 1)
    expect(found).toEqual([
      { index: 0, data: [100, 101, 102, 102], coverage: 0.75 },
      { index: 1, data: [101, 102, 102, 102], coverage: 0.5 },
      { index: 2, data: [102, 102, 102, 105], coverage: 0.5 },
    ])
  })

  test('shares of frames that arrived in part add up', async () => {
    const samples = whole([0, 1, 2, 3]).map((s, n) => ({ ...s, coverage: [1, 0.5, 0.25, 0][n] }))
    expect(await windowsOf(samples, 4, 1)).toEqual([
      { index: 0, data: [100, 101, 102, 103], coverage: 1.75 / 4 },
    ])
  })

  test('of a time in which nothing came there is no window', async () => {
    const found = await windowsOf(whole([0, 1, 2, 3, 20, 21, 22, 23]), 4, 2)
    expect(found.map(({ index }) => index)).toEqual([0, 1, 9, 10])
    expect(found).toEqual(close(byDefinition(whole([0, 1, 2, 3, 20, 21, 22, 23]), 4, 2)))
  })

  test('a gap of a million frames costs no more than a window', async () => {
    const late = 1_000_000
    const samples = whole([0, 1, 2, late, late + 1])
    const found = await windowsOf(samples, 4, 1)
    expect(found.map(({ index }) => index)).toEqual([0, 1, 2, late - 3, late - 2])
    expect(found.at(-1)).toEqual({
      index: late - 2,
      data: [102, 102, 100 + late, 101 + late],
      coverage: 0.5,
    })
  })

  test('a first frame a million frames late', async () => {
    const found = await windowsOf(whole([1_000_000]), 3, 1)
    expect(found).toEqual([
      { index: 999_998, data: [1_000_100, 1_000_100, 1_000_100], coverage: 1 / 3 },
    ])
  })

  test('is what the definition says, whatever is missing', async () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.constant(1) },
      { weight: 3, arbitrary: fc.integer({ min: 2, max: 12 }) },
      { weight: 1, arbitrary: fc.integer({ min: 20, max: 90 }) },
    )
    const pattern = fc.array(fc.tuple(step, fc.constantFrom(1, 1, 1, 0.5, 0)), {
      minLength: 1,
      maxLength: 60,
    })
    const length = fc.integer({ min: 2, max: 11 })
    const hop = fc.integer({ min: 1, max: 14 })
    await fc.assert(
      fc.asyncProperty(pattern, length, hop, async (steps, size, apart) => {
        let index = -1
        const samples = steps.map(([by, coverage]) => {
          index += by
          return { index, value: Math.sin(index), coverage }
        })
        const found = await windowsOf(samples, size, apart)
        expect(found).toEqual(close(byDefinition(samples, size, apart)))
      }),
      { numRuns: 150 },
    )
  })
})

describe('plan', () => {
  const problemsOf = async (input: Parameters<typeof frames>[0], params = {}) =>
    (await planMock(slowTimeWindow, { inputs: { in: frames(input) }, params })).problems

  test('says what length and hop become in whole frames', async () => {
    expect(await problemsOf({ rate: 7 }, { length: 11, hop: 0.2 })).toEqual([
      'warning hop: becomes 0.1429 s, 1 whole frames',
    ])
    expect(await problemsOf({ rate: 3 }, { length: 11.2, hop: 1 })).toEqual([
      'warning length: becomes 11.33 s, 34 whole frames',
    ])
    expect(await problemsOf({ rate: 19.999 }, { length: 12.8, hop: 1 })).toEqual([])
  })

  test('warns of a window that cannot part a heart from harmonics of breathing', async () => {
    expect(await problemsOf({ rate: 20 }, { length: 8, hop: 1 })).toEqual([
      expect.stringMatching(/^warning length: A window of 8 s .* differ by 7\.50 \/min/),
    ])
  })

  test('refuses what has no rate, is a window already, or is too short', async () => {
    expect(await problemsOf({ rate: 0 })).toEqual([
      expect.stringMatching(/^error in: .*fixed rate/),
    ])
    const { problems } = await planMock(slowTimeWindow, { inputs: { in: windows(16) } })
    expect(problems).toEqual([expect.stringMatching(/^error in: .*a window already/)])
    expect(await problemsOf({ rate: 1 }, { length: 1 })).toEqual([
      expect.stringMatching(/^error length: .*less than two frames of 1 s/),
    ])
  })
})
