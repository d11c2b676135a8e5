/** Order of the table, moments under a cursor, and what is taken from a result, by hand. */
import type { ComparisonResult, Graph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { judge } from '@chirpflow/statistics'
import { describe, expect, test } from 'vitest'
import { comparedBy, quantityOf } from './compared.ts'
import { errorsOf } from './errors-of.ts'
import { momentAt } from './moment-at.ts'
import { rowsOf } from './rows.ts'

const branch = (letter: string, wire: string, name: string) => ({
  letter,
  wire,
  name,
  source: { node: wire.split('.')[0], port: 'out' },
  nodes: [wire.split('.')[0]],
})
const comparison = {
  node: 'compare',
  branches: [branch('A', 'far.out', 'Far'), branch('B', 'near.out', 'Near')],
  shared: [],
}
const node = (type: string) => ({ type, version: 1, params: {}, extra: {} })
const graph: Graph = {
  title: '',
  nodes: {
    far: node('median-filter'),
    near: node('median-filter'),
    truth: node('simulated-radar'),
  },
  links: [
    { from: { node: 'truth', port: 'heartRate' }, to: { node: 'compare', port: 'reference' } },
  ],
  view: {},
  extra: {},
}
const moments = Array.from({ length: 40 }, (_, at) => at)
const result: ComparisonResult = {
  kind: 'comparison',
  unit: 'Hz',
  window: 2,
  offset: 0,
  constant: 1,
  time: moments,
  reference: moments.map((at) => 1.2 + 0.002 * at),
  // as the node gives them: sorted by source, one that is no longer wired among them
  chains: [
    { source: 'far.out', value: moments.map(() => 1.5), coverage: moments.map(() => 1) },
    { source: 'gone.out', value: moments.map(() => 1), coverage: moments.map(() => 1) },
    {
      source: 'near.out',
      value: moments.map((at) => (at < 10 ? Number.NaN : 1.21 + 0.002 * at)),
      coverage: moments.map(() => 1),
    },
  ],
  remarks: [],
}
const status = (seconds: number) => ({
  activity: 'finished' as const,
  seconds,
  chunks: 40,
  bytes: 0,
  current: true,
})
const nodes = { far: status(0.4), near: status(0.3) }
const compared = comparedBy(result, comparison, graph, registry, nodes)

describe('what is compared', () => {
  test('are the chains that are wired, by letter, with the time of an answer', () => {
    expect(compared.chains.map(({ letter, name }) => `${letter} ${name}`)).toEqual([
      'A Far',
      'B Near',
    ])
    expect(compared.question.chains).toEqual(['Far', 'Near'])
    expect(compared.question.secondsPerWindow).toEqual([0.01, 0.01])
    expect(compared.against).toBe('Simulated radar, heart rate')
    expect(quantityOf(compared)).toBe('Heart rate')
  })

  test('a chain with a node that has not run has no time', () => {
    const { question } = comparedBy(result, comparison, graph, registry, { far: nodes.far })
    expect(question.secondsPerWindow).toEqual([0.01, undefined])
  })

  test('errors are taken where there is an answer, in 1/min', () => {
    const { reference, answer } = errorsOf(compared, 1)
    expect(reference).toHaveLength(30)
    expect(answer[0] - reference[0]).toBeCloseTo(0.6, 9)
  })
})

describe('rows', () => {
  const table = judge(compared.question)
  const letters = (column: 'error' | 'chain' | 'coverage', down: boolean) =>
    rowsOf(compared, table, { column, down }).map(({ chain }) => chain?.letter ?? '-')

  test('are sorted, the constant rate always last', () => {
    expect(letters('error', false)).toEqual(['B', 'A', '-'])
    expect(letters('error', true)).toEqual(['A', 'B', '-'])
    expect(letters('chain', false)).toEqual(['A', 'B', '-'])
    expect(letters('coverage', false)).toEqual(['B', 'A', '-'])
    expect(letters('coverage', true)).toEqual(['A', 'B', '-'])
  })
})

test.each([
  [-1, 0],
  [-2.5, undefined],
  [0.4, 0],
  [0.6, 1],
  [38.9, 39],
  [41, 39],
  [42, undefined],
])('the moment at %f is %s', (place, moment) => {
  expect(momentAt(moments, place)).toBe(moment)
})
