import { describe, expect, test } from 'vitest'
import { createTestHost } from '../../../../test/support/host.ts'
import { type Fed, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { signalOf } from '../../../../test/support/nodes.ts'
import { ratesOf } from '../../../../test/support/rates.ts'
import { axis } from '../../../../test/support/signals.ts'
import rateLog from './rate-log.ts'

const rates = (given = {}) => signalOf({ unit: 'Hz', rate: 1, start: 12.75, span: 12.8, ...given })

async function log(fed: readonly Fed[], given = {}, path = '') {
  const host = createTestHost()
  const { result } = await runMock(rateLog, {
    inputs: { rate: rates(given) },
    params: { path },
    host,
    chunks: { rate: fed },
  })
  return { result, host }
}

const one = (value: number, index: number, coverage = 1): Fed => ({
  data: Float64Array.of(value),
  index,
  coverage,
})

describe('result', () => {
  test('is the series with times and coverage, and the median of its answers', async () => {
    const { result } = await log([one(1.1, 0), one(Number.NaN, 1, 0.2), one(1.3, 4, 0.9)])
    expect(result).toEqual({
      kind: 'rates',
      unit: 'Hz',
      time: [12.75, 13.75, 16.75],
      value: [1.1, Number.NaN, 1.3],
      coverage: [1, 0.2, 0.9],
      median: expect.closeTo(1.2, 12),
    })
  })

  test('with targets, a list each', async () => {
    const fed = [Float64Array.of(1, 2), Float64Array.of(Number.NaN, 4), Float64Array.of(3, 9)]
    const { result } = await log(fed, { axes: [axis('target', 2)] })
    expect(ratesOf(result).value).toEqual([
      [1, 2],
      [Number.NaN, 4],
      [3, 9],
    ])
    expect(ratesOf(result).median).toEqual([2, 4])
  })

  test('of nothing has no answer', async () => {
    const { result } = await log([])
    expect(result).toMatchObject({ time: [], value: [], coverage: [], median: Number.NaN })
    const several = await log([], { axes: [axis('target', 2)] })
    expect(ratesOf(several.result).median).toEqual([Number.NaN, Number.NaN])
  })

  test('of ranges is in metres', async () => {
    const { result } = await log([one(0.7, 0)], { unit: 'm' })
    expect(result).toMatchObject({ unit: 'm', median: 0.7 })
  })
})

describe('CSV', () => {
  const csv = async (...args: Parameters<typeof log>) => {
    const { host } = await log(args[0], args[1], 'out.csv')
    return host.files.get('out.csv')?.split('\n')
  }

  test('rates are per minute, no answer is an empty field', async () => {
    expect(await csv([one(1.25, 0), one(Number.NaN, 1, 0.2)])).toEqual([
      'time (s),rate (1/min),coverage',
      '12.75,75,1',
      '13.75,,0.2',
      '',
    ])
  })

  test('ranges are in metres, targets are columns, with or without rows', async () => {
    const given = { unit: 'm', axes: [axis('target', 2)] }
    const head = 'time (s),range (m) 1,range (m) 2,coverage'
    expect(await csv([Float64Array.of(0.5, 1.5)], given)).toEqual([head, '12.75,0.5,1.5,1', ''])
    expect(await csv([], given)).toEqual([head, ''])
  })

  test('is not written without a path', async () => {
    const { host } = await log([one(1, 0)])
    expect([...host.files.keys()]).toEqual([])
  })
})

test('takes rates and ranges, one a target, nothing else', async () => {
  const problemsOf = async (given: object) =>
    (await planMock(rateLog, { inputs: { rate: rates(given) } })).problems
  expect(await problemsOf({ unit: 'rad' })).toEqual([
    expect.stringMatching(/^error rate: wants .*in Hz or m, gets .*in rad/),
  ])
  expect(await problemsOf({ axes: [axis('range', 3)] })).toEqual([
    expect.stringMatching(/^error rate: wants .*target\?.* gets float64 \(range 3\)/),
  ])
})
