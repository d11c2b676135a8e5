/** What the nodes share that turn a body sensor's signal into a reference rate. */
import {
  axisOf,
  type Chunk,
  type Emit,
  number,
  port,
  type Say,
  type Signal,
} from '@chirpflow/graph'
import { type Beats, type IntervalRules, intervalsOf } from '../dsp/beat-intervals.ts'
import { fillGaps } from '../dsp/fill-gaps.ts'
import { createRateGrid } from '../dsp/rate-grid.ts'
import { createSegments, type Segment } from '../dsp/segments.ts'

export const beatInput = (what: string) =>
  ({
    in: port('float64', ['time?'], `${what}: samples, or successive blocks of them`),
  }) as const

export const beatOutputs = {
  rate: port('float64', [], 'Rate of each step of time; no answer is NaN', { units: ['Hz'] }),
  confidence: port('float64', [], 'How alike the events around are, 0 to 1; 0 without an answer', {
    units: ['1'],
  }),
} as const

export const stepParam = number({
  default: 1,
  min: 0.1,
  max: 60,
  unit: 's',
  label: 'Step',
  help: 'One rate a step: the events within it over its length, so that means over time are exact.',
})

const limit = (label: string, value: number, help: string) =>
  number({ default: value, min: 0.01, max: 10, unit: 'Hz', label, help })

export const limitParams = (low: number, high: number) =>
  ({
    low: limit('Least rate', low, 'Slower is no answer.'),
    high: limit('Largest rate', high, 'Faster is no answer.'),
  }) as const

interface BeatParams {
  readonly step: number
  readonly low: number
  readonly high: number
}

/** How one kind of sensor is read; times in seconds. */
export interface BeatMethod {
  /** Least sampling rate, Hz. */
  readonly leastRate: number
  /** Length of the stretches that are looked at, and what of each end belongs to its neighbours. */
  readonly stretch: number
  readonly margin: number
  /** Missing samples over longer than that are a gap. */
  readonly longestGap: number
  readonly rules: Pick<IntervalRules, 'leastBeat' | 'leastMean' | 'shortest' | 'longest'>
  create(rate: number, size: number): (x: Float64Array) => Beats
}

/** Samples a second of a wire of samples or of successive blocks. */
function sampleRateOf(input: Pick<Signal, 'axes' | 'rate'>): number {
  return input.rate * (axisOf(input, 'time')?.size ?? 1)
}

/** Time of the wire's first sample, s. */
function startOf(input: Pick<Signal, 'axes' | 'start'>): number {
  return input.start + (axisOf(input, 'time')?.start ?? 0)
}

export function planBeats(
  input: Pick<Signal, 'axes' | 'rate' | 'start'>,
  { step, low, high }: BeatParams,
  { leastRate }: BeatMethod,
  say: Say,
) {
  const axis = axisOf(input, 'time')
  if (input.rate === 0) {
    say.error('wants samples at a fixed rate: connect a waveform', { input: 'in' })
    return undefined
  }
  if (axis && Math.abs(axis.size * axis.step * input.rate - 1) > 1e-6) {
    say.error(
      'takes blocks that follow each other, and these overlap or leave gaps: connect what feeds the window',
      { input: 'in' },
    )
    return undefined
  }
  const rate = sampleRateOf(input)
  if (rate < leastRate) {
    say.error(
      `has ${Number(rate.toPrecision(4))} samples a second; ${leastRate} are wanted or more`,
      { input: 'in' },
    )
    return undefined
  }
  if (low >= high) {
    say.error(`must be below high, ${high} Hz`, { param: 'low' })
    return undefined
  }
  const clock = {
    dtype: 'float64',
    axes: [],
    acquisition: {},
    start: startOf(input) + step,
    rate: 1 / step,
    span: step,
  } as const
  return { rate: { ...clock, unit: 'Hz' }, confidence: { ...clock, unit: '1' } } as const
}

/** Finds events in overlapping stretches and counts them in steps. Answers come a stretch late. */
export function openBeats(
  input: Pick<Signal, 'axes' | 'rate' | 'start'>,
  { step, low, high }: BeatParams,
  method: BeatMethod,
) {
  const rate = sampleRateOf(input)
  const size = axisOf(input, 'time')?.size ?? 1
  const grid = createRateGrid(step)
  const found = { events: 0, answers: 0, abstained: 0 }
  const stretch = Math.round(method.stretch * rate)
  const segments = createSegments(stretch, Math.round(method.margin * rate), look)
  let find: { size: number; run: (x: Float64Array) => Beats } | undefined
  let last = 0
  let samples = 0
  let emit: Emit<typeof beatOutputs> = () => {}

  function look({ x, first, from, to }: Segment): void {
    if (x.length >= rate) count(x, first, from, to)
    // an interval that is still open may reach back this far
    settle(Math.max(last, to / rate - 2 / low))
  }

  function count(x: Float64Array, first: number, from: number, to: number): void {
    const { x: whole, missing } = fillGaps(x, method.longestGap * rate)
    if (Number.isNaN(whole[0])) return
    if (find?.size !== x.length) find = { size: x.length, run: method.create(rate, x.length) }
    const rules = { ...method.rules, low: low / rate, high: high / rate, missing }
    for (const interval of intervalsOf(find.run(whole), rules)) {
      const end = first + interval.to
      if (end < from || end >= to) continue
      if (!Number.isNaN(interval.beats)) found.events += interval.beats
      last = end / rate
      grid.add({ ...interval, from: (first + interval.from) / rate, to: last })
    }
  }

  function settle(until: number): void {
    for (const { index, rate: value, quality } of grid.settle(until)) {
      if (Number.isNaN(value)) found.abstained++
      else found.answers++
      emit({
        rate: { data: Float64Array.of(value), index },
        confidence: { data: Float64Array.of(quality), index },
      })
    }
  }

  return {
    process({ in: chunk }: { readonly in: Chunk<'float64'> }, send: Emit<typeof beatOutputs>) {
      emit = send
      const missing = new Float64Array(size).fill(Number.NaN)
      for (let gap = chunk.index - samples / size; gap > 0; gap--) segments.push(missing)
      segments.push(chunk.data)
      samples = (chunk.index + 1) * size
    },
    finish(send: Emit<typeof beatOutputs>) {
      emit = send
      segments.finish()
      settle(samples / rate)
    },
    report: () => ({ ...found }),
  }
}
