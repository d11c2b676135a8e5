import { describe, expect, test } from 'vitest'
import {
  type Fed,
  type MockOptions,
  planMock,
  runMock,
} from '../../../../test/support/mock-node.ts'
import { axis, sampled, sumOf, timeAxis, tone, windows } from '../../../../test/support/signals.ts'
import peakPicker from './peak-picker.ts'

const size = 256

async function run(fed: Fed, params: MockOptions['params'] = {}, wanted?: string[]) {
  const samples = (ArrayBuffer.isView(fed) ? fed : fed.data).length
  const { chunks, outputs, report } = await runMock(peakPicker, {
    inputs: { in: windows(samples) },
    params,
    chunks: { in: [fed] },
    wanted,
  })
  return {
    rate: chunks.rate[0].data[0],
    confidence: chunks.confidence[0].data[0],
    spectrum: chunks.spectrum,
    chunks,
    outputs,
    report,
  }
}

/** White noise of unit variance: a fixed sequence without memory. */
const noise = (length: number, seed = 1) => {
  let state = seed
  const uniform = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  return Float64Array.from({ length }, () =>
    Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6),
  )
}

describe('rate', () => {
  test.each([0.93, 1.1, 1.1234, 1.77])('a tone at %d Hz', async (frequency) => {
    const { rate, confidence, outputs } = await run(tone(size, frequency, 1e-4, 0.7))
    expect(rate).toBeCloseTo(frequency, 3)
    expect(confidence).toBeGreaterThan(0.97)
    expect(outputs.rate).toMatchObject({ unit: 'Hz', axes: [] })
  })

  test('the strongest in the band, whatever is beyond it', async () => {
    const signal = sumOf(tone(size, 0.3, 10), tone(size, 1.2, 1), tone(size, 1.7, 0.5))
    const { rate, confidence } = await run(signal)
    expect(rate).toBeCloseTo(1.2, 2)
    expect(confidence).toBeGreaterThan(0.6)
    expect(confidence).toBeLessThan(0.85)
  })

  test('the mean does not count', async () => {
    const { rate } = await run(
      sampled(size, (t) => 1e3 + 1e-3 * Math.sin(2 * Math.PI * 0.2 * t)),
      {
        low: 0.1,
        high: 0.5,
      },
    )
    expect(rate).toBeCloseTo(0.2, 2)
  })

  test('hann keeps a strong neighbour out that rectangular lets in', async () => {
    const signal = sumOf(tone(size, 0.36, 60, 0.4), tone(size, 1.31, 1))
    const hann = await run(signal)
    const rectangular = await run(signal, { taper: 'rectangular' })
    expect(hann.rate).toBeCloseTo(1.31, 2)
    expect(Number.isNaN(rectangular.rate) || Math.abs(rectangular.rate - 1.31) > 0.05).toBe(true)
  })

  test('targets are read apart', async () => {
    const data = [tone(size, 1.1), new Float64Array(size).fill(Number.NaN), tone(size, 1.5)]
    const { chunks, outputs, report } = await runMock(peakPicker, {
      inputs: { in: windows(size, {}, [axis('target', 3)]) },
      chunks: { in: [Float64Array.from(data.flatMap((row) => [...row]))] },
    })
    expect(outputs.rate.axes).toEqual([axis('target', 3)])
    expect([...chunks.rate[0].data]).toEqual([
      expect.closeTo(1.1, 3),
      Number.NaN,
      expect.closeTo(1.5, 3),
    ])
    expect(report).toEqual({ edge: 0, confidence: 0, coverage: 0, empty: 1 })
  })
})

