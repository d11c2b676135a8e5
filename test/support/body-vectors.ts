/** Signals of body sensors with known events (packages/nodes/vectors/body.*), and what nodes make of them. */
import { readFileSync } from 'node:fs'
import type { NodeType, Signal } from '@chirpflow/graph'
import { runMock } from './mock-node.ts'

interface BodyVectors {
  readonly rate_hz: number
  readonly events_s: readonly number[]
  readonly cases: Readonly<
    Record<
      string,
      { readonly bad_s: readonly [number, number][]; readonly samples: readonly number[] }
    >
  >
}

export function bodyVectors(name: 'ecg' | 'ppg' | 'belt'): BodyVectors {
  const path = new URL(`../../packages/nodes/vectors/body.${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(path, 'utf8')) as BodyVectors
}

/** A wire of blocks of half a second, as a waveform source gives them. */
export function blocksSignal(rate: number, start = 0): Signal {
  const size = rate / 2
  const step = 1 / rate
  return {
    dtype: 'float64',
    axes: [{ name: 'time', size, start: -(size - 1) * step, step, unit: 's' }],
    unit: '1',
    acquisition: {},
    clock: 'elsewhere',
    start: start + (size - 1) * step,
    rate: 2,
    span: 0.5,
  }
}

/** What a node answers to a signal: time, rate and confidence of each step. */
export async function answersTo(
  type: NodeType,
  samples: readonly number[],
  rate: number,
  params = {},
) {
  const size = rate / 2
  const chunks = Array.from({ length: Math.floor(samples.length / size) }, (_, index) => ({
    index,
    data: Float64Array.from(samples.slice(index * size, (index + 1) * size)),
  }))
  const { chunks: out, report } = await runMock(type, {
    inputs: { in: blocksSignal(rate) },
    chunks: { in: chunks },
    params,
  })
  const steps = out.rate.map(({ time, data }, index) => ({
    time,
    rate: data[0],
    confidence: out.confidence[index].data[0],
  }))
  return { steps, report }
}

/** Events between two times; from one event to the next they grow evenly. */
export function eventsBetween(events: readonly number[], from: number, to: number): number {
  const count = (time: number) => {
    const after = events.findIndex((event) => event > time)
    if (after <= 0) return Number.NaN
    return after - 1 + (time - events[after - 1]) / (events[after] - events[after - 1])
  }
  return count(to) - count(from)
}

interface Step {
  readonly time: number
  readonly rate: number
}

/**
 * Steps of one second against the events: the largest relative error of a step outside `bad`, the
 * relative error of the number of events in all of these, and the ends of steps that have an answer
 * wholly within `bad`, and of those that have none.
 */
export function checkAnswers(
  steps: readonly Step[],
  events: readonly number[],
  bad: readonly (readonly [number, number])[],
) {
  const touches = (time: number) => bad.some(([from, to]) => time > from && time - 1 < to)
  const within = (time: number) => bad.some(([from, to]) => time - 1 >= from && time <= to)
  const answered = steps.filter(({ rate }) => !Number.isNaN(rate))
  const good = answered
    .filter(({ time }) => !touches(time))
    .map(({ time, rate }) => ({ rate, known: eventsBetween(events, time - 1, time) }))
    .filter(({ known }) => !Number.isNaN(known))
  const sum = (of: (step: { rate: number; known: number }) => number) =>
    good.reduce((total, step) => total + of(step), 0)
  return {
    worst: Math.max(...good.map(({ rate, known }) => Math.abs(rate / known - 1))),
    total: sum(({ rate }) => rate) / sum(({ known }) => known) - 1,
    answeredInBad: answered.filter(({ time }) => within(time)).map(({ time }) => time),
    abstained: steps.filter(({ rate }) => Number.isNaN(rate)).map(({ time }) => time),
  }
}
