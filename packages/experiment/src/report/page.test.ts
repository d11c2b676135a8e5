import { findings, judge } from '@chirpflow/statistics'
import { describe, expect, test } from 'vitest'
import { formatResultsCsv } from '../csv.ts'
import type { Results } from '../results.ts'
import { formatResultsPage } from './page.ts'

/** Results of made-up answers: chain k lies k tenths of a beat a minute off, the last never answers. */
function made(chains: number, recordings: number, moments: number): Results {
  const names = Array.from({ length: chains }, (_, at) => `<b>"chain" & ${at}`)
  const lists = Array.from({ length: recordings }, (_, recording) => {
    const time = Array.from({ length: moments }, (_, at) => 12.8 + at)
    const reference = time.map((at) => 1.1 + 0.05 * Math.sin(at / 20 + recording))
    const answers = names.map((_, chain) =>
      reference.map((rate, at) => {
        if (chain === chains - 1) return Number.NaN
        const wander = Math.sin(12.9898 * at + chain) / 600
        return at % 13 === chain % 13 ? Number.NaN : rate + chain / 600 + wander
      }),
    )
    const breathing = time.map(() => 0.27)
    // the first chain states confidences, the others none
    const confidences = names.map((_, chain) =>
      chain === 0 ? time.map((at) => 0.5 + 0.5 * Math.abs(Math.sin(at))) : [],
    )
    return { recording: `seed ${recording}`, time, reference, answers, confidences, breathing }
  })
  const table = judge({ chains: names, recordings: lists, constant: 70 / 60, window: 12.8 })
  return {
    format: 'chirpflow-results',
    version: 1,
    title: 'Chains & <names>',
    state: 'failed',
    conditions: {
      program: 'chirpflow 0.1.0',
      engine: 'an engine',
      command: "chirpflow compare 'a b.experiment.json'",
      made: '2026-01-02T03:04:05.000Z',
      graph: {
        path: 'g.graph.json',
        title: 'A <graph>',
        sha256: 'ab'.repeat(32),
        text: '{ "<": 1 }',
      },
      types: ['vmd@1'],
    },
    unit: 'Hz',
    window: 12.8,
    constant: 70 / 60,
    chains: names.map((name) => ({ name, candidate: 'a.out', settings: {} })),
    table,
    findings: findings(table),
    cells: [{ chain: names[0], recording: 'seed 0', state: 'failed', error: 'it <broke>' }],
    recordings: lists.map(({ recording, ...rest }) => ({
      ...rest,
      name: recording,
      inputs: [],
      graph: 'cd'.repeat(32),
      offset: 0,
      coverage: rest.answers.map((list) => list.map(() => 1)),
      remarks: ['a <remark>'],
    })),
    timing: {
      secondsPerWindow: names.map((_, at) => (at === 0 ? Number.NaN : at / 1000)),
      nodes: [],
      seconds: 1,
      apart: 3,
    },
  }
}

describe.each([
  [1, 1, 30],
  [3, 1, 200],
  [4, 8, 40],
  [28, 2, 60],
])('the page of %i chains on %i recordings', (chains, recordings, moments) => {
  const results = made(chains, recordings, moments)
  const page = formatResultsPage(results)

  test('closes what it opens, and escapes what is not its own', () => {
    const open: string[] = []
    const body = page.slice(page.indexOf('<body>'), page.indexOf('</html>'))
    for (const [, close, name, empty] of body.matchAll(/<(\/?)([a-z0-9]+)[^<>]*?(\/?)>/g)) {
      if (empty === '/') continue
      if (close === '') open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
    expect(page).not.toMatch(/<b>"chain|<graph>|<names>|<remark>|<broke>/)
    expect(page).toContain('&lt;b&gt;&quot;chain&quot; &amp; 0')
  })

  test('draws the confidence of the chains that state one and answer', () => {
    expect(page.includes('<h2>Confidence</h2>')).toBe(chains > 1)
  })

  test('holds no number that is none, and asks for nothing from elsewhere', () => {
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/)
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=|(src|href)=/i)
  })

  test('has a row for each chain and the constant, by rising error, none of them dropped', () => {
    const body = page.slice(page.indexOf('<tbody>'), page.indexOf('</tbody>'))
    expect(body.match(/<tr/g)).toHaveLength(chains + 1)
    const errors = [...body.matchAll(/number main">([^<]*)</g)].map(([, text]) => Number(text))
    const finite = errors.filter(Number.isFinite)
    expect(finite).toEqual([...finite].sort((a, b) => a - b))
    // the chain that never answers stands last, with a dash
    expect(errors.at(-1)).toBeNaN()
    expect(errors).toHaveLength(chains + 1)
  })
})

test('ranges are shown in cm, and nothing of them a minute', () => {
  const rates = made(3, 2, 40)
  const { recordings } = rates
  const table = judge({
    unit: 'm',
    chains: rates.chains.map(({ name }) => name),
    recordings: recordings.map(({ name: recording, ...series }) => ({ recording, ...series })),
    constant: 1,
  })
  const results: Results = { ...rates, unit: 'm', constant: 1, table, findings: findings(table) }
  const page = formatResultsPage(results)
  expect(page).toContain('Constant 100 cm')
  expect(page).not.toMatch(/\/min|NaN|undefined|Harmonics/)
  const [head, first] = formatResultsCsv(results).split('\r\n')
  expect(head).toContain('mean absolute error (cm)')
  // the first chain wanders by a six-hundredth, 2 / pi of it on average
  const [error] = first
    .replace(/^".*?",,/, '')
    .split(',')
    .map(Number)
  expect(error).toBeGreaterThan(0.08)
  expect(error).toBeLessThan(0.13)
})

test('the table as CSV has a row a chain, each name in quotes where it must be', () => {
  const results = made(3, 2, 40)
  const [head, ...rows] = formatResultsCsv(results).trimEnd().split('\r\n')
  expect(rows).toHaveLength(4)
  expect(rows[0].startsWith('"<b>""chain"" & 0",,')).toBe(true)
  const column = head.split(',').indexOf('mean absolute error (1/min)')
  const value = Number(rows[1].split(',')[column])
  expect(value).toBeCloseTo(60 * results.table.rows[1].meanAbsoluteError.value, 12)
})
