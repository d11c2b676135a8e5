import {
  type ComparisonResult,
  createRegistry,
  defineNode,
  type NodeType,
  port,
  type Signal,
} from '@chirpflow/graph'
import { runPlan } from '@chirpflow/runtime'
import { describe, expect, test } from 'vitest'
import { graphOf, planOf } from '../../../../test/support/graphs.ts'
import { createTestHost } from '../../../../test/support/host.ts'
import { signalOf } from '../../../../test/support/nodes.ts'
import { axis } from '../../../../test/support/signals.ts'
import medianFilter from '../filter/median-filter.ts'
import compareRates from './compare-rates.ts'

interface Feed {
  /** Of index k; undefined sends nothing. */
  readonly value: (time: number, index: number) => number | undefined
  readonly rate?: number
  readonly start?: number
  /** Seconds that it goes on, from 0. */
  readonly until?: number
  readonly signal?: Partial<Signal>
  /** Fails when it gets there. */
  readonly fails?: number
  readonly coverage?: number
  /** Where it comes at no fixed rate. */
  readonly times?: readonly number[]
}

/** A source that gives what `feed` says. */
function feedOf(id: string, feed: Feed): NodeType {
  const { rate = 1, start = 12.8, until = 60, fails = Infinity, coverage, times } = feed
  const signal = signalOf({
    unit: 'Hz',
    rate: times ? 0 : rate,
    start: times ? 0 : start,
    span: 12.8,
    clock: id,
    ...feed.signal,
  })
  const count = times ? times.length : Math.floor((until - start) * rate + 1e-9) + 1
  return defineNode({
    id,
    version: 1,
    title: 'Feed',
    category: 'source',
    summary: 'Gives rates.',
    inputs: {},
    outputs: { rate: port('float64', ['...'], 'Rates') },
    params: {},
    plan: () => ({ rate: { ...signal, dtype: 'float64' } }),
    open: () => ({
      async run(emit) {
        for (let index = 0; index < count; index++) {
          const time = times ? times[index] : start + index / rate
          if (time >= fails) throw new Error('broken')
          const value = feed.value(time, index)
          if (value === undefined) continue
          const data = Float64Array.of(value)
          await emit({ rate: { data, index, coverage, ...(times ? { time } : {}) } })
        }
      },
    }),
  })
}

const truth = (time: number) => 1.2 + 0.06 * Math.sin(time / 7) + 0.03 * Math.sin(time / 17)
const steady: Feed = { value: () => 1.25 }
const ecg: Feed = { value: truth, rate: 4, start: 0 }

type Feeds = Readonly<Record<string, Feed>>

async function prepare(chains: Feeds, others: Feeds, params: Record<string, number | string>) {
  const feeds = { ...chains, ...others }
  const registry = createRegistry([
    compareRates,
    ...Object.entries(feeds).map(([id, feed]) => feedOf(`feed-${id}`, feed)),
  ])
  const nodes = Object.fromEntries(Object.keys(feeds).map((id) => [id, `feed-${id}`]))
  const links = Object.keys(feeds).map((id) =>
    id in chains ? `${id}.rate -> compare.candidates` : `${id}.rate -> compare.${id}`,
  )
  const compare = { type: 'compare-rates', params }
  return planOf(graphOf({ ...nodes, compare }, links), registry)
}

async function run(
  chains: Feeds,
  others: Feeds = { reference: ecg },
  params: Record<string, number | string> = {},
) {
  const plan = await prepare(chains, others, params)
  if (plan.problems.length > 0) throw new Error(JSON.stringify(plan.problems))
  const report = await runPlan(plan, { host: createTestHost() })
  const result = report.results.compare as ComparisonResult | undefined
  return { report, result: result!, node: report.nodes.compare }
}

