import type { ComparisonResult, Plan } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { timeChains } from './chain-time.ts'
import { formatComparison } from './comparison-summary.ts'
import { createReport, formatReport } from './report.ts'
import { reportSchema } from './report-schema.ts'
import { formatSummary } from './summary.ts'

const time = Array.from({ length: 100 }, (_, k) => 12.75 + k)
const truth = time.map((t) => 1.2 + 0.05 * Math.sin(t / 9))
/** One off by 0.3 /min now up, now down; one that never answers. */
const compared: ComparisonResult = {
  kind: 'comparison',
  unit: 'Hz',
  window: 3,
  offset: 0,
  constant: 70 / 60,
  time,
  reference: truth.map((rate, k) => (k < 2 ? Number.NaN : rate)),
  breathing: time.map(() => 0.25),
  bound: time.map(() => 0.003),
  chains: [
    {
      source: 'a.rate',
      value: truth.map((rate, k) => rate + (k % 2 ? 0.005 : -0.005)),
      coverage: time.map(() => 1),
    },
    { source: 'b.rate', value: time.map(() => Number.NaN), coverage: time.map(() => 0) },
  ],
  remarks: ['b.rate never answers'],
}
const facts = { title: 'T', sha256: 'ab' }
const run = { state: 'finished', nodes: {}, results: { compare: compared } } as const
const report = createReport(facts, run, [], (source) => (source === 'a.rate' ? 0.5 : undefined))

function comparisonOf({ results }: typeof report) {
  const { compare } = results
  if (compare.kind !== 'comparison') throw new Error(`it is ${compare.kind}`)
  return compare
}

describe('the report', () => {
  const { table, findings, ...rest } = comparisonOf(report)

  test('survives JSON and its schema', () => {
    expect(reportSchema.parse(JSON.parse(formatReport(report)))).toEqual(report)
  })

  test('holds the series in 1/min, null for no answer', () => {
    expect(rest).toMatchObject({ unit: '1/min', window: 3, offset: 0, constant: 70 })
    expect(rest.reference.slice(0, 2)).toEqual([null, null])
    expect(rest.reference[5]).toBeCloseTo(60 * truth[5], 12)
    expect(rest.breathing?.[0]).toBe(15)
    expect(rest.bound?.[0]).toBeCloseTo(0.18, 12)
    expect(rest.chains[1].value.every((value) => value === null)).toBe(true)
    expect(rest.remarks).toEqual(['b.rate never answers'])
  })

  test('holds the table: errors in 1/min, shares as they are, nothing as null', () => {
    const [a, b, constant] = table.rows
    expect(a).toMatchObject({
      chain: 'a',
      answered: 98,
      coverage: { value: 1 },
      within4Percent: { value: 1 },
      secondsPerWindow: 0.005,
    })
    expect(a.meanAbsoluteError.value).toBeCloseTo(0.3, 9)
    expect(a.agreement.bias).toBeCloseTo(0, 9)
    expect(b).toMatchObject({
      chain: 'b',
      answered: 0,
      coverage: { value: 0 },
      meanAbsoluteError: { value: null, low: null, high: null },
      agreement: { bias: null },
      noBetterThanConstant: true,
    })
    expect(constant).toMatchObject({ chain: 'Constant 70 /min', constant: true })
    expect(constant.correlation.value).toBeNull()
    const pair = table.pairs.find((one) => one.a === 'a' && one.b === constant.chain)
    const error = truth.slice(2).reduce((sum, rate) => sum + Math.abs(60 * rate - 70) / 98, 0)
    expect(pair?.difference.value).toBeCloseTo(0.3 - error, 9)
    expect(findings.map(({ text }) => text)).toContain('b never answers.')
  })

  test('two outputs of one node go by their full names', () => {
    const chains = compared.chains.map((chain, k) => ({ ...chain, source: `both.out${k}` }))
    const results = { compare: { ...compared, chains } }
    const { table: named } = comparisonOf(createReport(facts, { ...run, results }, []))
    expect(named.rows.map(({ chain }) => chain)).toEqual([
      'both.out0',
      'both.out1',
      'Constant 70 /min',
    ])
  })
})

test('the summary has a row a chain, then findings, then remarks', () => {
  const text = formatComparison('compare', comparisonOf(report))
  const lines = text.trimEnd().split('\n')
  expect(lines[0]).toBe('compare: 98 moments, reference averaged over 3 s')
  expect(lines[1]).toMatch(/^chain +error \(\/min\), 95 % interval +median +RMSE +r +< 1 %/)
  expect(lines[2]).toMatch(
    /^a +0\.30 \(0\.30 to 0\.30\) +0\.30 +0\.30 +0\.99 +100 % +100 % +100 % +100 % +5\.0$/,
  )
  expect(lines[3]).toMatch(/^b +- +- +- +- +- +- +- +0 % +-$/)
  expect(lines[4]).toMatch(/^Constant 70 \/min +2\.\d\d \(.* to .*\) .* - +\d+ % .* 100 % +-$/)
  expect(lines.slice(5)).toEqual([
    '- a and b: no difference shown. They answer at no common moment.',
    '! b never answers.',
    expect.stringMatching(/^- The Cramér-Rao limit .* One recording: intervals by block bootstrap/),
    '- note: b.rate never answers',
  ])
  const pace = { frames: 1, recorded: 1, taken: 1 }
  expect(formatSummary(report, pace).startsWith(text)).toBe(true)
})

test('a chain takes the time of its node and all before it, each once', () => {
  const node = (id: string, ...from: string[]) => ({
    id,
    inputs: new Map([['in', from.map((source) => ({ node: source, port: 'out' }))]]),
  })
  const nodes = [node('s'), node('p', 's'), node('a', 'p', 's'), node('b', 'p')]
  const spent = (seconds: number, state = 'finished') => ({
    type: 'x@1',
    state: state as 'finished' | 'cached',
    chunks: 1,
    bytes: 1,
    seconds,
  })
  const plan = { nodes } as unknown as Plan
  const all = { s: spent(1), p: spent(10), a: spent(100), b: spent(1000) }
  expect(timeChains(plan, all)('a.out')).toBe(111)
  expect(timeChains(plan, all)('b.out')).toBe(1011)
  expect(timeChains(plan, { ...all, p: spent(0, 'cached') })('a.out')).toBeUndefined()
})