describe('estimate', () => {
  const rectangular = { taper: 'rectangular' } as const

  test.each([
    ['rife', 3],
    ['modified-rife', 3],
    ['bin', 1],
  ])('a tone by %s', async (estimate, digits) => {
    const { rate, confidence } = await run(tone(size, 1.77, 1e-4, 0.7), {
      ...rectangular,
      estimate,
    })
    expect(rate).toBeCloseTo(1.77, digits)
    expect(confidence).toBeGreaterThan(0.85)
  })

  test('bin is a line of the plain spectrum, and the confidence that of its own peak', async () => {
    const { rate, confidence } = await run(sumOf(tone(size, 1.1), tone(size, 1.72, 0.8)), {
      ...rectangular,
      estimate: 'bin',
    })
    expect(rate).toBeCloseTo((14 * 20) / size, 12)
    expect(confidence).toBeGreaterThan(0.45)
    expect(confidence).toBeLessThan(0.75)
  })

  test('what is interpolated to beyond the band stands at its edge', async () => {
    // line 12 is .9375 Hz; the tone lies half a line below, outside of the band
    const params = { ...rectangular, estimate: 'rife', low: 0.93 }
    const { rate, report } = await run(tone(size, 0.91), params)
    expect(rate).toBeNaN()
    expect(report).toEqual({ edge: 1, confidence: 0, coverage: 0, empty: 0 })
    expect((await run(tone(size, 0.91), { ...params, edges: true })).rate).toBeCloseTo(0.91, 2)
  })

  test('of NaN and of zeros there is none', async () => {
    const one = tone(size, 1.2)
    one[17] = Number.NaN
    for (const estimate of ['rife', 'modified-rife', 'bin']) {
      for (const data of [one, new Float64Array(size)]) {
        expect((await run(data, { ...rectangular, estimate })).rate).toBeNaN()
      }
    }
  })
})

describe('no answer', () => {
  const none = { edge: 0, confidence: 0, coverage: 0, empty: 0 }

  test('a maximum at the edge of the band is no peak', async () => {
    for (const frequency of [0.74, 2.06]) {
      const { rate, report } = await run(tone(size, frequency))
      expect(rate).toBeNaN()
      expect(report).toEqual({ ...none, edge: 1 })
    }
    const { rate } = await run(tone(size, 0.74), { edges: true })
    expect(rate).toBeCloseTo(0.8, 2)
  })

  test('a peak that stands exactly at the edge is one', async () => {
    // line 1024 of 16384 at 20 /s is 1.25 Hz
    const { rate } = await run(tone(size, 1.25), { high: 1.25 })
    expect(rate).toBeCloseTo(1.25, 2)
  })

  test('below the least confidence', async () => {
    const doubtful = sumOf(tone(size, 1.2), tone(size, 1.7, 0.9))
    const { rate, confidence, report } = await run(doubtful, { leastConfidence: 0.7 })
    expect(rate).toBeNaN()
    expect(confidence).toBeGreaterThan(0.4)
    expect(confidence).toBeLessThan(0.7)
    expect(report).toEqual({ ...none, confidence: 1 })
    expect((await run(doubtful, { leastConfidence: confidence - 1e-9 })).rate).toBeCloseTo(1.2, 1)
  })

  test('of white noise the confidence is the share of the band that a lobe takes', async () => {
    const shares = await Promise.all(
      Array.from({ length: 30 }, async (_, seed) => {
        const { confidence } = await run(noise(size, seed + 2), {
          low: 0.5,
          high: 9.5,
          edges: true,
        })
        return confidence
      }),
    )
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
    // 4 of 115 lines are .035; the strongest place has some times that
    expect(mean).toBeGreaterThan(0.035)
    expect(mean).toBeLessThan(0.2)
  })

  test('where less arrived than the least coverage', async () => {
    const data = tone(size, 1.2)
    const { rate, report } = await run({ data, coverage: 0.49 })
    expect(rate).toBeNaN()
    expect(report).toEqual({ ...none, coverage: 1 })
    expect((await run({ data, coverage: 0.5 })).rate).toBeCloseTo(1.2, 3)
    expect((await run({ data, coverage: 0.1 }, { leastCoverage: 0 })).rate).toBeCloseTo(1.2, 3)
  })

  test('of NaN and of zeros', async () => {
    const one = tone(size, 1.2)
    one[17] = Number.NaN
    for (const data of [one, new Float64Array(size), new Float64Array(size).fill(Number.NaN)]) {
      const { rate, report } = await run(data)
      expect(rate).toBeNaN()
      expect(report).toEqual({ ...none, empty: 1 })
    }
  })
})