/** Mean of the truth at the reference's own times in (t - window, t]. */
function meanTruth(moment: number, window = 12.8, rate = 4, of = truth): number {
  const times = Array.from({ length: 1000 }, (_, k) => k / rate)
  const inside = times.filter((t) => t <= moment + 1e-9 && t > moment - window + 1e-9)
  return inside.reduce((sum, t) => sum + of(t), 0) / inside.length
}

const answered = (values: readonly number[]) =>
  values.filter((value) => !Number.isNaN(value)).length

describe('what it gathers', () => {
  test('answers of every chain at the same moments, the reference averaged over the window', async () => {
    const { result, node } = await run({ a: steady, b: { value: truth, coverage: 0.7 } })
    expect(result).toMatchObject({ kind: 'comparison', unit: 'Hz', window: 12.8, offset: 0 })
    expect(result.time).toHaveLength(48)
    expect(result.time[0]).toBe(12.8)
    expect(result.time.at(-1)).toBeCloseTo(59.8, 9)
    for (const [k, moment] of result.time.entries()) {
      expect(result.reference[k]).toBeCloseTo(meanTruth(moment), 12)
    }
    expect(result.chains.map(({ source }) => source)).toEqual(['a.rate', 'b.rate'])
    expect(result.chains[0].value.every((value) => value === 1.25)).toBe(true)
    expect(result.chains[1].value).toEqual(result.time.map(truth))
    expect(result.chains[1].coverage.every((share) => share === 0.7)).toBe(true)
    expect(result.remarks).toEqual([])
    expect(node.report).toEqual({ moments: 48, judged: 48, offset: 0 })
  })

  test('breathing and bound at the same moments, averaged likewise', async () => {
    const slow = (time: number) => 0.2 + time / 1000
    const { result } = await run(
      { a: steady },
      {
        reference: ecg,
        breathing: { value: slow, rate: 4, start: 0 },
        bound: { value: () => 0.003, rate: 20, start: 0 },
      },
      { constant: 0.25 },
    )
    expect(result.constant).toBe(0.25)
    expect(result.breathing?.[3]).toBeCloseTo(meanTruth(result.time[3], 12.8, 4, slow), 12)
    expect(result.bound?.every((deviation) => Math.abs(deviation - 0.003) < 1e-12)).toBe(true)
  })

  test('an average over the window that is chosen, whatever the chains look at', async () => {
    const { result } = await run({ a: steady }, { reference: ecg }, { window: 5 })
    expect(result.reference[7]).toBeCloseTo(meanTruth(result.time[7], 5), 12)
  })
})

describe('moments', () => {
  test('are the ticks of the slowest; others stand with their newest answer', async () => {
    const { result } = await run({
      fast: { value: (_, index) => 1 + index / 1000, rate: 4, start: 6.4 },
      slow: { value: () => 1.1, rate: 0.5, start: 12.9 },
    })
    expect(result.time.slice(0, 3)).toEqual([12.9, 14.9, 16.9])
    // the newest not later than 12.9 is that of 12.9 itself, number 26
    const at = (moment: number) => 1 + Math.floor((moment - 6.4) * 4 + 1e-9) / 1000
    const [fast] = result.chains
    for (const [k, moment] of result.time.entries()) {
      expect(fast.value[k]).toBeCloseTo(at(moment), 12)
    }
    expect(result.remarks).toEqual([
      'moments are those of slow.rate, one each 2 s; the others answer more often',
    ])
  })

  test('have no answer where the newest is a hop old', async () => {
    const { result } = await run({
      a: { value: (_, index) => (index % 5 === 2 ? undefined : 1.2) },
      b: { value: () => 1.2, start: 13.3 },
    })
    // both tick once a second; b begins last, so its ticks are the moments
    expect(result.time[0]).toBe(13.3)
    const [a] = result.chains
    expect(a.value.slice(0, 6).map(Number.isNaN)).toEqual([false, false, true, false, false, false])
    expect(a.coverage[2]).toBe(0)
  })

  test('of chains with windows of unlike length begin with the first that answers', async () => {
    const { result } = await run({ a: { ...steady, start: 12.8 }, b: { ...steady, start: 25.6 } })
    expect(result.time[0]).toBeCloseTo(25.6, 9)
    const slow = await run({ a: { ...steady, rate: 0.5 }, b: { ...steady, start: 25.6 } })
    expect(slow.result.time[0]).toBe(12.8)
    expect(answered(slow.result.chains[1].value)).toBe(slow.result.time.length - 7)
  })
})

