import {
  choice,
  createRegistry,
  defineNode,
  file,
  flag,
  type Graph,
  number,
  type Params,
} from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { sharedParams } from './shared-params.ts'

const words = { label: '', help: '' }
const make = (id: string, params: Params) =>
  defineNode({
    id,
    version: 1,
    title: id,
    category: 'filter',
    summary: '',
    inputs: {},
    outputs: {},
    params,
    plan: () => ({}),
    open: () => ({ process() {} }),
  })

const registry = createRegistry([
  make('a', {
    low: number({ ...words, default: 1, min: 0, max: 10, unit: 'Hz' }),
    size: number({ ...words, default: 3 }),
    taper: choice(['hann', 'none'], { ...words, default: 'hann' }),
    on: flag({ ...words, default: false }),
    path: file({ ...words, accepts: ['.csv'] }),
  }),
  make('b', {
    low: number({ ...words, default: 2, min: 0.5, max: 50, unit: 'Hz' }),
    size: number({ ...words, default: 3, unit: 's' }),
    taper: choice(['flat', 'none'], { ...words, default: 'none' }),
    on: flag({ ...words, default: false }),
    path: file({ ...words, accepts: ['.csv'] }),
  }),
])

const graph = (...nodes: [string, string, Record<string, number>][]): Graph => ({
  title: '',
  nodes: Object.fromEntries(
    nodes.map(([id, type, params]) => [id, { type, version: 1, params, extra: {} }]),
  ),
  links: [],
  view: {},
  extra: {},
})

test('one node shares all with itself', () => {
  const shared = sharedParams(graph(['x', 'a', { low: 4 }]), ['x'], registry)
  expect(shared.map(({ name }) => name)).toEqual(['low', 'size', 'taper', 'on', 'path'])
  expect(shared.map(({ changed }) => changed)).toEqual([true, false, false, false, false])
  expect(shared[0]).toMatchObject({ nodes: ['x'], values: [4], same: true })
})

test('two types share what a value can be of both, within the limits of both', () => {
  const shared = sharedParams(graph(['x', 'a', {}], ['y', 'b', {}]), ['x', 'y'], registry)
  expect(shared.map(({ name }) => name)).toEqual(['low', 'taper', 'on'])
  expect(shared[0]).toMatchObject({
    param: { min: 0.5, max: 10 },
    values: [1, 2],
    same: false,
    changed: false,
  })
  expect(shared[1].param).toMatchObject({ options: ['none'] })
})

test('nothing is shared with a type that nobody knows', () => {
  const shared = sharedParams(graph(['x', 'a', {}], ['y', 'gone', {}]), ['x', 'y'], registry)
  expect(shared).toEqual([])
})
