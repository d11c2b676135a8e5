import { describe, expect, test } from 'vitest'
import { graphOf, type ShortNode } from '../../../test/support/graphs.ts'
import { createTestRegistry } from '../../../test/support/nodes.ts'
import { parseGraph } from './file.ts'
import { NumberText } from './json.ts'
import { completeGraph, resolveNode, withParam } from './resolve.ts'

const registry = createTestRegistry()
const nodeOf = (node: ShortNode) => graphOf({ n: node }, []).nodes.n
const resolved = (node: ShortNode) => resolveNode('n', nodeOf(node), registry)
const messages = (node: ShortNode) =>
  resolved(node).problems.map(({ severity, param, message }) => [severity, param, message])

describe('resolveNode', () => {
  test('fills in defaults and takes what is given', () => {
    const { type, params, problems } = resolved({ type: 'window', params: { hop: 3 } })
    expect(type?.id).toBe('window')
    expect(params).toEqual({ length: 4, hop: 3 })
    expect(problems).toEqual([])
  })

  test('reads numbers that a person wrote in another way', () => {
    const node = { ...nodeOf({ type: 'window' }), params: { hop: new NumberText('3.0') } }
    expect(resolveNode('n', node, registry)).toMatchObject({ params: { hop: 3 }, problems: [] })
  })

  test('suggests a type', () => {
    expect(messages({ type: 'windwo' })).toEqual([
      [
        'error',
        undefined,
        'there is no node type "windwo", did you mean "window"?; it is kept as it was. "chirpflow nodes" lists them all',
      ],
    ])
    expect(messages({ type: 'toString' })[0][2]).toMatch(/^there is no node type "toString"/)
  })

  test('leaves what a newer program wrote', () => {
    expect(messages({ type: 'window', version: 2 })).toEqual([
      [
        'error',
        undefined,
        'window@2 was written by a newer chirpflow, this one knows window@1; the node is kept as it was',
      ],
    ])
  })

  test('migrates from the version that was, and says so', () => {
    const old = { type: 'migrated', version: 1, params: { percent: 350 } }
    expect(resolved(old).params).toEqual({ factor: 3.5 })
    expect(messages(old)).toEqual([['note', undefined, 'brought from migrated@1 to @3']])
    expect(resolved({ ...old, version: 2, params: { factor: 4 } }).params).toEqual({ factor: 4 })
  })

  test('refuses an older node that cannot be migrated', () => {
    expect(messages({ type: 'window', version: 0 })[0][2]).toMatch(/window@0 can no longer be read/)
  })

  test('names unknown and wrong parameters, all at once', () => {
    expect(messages({ type: 'window', params: { hopp: 1, length: 0, hop: 'x' } })).toEqual([
      ['error', 'length', 'must be a whole number from 1 to 1000000000, is 0'],
      ['error', 'hop', 'must be a whole number from 1 to 1000000, is "x"'],
      ['error', 'hopp', 'window has no parameter "hopp", did you mean "hop"?; it has length, hop'],
    ])
    expect(messages({ type: 'add', params: { constructor: 1 } })).toEqual([
      ['error', 'constructor', 'add has no parameter "constructor"; it has none'],
    ])
  })
})

describe('completeGraph', () => {
  test('writes out every parameter at today’s version', () => {
    const graph = completeGraph(
      graphOf({ m: { type: 'migrated', version: 1, params: { percent: 50 } }, w: 'window' }, []),
      registry,
    )
    expect(graph.nodes.m).toMatchObject({ version: 3, params: { factor: 0.5 } })
    expect(graph.nodes.w.params).toEqual({ length: 4, hop: 2 })
  })

  test('keeps unknown nodes, newer nodes, and values that are refused', () => {
    const graph = graphOf(
      {
        u: { type: 'unheard-of', params: { x: 1 } },
        n: { type: 'window', version: 9, params: { y: 2 } },
        w: { type: 'window', params: { length: -1, hopp: 3 } },
        m: { type: 'migrated', version: 1, params: { percent: 1e6 } },
      },
      [],
    )
    const { nodes } = completeGraph(graph, registry)
    expect(nodes.u).toEqual(graph.nodes.u)
    expect(nodes.n).toEqual(graph.nodes.n)
    expect(nodes.w.params).toEqual({ length: -1, hopp: 3, hop: 2 })
    // today's version with a default in place of 1e6 would be a silent loss
    expect(nodes.m).toEqual(graph.nodes.m)
  })

  test('is the same when done again', () => {
    const graph = completeGraph(
      graphOf({ w: 'window', m: { type: 'migrated', version: 2 } }, []),
      registry,
    )
    expect(completeGraph(graph, registry)).toEqual(graph)
  })

  test('a member called __proto__ stays a member', () => {
    const { graph } = parseGraph(`{ "format": "chirpflow-graph", "version": 1, "title": "",
      "nodes": { "w": { "type": "window@1", "params": { "__proto__": 1 } } }, "links": [] }`)
    const { params } = completeGraph(graph!, registry).nodes.w
    expect(Object.keys(params).sort()).toEqual(['__proto__', 'hop', 'length'])
  })
})

test('withParam changes one value and not the graph it was given', () => {
  const graph = graphOf({ w: 'window' }, [])
  expect(withParam(graph, 'w', 'hop', 7).nodes.w.params).toEqual({ hop: 7 })
  expect(graph.nodes.w.params).toEqual({})
})
