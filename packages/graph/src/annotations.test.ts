/** Groups and notes: read as they are meant, malformed ones kept, written sorted. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnnotations, refuseAnnotations, withGroup, withNote } from './annotations.ts'
import { formatGraph, type Graph, parseGraph } from './file.ts'
import type { Json } from './json.ts'

const node = { type: 'a', version: 1, params: {}, extra: {} }
const graphOf = (extra: Record<string, Json>): Graph => ({
  title: '',
  nodes: { x: node, y: node },
  links: [],
  view: {},
  extra,
})

test('groups and notes are read with what they do not know', () => {
  const graph = graphOf({
    groups: { g: { title: 'G', nodes: ['x', 'y'], expose: { low: 'x.low' }, colour: 1 } },
    notes: { n: { text: 'T', at: [1, 2], size: [30, 40], bold: true } },
  })
  expect(readAnnotations(graph)).toEqual({
    groups: {
      g: { title: 'G', nodes: ['x', 'y'], expose: { low: 'x.low' }, extra: { colour: 1 } },
    },
    notes: { n: { text: 'T', at: [1, 2], size: [30, 40], extra: { bold: true } } },
    problems: [],
  })
})

test('every malformed entry has a problem and stays as it was', () => {
  const groups = {
    good: { title: 'G', nodes: ['x'] },
    number: 3,
    untitled: { nodes: [] },
    nodeless: { title: '', nodes: [1] },
    exposing: { title: '', nodes: [], expose: { a: 'x' } },
    '1st': { title: '', nodes: [] },
  }
  const notes = { flat: { text: '', at: [0, 0], size: [0, 1] }, placeless: { text: '' }, list: [] }
  const graph = graphOf({ groups, notes })
  const read = readAnnotations(graph)
  expect(Object.keys(read.groups)).toEqual(['good'])
  expect(read.notes).toEqual({})
  expect(read.problems.length).toBe(8)
  for (const { severity, message } of read.problems) {
    expect(severity).toBe('warning')
    expect(message).toMatch(/is kept as it is/)
  }
  const edited = withGroup(graph, 'good', undefined)
  const { good: _, ...others } = groups
  expect(edited.extra.groups).toEqual(others)
  expect(edited.extra.notes).toBe(graph.extra.notes)
})

test('members that do not exist, twice-grouped nodes and stray exposures are told', () => {
  const { problems } = readAnnotations(
    graphOf({
      groups: {
        a: { title: '', nodes: ['x', 'gone'] },
        b: { title: '', nodes: ['x'], expose: { low: 'y.low' } },
      },
    }),
  )
  expect(problems.map(({ message }) => message)).toEqual([
    'group "a": there is no node "gone"',
    'stands in two groups, "a" and "b"; the first holds',
    'group "b" shows y.low as "low", but y is not in it',
  ])
})

test('what is no object of groups is refused, never overwritten', () => {
  const graph = graphOf({ groups: [1, 2] })
  expect(readAnnotations(graph).problems[0].message).toMatch(/must be an object of groups/)
  expect(refuseAnnotations(graph, 'groups')).toMatch(/is \[1, 2\]; mend it/)
  expect(() => withGroup(graph, 'g', undefined)).toThrow(/must be an object/)
})

test('written in any order, the same bytes; read back, the same; the last one gone leaves no member', () => {
  const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,5}$/)
  const text = fc.string({ unit: 'binary' })
  const number = fc.integer({ min: -9999, max: 9999 })
  const group = fc.record({
    title: text,
    nodes: fc.uniqueArray(id),
    expose: fc.dictionary(text, fc.constantFrom('x.low', 'y.high')),
    extra: fc.constant({}),
  })
  const note = fc.record({
    text,
    at: fc.tuple(number, number),
    size: fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 })),
    extra: fc.constant({}),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(id, group), { selector: ([key]) => key }),
      fc.uniqueArray(fc.tuple(id, note), { selector: ([key]) => key }),
      (groups, notes) => {
        const write = (order: <T>(items: readonly T[]) => readonly T[]) => {
          let graph = graphOf({})
          for (const [key, value] of order(groups)) graph = withGroup(graph, key, value)
          for (const [key, value] of order(notes)) graph = withNote(graph, key, value)
          return graph
        }
        const graph = write((items) => items)
        const bytes = formatGraph(graph)
        expect(formatGraph(write((items) => [...items].reverse()))).toBe(bytes)
        const read = readAnnotations(parseGraph(bytes).graph!)
        const sorted = groups.map(([key, value]) => [
          key,
          { ...value, nodes: [...value.nodes].sort() },
        ])
        expect(read.groups).toEqual(Object.fromEntries(sorted))
        expect(read.notes).toEqual(Object.fromEntries(notes))
        let bare = graph
        for (const [key] of groups) bare = withGroup(bare, key, undefined)
        for (const [key] of notes) bare = withNote(bare, key, undefined)
        expect(bare.extra).toEqual({})
      },
    ),
  )
})
