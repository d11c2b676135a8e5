import type { Graph, Problem } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { flowOrder, inFlow } from './flow-order.ts'
import { countProblems, describeCount, foldWaiting, sortProblems } from './problems.ts'

const link = (from: string, to: string) => ({
  from: { node: from, port: 'out' },
  to: { node: to, port: 'in' },
})

function graphOf(ids: string, ...wires: string[]): Graph {
  const node = { type: 'x', version: 1, params: {}, extra: {} }
  return {
    title: '',
    nodes: Object.fromEntries([...ids].map((id) => [id, node])),
    links: wires.map(([from, to]) => link(from, to)),
    view: {},
    extra: {},
  }
}

test('the order of flow counts the longest way', () => {
  const graph = graphOf('abcd', 'da', 'ab', 'db', 'bc')
  expect(inFlow(graph)).toEqual(['d', 'a', 'b', 'c'])
  expect(flowOrder(graph).get('b')).toBe(2)
})

test('a loop and a link to nowhere do not stop it', () => {
  const graph = graphOf('abc', 'ab', 'bc', 'cb', 'bz')
  expect([...flowOrder(graph).keys()].sort()).toEqual(['a', 'b', 'c'])
})

test('errors come first, then the order of flow; a link counts where it was to arrive', () => {
  const graph = graphOf('abc', 'ba', 'ac')
  const problems: Problem[] = [
    { severity: 'warning', node: 'b', message: '1' },
    { severity: 'error', node: 'c', message: '2' },
    { severity: 'error', link: 'b.x -> a.in', message: '3' },
    { severity: 'error', message: '4' },
  ]
  expect(sortProblems(problems, graph).map(({ message }) => message)).toEqual(['4', '3', '2', '1'])
})

test('nodes that wait are folded under the one that keeps them', () => {
  const waits = new Map([
    ['c', 'b'],
    ['b', 'a'],
    ['z', 'y'],
  ])
  expect(foldWaiting(waits)).toEqual([
    { root: 'a', nodes: ['c', 'b'] },
    { root: 'y', nodes: ['z'] },
  ])
  const loop = new Map([
    ['a', 'b'],
    ['b', 'a'],
  ])
  expect(foldWaiting(loop).flatMap(({ nodes }) => nodes)).toHaveLength(2)
})

test('counts read as a person says them', () => {
  const problems: Problem[] = [
    { severity: 'error', message: '' },
    { severity: 'warning', message: '' },
    { severity: 'warning', message: '' },
  ]
  expect(describeCount(countProblems(problems))).toBe('1 error, 2 warnings')
})
