import { sep } from 'node:path'
import {
  choice,
  createRegistry,
  defineNode,
  file,
  flag,
  type Graph,
  integer,
  number,
  text,
} from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { applySettings } from './set.ts'

const said = { label: 'X', help: 'X.' }
const every = defineNode({
  id: 'every',
  version: 1,
  title: 'Every',
  category: 'sink',
  summary: 'Has one parameter of each kind.',
  inputs: {},
  outputs: {},
  params: {
    size: number({ default: 1, min: 0, ...said }),
    count: integer({ default: 1, ...said }),
    on: flag({ default: false, ...said }),
    kind: choice(['hann', 'flat'], { default: 'hann', ...said }),
    name: text({ default: '', ...said }),
    path: file({ accepts: ['.bin'], ...said }),
  },
  plan: () => ({}),
  open: () => ({ process() {} }),
})
const registry = createRegistry([every])
const graph: Graph = {
  title: '',
  nodes: {
    a: { type: 'every', version: 1, params: {}, extra: {} },
    odd: { type: 'unheard-of', version: 1, params: {}, extra: {} },
  },
  links: [],
  view: {},
  extra: {},
}
const set = (...settings: string[]) => applySettings(graph, settings, registry, `${sep}work`)

test('reads a value as its parameter wants it; the last one holds', () => {
  const settings = ['a.size=5', 'a.size=1.2e-3', 'a.count=-7', 'a.on=true', 'a.kind=flat']
  const { graph, problems } = set(...settings, 'a.name=a=b c', 'a.path=x/y.bin')
  expect(problems).toEqual([])
  expect(graph.nodes.a.params).toEqual({
    size: 0.0012,
    count: -7,
    on: true,
    kind: 'flat',
    name: 'a=b c',
    path: `${sep}work${sep}x${sep}y.bin`,
  })
})

test('an empty path stays empty', () => {
  expect(set('a.path=').graph.nodes.a.params).toEqual({ path: '' })
})

test.each([
  ['a.size=wide', 'must be a number at least 0, is "wide"'],
  ['a.size=', 'is ""'],
  ['a.size=-1', 'is -1'],
  ['a.count=1.5', 'must be a whole number, is 1.5'],
  ['a.on=yes', 'must be true or false, is "yes"'],
  ['a.kind=han', 'must be one of hann, flat, is "han"'],
  ['a.sise=1', 'has no parameter "sise", did you mean "size"?'],
  ['b.size=1', 'no node "b", did you mean "a"?'],
  ['odd.size=1', 'unheard-of'],
  ['size=1', 'node.param=value'],
  ['a.size', 'node.param=value'],
  ['a.toString=1', 'has no parameter'],
  ['toString.size=1', 'no node'],
])('refuses %s', (setting, message) => {
  const { graph: after, problems } = set(setting)
  expect(problems).toHaveLength(1)
  expect(problems[0].severity).toBe('error')
  expect(problems[0].message).toContain(message)
  expect(after).toEqual(graph)
})

test('gives every problem at once', () => {
  expect(set('x', 'a.count=x', 'a.on=true').problems).toHaveLength(2)
})