describe('spectrum', () => {
  test('is a power on the axis it says', async () => {
    const { spectrum, outputs } = await run(tone(size, 1.3))
    const [frequency] = outputs.spectrum.axes
    const power = [...spectrum[0].data]
    const best = power.indexOf(Math.max(...power))
    expect(frequency).toMatchObject({ name: 'frequency', unit: 'Hz', size: power.length })
    expect(frequency.start + best * frequency.step).toBeCloseTo(1.3, 2)
    // the Hann taper keeps half the sum, a sine has half its amplitude at its line
    expect(Math.sqrt(power[best])).toBeCloseTo(size / 4, 0)
    // it begins one line before the band and ends one after
    expect(frequency.start).toBeLessThan(0.8)
    expect(frequency.start + frequency.step).toBeGreaterThanOrEqual(0.8)
    const end = frequency.start + (frequency.size - 1) * frequency.step
    expect(end).toBeGreaterThan(2)
    expect(end - frequency.step).toBeLessThanOrEqual(2)
  })

  test('is not computed where nobody looks', async () => {
    const { spectrum, rate } = await run(tone(size, 1.3), {}, ['rate', 'confidence'])
    expect(spectrum).toEqual([])
    expect(rate).toBeCloseTo(1.3, 3)
  })
})

describe('plan', () => {
  const problemsOf = async (params: MockOptions['params'], samples = size, rate = 20) => {
    const input = windows(samples, { axes: [timeAxis(samples, rate)] })
    return (await planMock(peakPicker, { inputs: { in: input }, params })).problems
  }

  test.each([
    [{ low: 2 }, /^error low: must be below high, 2 Hz/],
    [{ high: 10.1 }, /^error high: must not be above 10 Hz, half the slow-time rate/],
  ])('refuses %j', async (params, message) => {
    expect(await problemsOf(params)).toEqual([expect.stringMatching(message)])
  })

  test('refuses lines of a tapered window, and a band without any', async () => {
    expect(await problemsOf({ estimate: 'rife' })).toEqual([
      expect.stringMatching(/^error taper: must be rectangular with rife/),
    ])
    const params = { estimate: 'rife', taper: 'rectangular' }
    expect(await problemsOf(params)).toEqual([])
    expect(await problemsOf({ ...params, low: 1.18, high: 1.24 })).toEqual([
      expect.stringMatching(/^error estimate: finds no line from 1.18 to 1.24 Hz/),
    ])
  })

  test('takes half the slow-time rate', async () => {
    expect(await problemsOf({ high: 10 })).toEqual([])
    const { rate } = await run(tone(size, 9.4, 1, 0.3), { low: 5, high: 10 })
    expect(rate).toBeCloseTo(9.4, 2)
  })

  test('warns of a window with less than a turn of the lowest rate', async () => {
    expect(await problemsOf({ low: 0.05 })).toEqual([
      expect.stringMatching(
        /^warning low: the window of 12.8 s holds less than one turn of 0.05 Hz/,
      ),
    ])
  })

  test('refuses a band in which the spectrum has no line', async () => {
    const message = /^error high: .*no line of the spectrum .*widen the band, or lengthen/
    expect(await problemsOf({ low: 1.00001, high: 1.00002 })).toEqual([
      expect.stringMatching(message),
    ])
    const warned = await problemsOf({}, 1000, 1e5)
    expect(warned.at(-1)).toMatch(message)
  })
})
