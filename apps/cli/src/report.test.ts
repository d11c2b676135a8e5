import type { RateResult } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createReport, formatReport, reportRates } from './report.ts'
import { reportSchema } from './report-schema.ts'
import { formatSummary } from './summary.ts'

const heart: RateResult = {
  kind: 'rates',
  unit: 'Hz',
  time: [12.75, 13.75, 14.75],
  value: [1.25, Number.NaN, 1.5],
  coverage: [1, 0.5, 1],
  median: 1.375,
}
const two: RateResult = {
  kind: 'rates',
  unit: 'm',
  time: [1, 2],
  value: [
    [0.7, 1.25],
    [0.72, Number.NaN],
  ],
  coverage: [1, 1],
  median: [0.71, 1.25],
}
const silent: RateResult = { ...heart, value: [NaN, NaN, NaN], median: NaN }
const nodes = {
  heart: {
    type: 'rate-log@1',
    state: 'finished',
    chunks: 3,
    bytes: 24,
    seconds: 0.1,
    report: { share: Number.NaN, words: 'x' },
  },
} as const

describe('rates', () => {
  test('are a minute, and null where there is no answer', () => {
    expect(reportRates(heart)).toEqual({
      kind: 'rates',
      unit: '1/min',
      time: [12.75, 13.75, 14.75],
      value: [75, null, 90],
      coverage: [1, 0.5, 1],
      median: 82.5,
    })
    expect(reportRates(silent).median).toBeNull()
  })

  test('of several targets are a list a moment; metres stay metres', () => {
    expect(reportRates(two)).toMatchObject({
      unit: 'm',
      value: [
        [0.7, 1.25],
        [0.72, null],
      ],
      median: [0.71, 1.25],
    })
  })
})

test('a report survives JSON and its schema, and ok means finished', () => {
  const facts = { title: 'T', sha256: 'ab' }
  for (const state of ['finished', 'failed', 'aborted', 'refused'] as const) {
    const report = createReport(facts, { state, nodes, results: { heart, two } }, [
      { severity: 'warning', node: 'heart', message: 'x' },
    ])
    const read = reportSchema.parse(JSON.parse(formatReport(report)))
    expect(read).toEqual(report)
    expect(read.ok).toBe(state === 'finished')
    expect(read.nodes.heart.report).toEqual({ share: null, words: 'x' })
  }
})

test('the summary has a row a sink and target, and the pace', () => {
  const results = { heart, two, silent }
  const report = createReport({ title: '', sha256: '' }, { state: 'finished', nodes, results }, [])
  expect(formatSummary(report, { frames: 1200, recorded: 60, taken: 0.5 })).toBe(
    [
      'result            median  answers           range  coverage',
      'heart          82.5 /min   2 of 3    75.0 to 90.0      83 %',
      'two, target 1    0.710 m   2 of 2  0.700 to 0.720     100 %',
      'two, target 2    1.250 m   1 of 2  1.250 to 1.250     100 %',
      'silent         no answer   0 of 3               -      83 %',
      '1200 frames, 60.0 s of recording in 0.50 s, 120 times real time',
      '',
    ].join('\n'),
  )
})