describe('a chain that fails or abstains stays, with no answers', () => {
  test('NaN, nothing at all, and failing on the way', async () => {
    const { result, report } = await run({
      a: steady,
      abstains: { value: () => Number.NaN },
      breaks: { ...steady, fails: 30 },
      empty: { value: () => undefined },
    })
    expect(report.nodes.breaks.state).toBe('failed')
    expect(report.nodes.compare.state).toBe('finished')
    expect(result.time).toHaveLength(48)
    expect(result.chains.map(({ source, value }) => [source, answered(value)])).toEqual([
      ['a.rate', 48],
      ['abstains.rate', 0],
      ['breaks.rate', 18],
      ['empty.rate', 0],
    ])
    expect(result.remarks).toEqual(['abstains.rate never answers', 'empty.rate gave nothing'])
  })

  test('the slowest, too: its clock still says when to judge', async () => {
    const { result } = await run({ a: steady, b: { ...steady, rate: 0.25, fails: 0 } })
    expect(result.time.slice(0, 2)).toEqual([12.8, 16.8])
    expect(answered(result.chains[0].value)).toBe(result.time.length)
    expect(answered(result.chains[1].value)).toBe(0)
  })

  test('all of them', async () => {
    const { result } = await run({ a: { value: () => undefined } })
    expect(result.time).toEqual([])
    expect(result.remarks[0]).toMatch(/^no chain gave anything, so there is no moment/)
  })
})

test('an output that comes twice, because a node is bypassed, counts once', async () => {
  const registry = createRegistry([
    compareRates,
    medianFilter,
    feedOf('feed-a', steady),
    feedOf('feed-r', ecg),
  ])
  const graph = graphOf(
    {
      a: 'feed-a',
      r: 'feed-r',
      median: { type: 'median-filter', off: 'bypass' },
      compare: 'compare-rates',
    },
    [
      'a.rate -> median.in',
      'a.rate -> compare.candidates',
      'median.out -> compare.candidates',
      'r.rate -> compare.reference',
    ],
  )
  const { results } = await runPlan(await planOf(graph, registry), { host: createTestHost() })
  expect(results.compare).toMatchObject({
    chains: [{ source: 'a.rate', value: new Array(48).fill(1.25) }],
    remarks: ['a.rate comes by two wires, one of them past a bypassed node: it counts once'],
  })
})

