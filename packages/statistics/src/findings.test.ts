import { expect, test } from 'vitest'
import { findings } from './findings.ts'
import { judge } from './judge.ts'
import type { Estimate, Pair, Row, Table } from './types.ts'

const perMinute = (value: number, low: number, high: number): Estimate => ({
  value: value / 60,
  low: low / 60,
  high: high / 60,
})
const [{ chain: _, ...plainRow }] = judge({ chains: ['x'], recordings: [], constant: 1 }).rows
const row = (chain: string, more: Partial<Row> = {}): Row => ({
  ...plainRow,
  answered: 5,
  noBetterThanConstant: false,
  chain,
  ...more,
})
const pair = (a: string, b: string, difference: Estimate, more: Partial<Pair> = {}): Pair => ({
  a,
  b,
  difference,
  moments: 5,
  ...more,
})
const constant = 'Constant 70 /min'
const rows = [
  row('Band-pass only', { noBetterThanConstant: true }),
  row('RLSRHS'),
  row('VMD'),
  row(constant, { constant: true }),
]
const one: Table['resampling'] = { by: 'blocks', block: 20, repeats: 2000, seed: 1 }
const many: Table['resampling'] = { by: 'recordings', repeats: 2000, seed: 1 }
const table = (pairs: readonly Pair[], more: Partial<Table> = {}): Table => ({
  unit: 'Hz',
  rows,
  pairs,
  moments: 288,
  recordings: 20,
  resampling: many,
  ...more,
})
const textsOf = (one: Table) => findings(one).map(({ tone, text }) => `${tone}: ${text}`)

test('what the example of the design says', () => {
  const pairs = [
    pair('Band-pass only', 'RLSRHS', perMinute(2.26, 0.63, 3.89), { p: 0.002, corrected: 0.004 }),
    pair('RLSRHS', 'VMD', perMinute(0.7, -0.33, 1.73), { p: 0.2, corrected: 0.4 }),
    pair('Band-pass only', constant, perMinute(-0.1, -1.67, 1.76), { p: 0.8, corrected: 0.8 }),
    pair('RLSRHS', constant, perMinute(-3, -4, -2), { p: 0.002, corrected: 0.004 }),
  ]
  expect(textsOf(table(pairs, { boundWithin1Percent: 0.9612 }))).toEqual([
    'better: RLSRHS is better than Band-pass only: 2.26 /min less error, interval 0.63 to 3.89, p 0.004 after Holm.',
    'none: RLSRHS and VMD: no difference shown. Interval −0.33 to 1.73 /min crosses zero, so neither is marked best.',
    'warning: Band-pass only is no better than a constant rate that uses no radar: interval −1.67 to 1.76 /min.',
    'note: The Cramér-Rao limit for this scene is 96 % within 1 %. 20 recordings: intervals by bootstrap over recordings.',
  ])
})

test('ranges are told in cm', () => {
  const metres = (value: number, low: number, high: number) => ({ value, low, high })
  const pairs = [
    pair('Band-pass only', 'RLSRHS', metres(0.037, 0.021, 0.0523), { p: 0.002, corrected: 0.004 }),
    pair('Band-pass only', constant, metres(-0.1, -0.2, 0.3), { p: 0.8, corrected: 0.8 }),
  ]
  expect(textsOf(table(pairs, { unit: 'm' })).slice(0, 2)).toEqual([
    'better: RLSRHS is better than Band-pass only: 3.70 cm less error, interval 2.10 to 5.23, p 0.004 after Holm.',
    'warning: Band-pass only is no better than a constant range that uses no radar: interval −20.00 to 30.00 cm.',
  ])
})

test('the better one is named first, whichever way the pair stands', () => {
  const better = (difference: Estimate) =>
    textsOf(table([pair('RLSRHS', 'VMD', difference)], { resampling: one }))[0]
  expect(better(perMinute(-1, -2, -0.5))).toBe(
    'better: RLSRHS is better than VMD: 1.00 /min less error, interval 0.50 to 2.00.',
  )
  expect(better(perMinute(1, 0.5, 2))).toBe(
    'better: VMD is better than RLSRHS: 1.00 /min less error, interval 0.50 to 2.00.',
  )
})

test('an interval that excludes zero is not enough where the test says otherwise', () => {
  const pairs = [pair('RLSRHS', 'VMD', perMinute(-1, -2, -0.5), { p: 0.0625, corrected: 0.19 })]
  const texts = textsOf(table(pairs, { recordings: 5 }))
  expect(texts[0]).toBe(
    'none: RLSRHS and VMD: no difference shown. Interval −2.00 to −0.50 /min, but p 0.190 after Holm, so neither is marked best.',
  )
  expect(texts.at(-1)).toBe(
    'note: 5 recordings: intervals by bootstrap over recordings. With fewer than 6 recordings sign flips cannot reach p 0.05, so no difference can be shown.',
  )
})

test('six recordings can show a difference of one pair, and not of many', () => {
  const tested = (count: number) =>
    Array.from({ length: count }, (_, k) =>
      pair(`a${k}`, 'b', perMinute(-1, -2, 1), { p: 0.03125, corrected: 1 }),
    )
  expect(textsOf(table(tested(1), { recordings: 6 })).at(-1)).not.toMatch(/too few/)
  expect(textsOf(table(tested(3), { recordings: 6 })).at(-1)).toMatch(
    /6 recordings are too few for 3 pairs: after Holm the least p is 0\.094\.$/,
  )
})

test('one recording says how it was drawn, or that it is too short', () => {
  expect(textsOf(table([], { recordings: 1, resampling: one })).at(-1)).toBe(
    'note: One recording: intervals by block bootstrap, 20 moments a block.',
  )
  const short = { ...one, repeats: 0 }
  const pairs = [pair('RLSRHS', 'VMD', perMinute(1, Number.NaN, Number.NaN))]
  expect(textsOf(table(pairs, { recordings: 1, resampling: short }))).toEqual([
    'none: RLSRHS and VMD: no difference shown. There is too little data for an interval.',
    'warning: Band-pass only is not shown to be better than a constant rate that uses no radar: too little data for an interval.',
    'note: One recording: it holds fewer than five blocks of 20 moments, too few for intervals.',
  ])
})

test('chains that never answer, pairs that never meet, nothing to judge', () => {
  const never = [row('VMD', { answered: 0, noBetterThanConstant: true }), rows[3]]
  const pairs = [
    pair('RLSRHS', 'VMD', perMinute(Number.NaN, Number.NaN, Number.NaN), { moments: 0 }),
  ]
  expect(textsOf(table(pairs, { rows: never })).slice(0, 2)).toEqual([
    'none: RLSRHS and VMD: no difference shown. They answer at no common moment.',
    'warning: VMD never answers.',
  ])
  expect(textsOf(table(pairs, { moments: 0 }))).toEqual([
    'warning: No moment has a reference, so nothing can be judged.',
  ])
})
