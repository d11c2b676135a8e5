import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyGraph, mutatedText } from '../../../test/support/arbitrary.ts'
import {
  type FileMigration,
  formatGraph,
  formatLink,
  type Graph,
  graphFormat,
  parseGraph,
  parseLink,
} from './file.ts'

function parsed(text: string): Graph {
  const { graph, problems } = parseGraph(text)
  expect(problems).toEqual([])
  return graph!
}

type Members = Record<string, unknown>

/** The same file with members, nodes, parameters and links in another order. */
function reversed(text: string): string {
  const flip = (members: Members) => Object.fromEntries(Object.entries(members).reverse())
  const file = JSON.parse(text) as Members & {
    nodes: Record<string, { params: Members }>
    links: string[]
    view: Members
  }
  const nodes = Object.entries(file.nodes).map(([id, node]) => [
    id,
    flip({ ...node, params: flip(node.params) }),
  ])
  return JSON.stringify(
    flip({
      ...file,
      nodes: Object.fromEntries(nodes.reverse()),
      links: file.links.reverse(),
      view: flip(file.view),
    }),
  )
}

const small = `{
  "format": "chirpflow-graph",
  "version": 1,
  "title": "Small",
  "nodes": {
    "a": { "type": "source@1", "params": {
      "frames": 3,
      "rate": 10
    } },
    "b": { "type": "unheard-of@12", "off": "bypass", "note": "mine", "colour": [1.0, { "x": null }], "params": {
      "deep": { "z": 1, "a": [true, 1e400] }
    } }
  },
  "links": [
    "a.value -> b.in"
  ],
  "view": {
    "a": [0, -10.5],
    "b": [240, 0]
  },
  "groups": {
    "g": {
      "title": "A group",
      "nodes": ["a", "b"]
    }
  }
}
`

describe('the canonical text', () => {
  test('is kept byte by byte, with unknown nodes, members and numbers', () => {
    expect(formatGraph(parsed(small))).toBe(small)
  })

  test('is a fixed point for any graph', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const text = formatGraph(graph)
        expect(formatGraph(parsed(text))).toBe(text)
      }),
    )
  })

  test('is a fixed point for whatever still parses of a mutated text', () => {
    fc.assert(
      fc.property(mutatedText, (text) => {
        const { graph, problems } = parseGraph(text)
        if (!graph) {
          expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
          for (const { line } of problems) {
            expect(line).toBeGreaterThanOrEqual(1)
            expect(line).toBeLessThanOrEqual(text.split('\n').length)
          }
          return
        }
        const once = formatGraph(graph)
        expect(formatGraph(parsed(once))).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  test('does not depend on the order of members and links', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        // through JSON.parse, so numbers as JavaScript writes them
        const text = formatGraph(parsed(JSON.stringify(JSON.parse(formatGraph(graph)))))
        expect(formatGraph(parsed(reversed(text)))).toBe(text)
      }),
    )
  })

  test('moving a node changes one line', () => {
    const graph = parsed(small)
    const moved = formatGraph({ ...graph, view: { ...graph.view, a: [17, 3] } })
    const changed = moved.split('\n').filter((line, at) => line !== small.split('\n')[at])
    expect(changed).toEqual(['    "a": [17, 3],'])
  })
})

test('a link reads as it is written', () => {
  const link = { from: { node: 'a-', port: 'x' }, to: { node: 'b_1', port: 'y-z' } }
  expect(parseLink(formatLink(link))).toEqual(link)
  expect(parseLink(' a.x->b.y ')).toEqual({
    from: { node: 'a', port: 'x' },
    to: { node: 'b', port: 'y' },
  })
  for (const wrong of [
    '',
    'a.x',
    'a -> b',
    'a.x -> b',
    'a.x.y -> b.z',
    '1.x -> b.y',
    'a.x -> /.y',
  ]) {
    expect(parseLink(wrong)).toBeUndefined()
  }
})