describe('a reference', () => {
  const remarksOf = async (reference: Feed, params = {}) =>
    (await run({ a: steady }, { reference }, params)).result

  test('with a gap is not judged where less than half of the window is covered', async () => {
    const gap: Feed = { ...ecg, value: (t) => (t >= 20 && t < 40 ? Number.NaN : truth(t)) }
    const missing: Feed = { ...ecg, value: (t) => (t >= 20 && t < 40 ? undefined : truth(t)) }
    for (const reference of [gap, missing]) {
      const result = await remarksOf(reference)
      // half of 12.8 s is covered up to 26.4 s (values to 19.75 s) and from 46.4 s (from 39.75 s)
      const none = result.time.filter((_, k) => Number.isNaN(result.reference[k]))
      expect(none[0]).toBeCloseTo(26.8, 9)
      expect(none.at(-1)).toBeCloseTo(45.8, 9)
      expect(result.remarks).toEqual([
        'at 20 of 48 moments the reference covers less than half of the window and nothing is judged; the reference reference.rate runs from 0.0 s to 60.0 s, the answers from 12.8 s to 59.8 s',
      ])
    }
  })

  test('that ends before the answers do', async () => {
    const result = await remarksOf({ ...ecg, until: 30 })
    expect(answered(result.reference)).toBe(24)
    expect(result.remarks).toEqual([
      expect.stringMatching(/^at 24 of 48 moments .* runs from 0\.0 s to 30\.0 s, the answers/),
    ])
  })

  test('at another rate, or at none', async () => {
    const slow = await remarksOf({ value: () => 1.2, rate: 0.1, start: 0 })
    // a moment f s after a value has 12.8 - f s covered: none where f is 6.8, 7.8, 8.8 or 9.8
    expect(answered(slow.reference)).toBe(48 - 5 * 4)
    const beats = Array.from({ length: 80 }, (_, k) => 0.8 * k)
    const uneven = await remarksOf({ value: truth, times: beats })
    expect(answered(uneven.reference)).toBe(48)
    const inside = beats.filter((t) => t <= 20.8 + 1e-9 && t > 8 + 1e-9)
    const mean = inside.reduce((sum, t) => sum + truth(t), 0) / inside.length
    expect(uneven.reference[8]).toBeCloseTo(mean, 12)
  })

  test('that does not overlap in time', async () => {
    const result = await remarksOf({ ...ecg, start: 1000, until: 1100 })
    expect(answered(result.reference)).toBe(0)
    expect(result.remarks).toEqual([
      'the reference reference.rate runs from 1000.0 s to 1100.0 s, the answers from 12.8 s to 59.8 s: they do not overlap, so nothing can be judged; set the offset',
    ])
    const mended = await remarksOf({ ...ecg, start: 1000, until: 1100 }, { offset: -1000 })
    expect(answered(mended.reference)).toBe(48)
    expect(mended).toMatchObject({ offset: -1000, remarks: [] })
  })

  test('that is too thin', async () => {
    const result = await remarksOf({ value: () => 1.2, times: [20, 20.1, 50, 50.1] })
    expect(result.remarks[0]).toMatch(/covers less than half of the window at every moment/)
  })

  test('that is empty, or no rate', async () => {
    const empty = await remarksOf({ value: () => undefined })
    expect(empty.remarks).toEqual([
      'the reference reference.rate gave nothing, so nothing can be judged',
    ])
    const zero = await remarksOf({ ...ecg, value: () => 0 })
    expect(zero.remarks).toEqual([
      'the reference reference.rate has no value above 0, so nothing can be judged',
    ])
    expect(answered(zero.reference)).toBe(0)
  })

  test('in 1/min that is given as Hz fails, in words', async () => {
    const { node, result } = await run({ a: steady }, { reference: { ...ecg, value: () => 72 } })
    expect(node).toMatchObject({
      state: 'failed',
      error:
        'the reference reference.rate has a median of 72 Hz, 4320 /min, which is no rate of a person: if it is in 1/min, say so where it is read',
    })
    expect(result).toBeUndefined()
  })

  test('with some values that are no rate leaves them out and says so', async () => {
    const result = await remarksOf({
      ...ecg,
      value: (t, index) => (index === 80 || index === 81 ? 60 : truth(t)),
    })
    expect(result.remarks).toEqual([
      '2 values of reference.rate above 5 Hz (300 /min) left out: no rate of a person',
    ])
    expect(Math.max(...result.reference)).toBeLessThan(1.3)
  })
})

