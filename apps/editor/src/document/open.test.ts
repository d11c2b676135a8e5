/** Opening files of all sorts: clear sentences, and the open document stays. */
import { formatGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { openInto, openText } from './open.ts'
import { createDocument } from './store.ts'

const head = '{ "format": "chirpflow-graph", "version": 1, "title": "T"'

test.each([
  ['empty', '', 'it is empty'],
  ['broken', `${head},\n"nodes": {,`, 'line 2: this is not valid JSON'],
  ['foreign', '{ "nodes": [] }', '"format" is not "chirpflow-graph"'],
  ['a list', '[1, 2]', 'a graph file begins with {'],
  ['a table', 'time,rate\n0,1\n', 'a graph file begins with {'],
  ['a configuration', '% made by\nsensorStop\n', 'radar configuration'],
  ['a recording', '\u0001\u0000\u0000\u0003', 'holds no text'],
  ['newer', head.replace('1,', '2,').concat(', "nodes": {}, "links": [] }'), 'newer chirpflow'],
  ['two mistakes', `${head}, "nodes": { "1": {} }, "links": ["x"] }`, '(and 1 more)'],
])('%s is refused, naming the file, and the open document stays', (name, text, words) => {
  const document = createDocument(registry)
  const before = document.getState()
  const opened = openInto(document, `${name}.json`, text)
  expect(opened.graph).toBeUndefined()
  expect(opened.problems.length).toBeGreaterThan(0)
  expect(opened.refused).toContain(`${name}.json was not opened: `)
  expect(opened.refused).toContain(words)
  expect(document.getState()).toBe(before)
})

test('unknown nodes and members are kept byte for byte', () => {
  const node =
    '"x": { "type": "from-tomorrow@9", "by": { "a": 1.0 }, "params": {\n      "b": 1e400\n    } }'
  const text = `{
  "format": "chirpflow-graph",
  "version": 1,
  "title": "T",
  "nodes": {\n    ${node}\n  },
  "links": [
    "x.a -> y.b"
  ],
  "view": {},
  "later": [1, 2]
}
`
  const document = createDocument(registry)
  const opened = openInto(document, 'x.json', text)
  expect(opened.canonical).toBe(true)
  expect(document.saveText()).toBe(text)
  expect(document.getState().dirty).toBe(false)
})

test('what a file leaves out is written out, which is no unsaved change', () => {
  const text = `${head}, "nodes": { "b": { "type": "band-pass@1" } }, "links": [] }`
  const document = createDocument(registry)
  expect(openInto(document, 'x.json', text).canonical).toBe(false)
  expect(document.getState().dirty).toBe(false)
  expect(document.saveText()).toContain('"low"')
})

test('5,000 nodes open, get places and save', () => {
  const ids = Array.from({ length: 5000 }, (_, index) => `n${index}`)
  const nodes = Object.fromEntries(
    ids.map((id) => [id, { type: 'median-filter', version: 1, params: {}, extra: {} }]),
  )
  const links = ids.slice(1).map((id, index) => ({
    from: { node: ids[index], port: 'out' },
    to: { node: id, port: 'in' },
  }))
  const text = formatGraph({ title: '', nodes, links, view: {}, extra: {} })
  const document = createDocument(registry)
  expect(openInto(document, 'huge.json', text).refused).toBeUndefined()
  const placed = document.context.placed(document.getState().graph)
  expect(Object.keys(placed.view).length).toBe(5000)
  expect(openText('again.json', document.saveText(), registry).canonical).toBe(true)
})