test('every mistake is told at once, each with its line', () => {
  const { graph, problems } = parseGraph(`{
  "format": "chirpflow-graph",
  "version": 1,
  "title": 3,
  "nodes": {
    "a/b": { "type": "source@1" },
    "c": { "type": "source", "off": false, "note": 1 },
    "d": 7,
    "e": { "type": "x@1", "params": [] }
  },
  "links": [
    "a.x -> b.y",
    "nonsense", 5
  ],
  "view": { "a": [1], "b": ["x", 2],
    "c": [1e400, 0] }
}`)
  expect(graph).toBeUndefined()
  expect(problems.map(({ line, node, message }) => [line, node, message.slice(0, 24)])).toEqual([
    [4, undefined, '"title" must be a text'],
    [6, undefined, '"a/b" is no node id: ids'],
    [7, 'c', '"type" must read "name@v'],
    [7, 'c', '"off" must be true or "b'],
    [7, 'c', '"note" must be a text'],
    [8, 'd', 'a node must be an object'],
    [9, 'e', '"params" must be an obje'],
    [13, undefined, 'a link reads "node.port '],
    [13, undefined, 'a link reads "node.port '],
    [15, undefined, 'the place of a must be t'],
    [15, undefined, 'the place of b must be t'],
    [16, undefined, 'the place of c must be t'],
  ])
})

test.each([
  ['{', 1, /^this is not valid JSON: .*column 2/],
  ['[]', 1, /not a chirpflow graph/],
  ['"chirpflow-graph"', 1, /not a chirpflow graph/],
  ['{\n"format": "other" }', 2, /not a chirpflow graph/],
  ['{ "format": "chirpflow-graph" }', 1, /"version" must be a whole number/],
  ['{ "format": "chirpflow-graph",\n "version": "1" }', 2, /"version" must be a whole number/],
  ['{ "format": "chirpflow-graph",\n "version": 2 }', 2, /of version 2, .* knows up to 1: a newer/],
  ['{ "format": "chirpflow-graph",\n "version": 0 }', 2, /of version 0, .* no longer reads/],
  ['{ "format": "chirpflow-graph",\n "version": -9007199254740991 }', 2, /no longer reads/],
])('%j is refused at line %d', (text, line, message) => {
  const { graph, problems } = parseGraph(text)
  expect(graph).toBeUndefined()
  expect(problems).toEqual([{ severity: 'error', line, message: expect.stringMatching(message) }])
})

describe('migrations', () => {
  const migrations: FileMigration[] = [
    {
      from: 2,
      name: 'links became texts',
      migrate: (file) => ({
        ...file,
        links: (file.links as string[][]).map(([from, to]) => `${from} -> ${to}`),
      }),
    },
    {
      from: 1,
      name: 'name became title',
      migrate: ({ name, ...file }) => ({ ...file, title: name }),
    },
  ]
  const old = (version: number, more: object) =>
    JSON.stringify({
      format: graphFormat,
      version,
      nodes: { a: { type: 'x@1', params: {} } },
      links: [['a.out', 'a.in']],
      ...more,
    })

  test('run in sequence from the version of the file, and say what they did', () => {
    const { graph, problems } = parseGraph(old(1, { name: 'Old' }), migrations, 3)
    expect(graph?.title).toBe('Old')
    expect(graph?.links.map(formatLink)).toEqual(['a.out -> a.in'])
    expect(graph?.extra).toEqual({})
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      ['note', 'brought from version 1: name became title'],
      ['note', 'brought from version 2: links became texts'],
    ])
  })

  test('those before the file are left out', () => {
    const { problems } = parseGraph(old(2, { title: 'Old' }), migrations, 3)
    expect(problems).toHaveLength(1)
  })

  test('a gap is refused', () => {
    const { graph, problems } = parseGraph(old(1, { name: 'Old' }), [migrations[0]], 3)
    expect(graph).toBeUndefined()
    expect(problems[0].message).toMatch(/of version 1, which this program no longer reads; .* is 2/)
  })

  test('what is wrong after a migration is told too, with a line', () => {
    const { graph, problems } = parseGraph(old(1, { name: 3 }), migrations, 3)
    expect(graph).toBeUndefined()
    expect(problems.at(-1)).toMatchObject({ message: '"title" must be a text', line: 1 })
  })
})