describe('the offset', () => {
  const follows: Feed = { value: (t) => meanTruth(t), until: 200 }
  const late: Feed = { ...ecg, value: (t) => truth(t - 6.4), until: 240 }

  test('that is given is added to the times of the reference', async () => {
    const { result } = await run({ a: follows }, { reference: late }, { offset: -6.4 })
    for (const [k, moment] of result.time.entries()) {
      expect(result.reference[k]).toBeCloseTo(meanTruth(moment), 2)
    }
    expect(result.remarks).toEqual([])
  })

  test('is found where it is to be estimated, and said', async () => {
    const { result, node } = await run(
      { a: follows, b: { value: () => 1.3, until: 200 }, c: follows },
      { reference: late },
      { alignment: 'estimated' },
    )
    expect(Math.abs(result.offset + 6.4)).toBeLessThan(0.3)
    expect(node.report?.offset).toBe(result.offset)
    expect(result.remarks).toEqual([
      expect.stringMatching(
        /^the offset was estimated: with -6\.\d+ s added to its times the reference follows the median of the chains best \(r (1\.00|0\.9\d)\)/,
      ),
    ])
  })

  test('stays, with the reason, where none can be found', async () => {
    const remarkOf = async (chain: Feed, reference: Feed, params = {}) => {
      const { result } = await run(
        { a: chain },
        { reference },
        { alignment: 'estimated', offset: 1, ...params },
      )
      expect(result.offset).toBe(1)
      return result.remarks[0]
    }
    expect(await remarkOf(steady, ecg)).toMatch(/stays at 1 s: too few .* or the rates do not vary/)
    expect(await remarkOf(follows, late, { mostLag: 3 })).toMatch(
      /stays at 1 s: the best lies at the edge of the search, -3 s away; widen it/,
    )
    const unlike: Feed = { value: (t) => 1.2 + 0.1 * Math.sin(t * t), until: 200 }
    expect(await remarkOf(unlike, late)).toMatch(
      /stays at 1 s: the reference follows the chains now/,
    )
  })
})

test('ranges are compared with ranges, beside a constant range', async () => {
  const signal = { unit: 'm' } as const
  const { result } = await run(
    { a: { value: () => 7.5, signal } },
    { reference: { value: (t) => 7 + t / 100, rate: 4, start: 0, signal } },
    { constantRange: 2 },
  )
  expect(result).toMatchObject({ unit: 'm', constant: 2, remarks: [] })
  expect(result.chains[0].value.every((value) => value === 7.5)).toBe(true)
  // of (t - 12.8, t] at 4 a second; at 12.8 s that is .25 to 12.75
  expect(result.reference[0]).toBeCloseTo(7.065, 9)
})

describe('plan refuses', () => {
  const refusals = async (chains: Feeds, others: Feeds = { reference: ecg }) =>
    (await prepare(chains, others, {})).problems.map(({ input, message }) => `${input}: ${message}`)
  const with2: Feed = { ...steady, signal: { axes: [axis('target', 2)] } }

  test('rates of several targets', async () => {
    const message = /gets 2 targets, and one is compared: take one with pick-target/
    expect(await refusals({ a: with2 })).toEqual([expect.stringMatching(message)])
    expect(await refusals({ a: steady }, { reference: with2 })).toEqual([
      expect.stringMatching(/^reference: gets 2 targets/),
    ])
    // one target on an axis is one
    expect(await refusals({ a: { ...steady, signal: { axes: [axis('target', 1)] } } })).toEqual([])
  })

  test('other units', async () => {
    const seconds: Feed = { ...steady, signal: { unit: 's' } }
    expect(await refusals({ a: seconds })).toEqual([
      expect.stringMatching(/^candidates: wants .*Hz.*, gets .* s.* from a\.rate$/),
    ])
    expect(await refusals({ a: steady }, { reference: seconds })).toEqual([
      expect.stringMatching(/^reference: wants .*Hz/),
    ])
    const metres: Feed = { ...steady, signal: { unit: 'm' } }
    expect(await refusals({ a: metres, b: steady })).toEqual([
      'reference: is in Hz and a chain answers in m: compare rates with rates, ranges with ranges',
    ])
  })

  test('answers at no fixed rate, no chain, no reference', async () => {
    expect(await refusals({ a: { ...steady, times: [1, 2] } })).toEqual([
      expect.stringMatching(/^candidates: wants answers at a fixed rate/),
    ])
    expect(await refusals({})).toEqual(['candidates: needs at least one chain'])
    expect(await refusals({ a: steady }, {})).toEqual([
      expect.stringMatching(/^reference: nothing is connected/),
    ])
  })
})
