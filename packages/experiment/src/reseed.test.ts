import type { Graph } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { reseededGraph } from './reseed.ts'
import type { Subject } from './subjects.ts'

const set = {}
const subject = (seed: number | undefined, more: Partial<Subject> = {}): Subject => ({
  name: `seed ${seed}`,
  ...(seed === undefined ? {} : { seed }),
  set,
  ...more,
})
const graphOf = (title: string, ...seeds: number[]): Graph => ({
  title,
  nodes: Object.fromEntries(
    seeds.map((seed, at) => [
      `source-${at}`,
      { type: 'simulated-radar', version: 1, params: { seed, snr: 5 }, extra: {} },
    ]),
  ),
  links: [],
  view: {},
  extra: {},
})
const laid = (seed: number, ...seeds: number[]) => ({
  subject: subject(seed),
  graph: graphOf(`seed ${seed}`, ...seeds),
})

test('the third of a row of seeds follows from two that differ in nothing else, copies of the source too', () => {
  const graph = reseededGraph(subject(3), [laid(1, 1, 1), laid(2, 2, 2)])
  expect(graph).toEqual(graphOf('seed 3', 3, 3))
})

test('a seed that stays, because a chain sets it, stays', () => {
  expect(reseededGraph(subject(3), [laid(1, 1, 7), laid(2, 2, 7)])).toEqual(graphOf('seed 3', 3, 7))
})

test.each([
  ['one alone', subject(3), [laid(2, 2)]],
  ['a graph with more changes than the seed', subject(3), [laid(1, 1, 1), laid(2, 2)]],
  ['a number that was no seed but equal to one', subject(3), [laid(1, 1, 1), laid(2, 2, 1)]],
  ['other values', subject(3, { set: { 'source-0.snr': 1 } }), [laid(1, 1), laid(2, 2)]],
  ['another reference', subject(3, { reference: 'a.csv' }), [laid(1, 1), laid(2, 2)]],
  ['a file', subject(undefined, { file: 'a.npy' }), [laid(1, 1), laid(2, 2)]],
])('%s: nothing follows', (_, next, before) => {
  expect(reseededGraph(next, before)).toBeUndefined()
})
