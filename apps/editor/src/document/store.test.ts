/** Saving, gestures and undo of the open document. */
import { completeGraph, formatGraph, parseGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import * as commands from './commands/index.ts'
import { createDocument } from './store.ts'

const text = `{ "format": "chirpflow-graph", "version": 1, "title": "T",
  "nodes": { "b": { "type": "band-pass@1", "params": { "low": 0.7 } },
             "a": { "type": "simulated-displacement@1", "params": {} } },
  "links": [], "view": {} }`
const parsed = parseGraph(text).graph!

function open() {
  const document = createDocument(registry)
  document.replace(parsed, 'x.graph.json', true)
  return document
}
const setLow = (value: number) => ({ nodes: ['b'], name: 'low', value })

test('saving writes what chirpflow format writes', () => {
  expect(open().saveText()).toBe(formatGraph(completeGraph(parsed, registry)))
})

test('dirty follows the text, not the number of steps', () => {
  const document = open()
  expect(document.getState().dirty).toBe(false)
  document.apply(commands.setParam, setLow(0.9))
  expect(document.getState().dirty).toBe(true)
  document.apply(commands.setParam, setLow(0.7))
  expect(document.getState().dirty).toBe(false)
  expect(document.getState().past.length).toBe(2)
  document.undo()
  document.markSaved(document.saveText(), 'y.graph.json')
  expect(document.getState()).toMatchObject({ dirty: false, name: 'y.graph.json' })
  document.redo()
  expect(document.getState().dirty).toBe(true)
})

test('a document that is edited while it is being written stays dirty', () => {
  const document = open()
  document.apply(commands.setParam, setLow(0.9))
  const written = document.saveText()
  document.apply(commands.setParam, setLow(1))
  document.markSaved(written)
  expect(document.getState().dirty).toBe(true)
})

test('a drag is one step, named after what it did; one that comes back is none', () => {
  const document = open()
  document.begin()
  for (const value of [0.8, 0.9, 1]) document.apply(commands.setParam, setLow(value))
  expect(document.getState().past.length).toBe(0)
  document.commit()
  expect(document.getState().past.map(({ label }) => label)).toEqual(['Set low of b'])
  document.begin()
  for (const value of [1.1, 1]) document.apply(commands.setParam, setLow(value))
  document.commit()
  expect(document.getState().past.length).toBe(1)
  expect(document.undo()).toBe('Set low of b')
  expect(document.getState().graph.nodes.b.params.low).toBe(0.7)
})

test('a cancelled drag leaves nothing behind, not even a lost redo', () => {
  const document = open()
  document.apply(commands.setParam, setLow(0.9))
  document.undo()
  document.begin()
  document.apply(commands.setParam, setLow(1))
  document.cancel()
  expect(document.getState()).toMatchObject({ dirty: false, gesture: undefined })
  expect(document.redo()).toBe('Set low of b')
  document.begin()
  document.apply(commands.setParam, setLow(1.1))
  document.undo()
  expect(document.getState().graph.nodes.b.params.low).toBe(0.9)
})

test('a command that changes nothing or is refused leaves no step', () => {
  const document = open()
  document.apply(commands.setParam, setLow(0.7))
  document.apply(commands.setParam, setLow(-4))
  document.apply(commands.setTitle, { title: 'T' })
  document.apply(commands.remove, { nodes: ['none'], reconnect: true })
  expect(document.getState().past).toEqual([])
})

test('opening another document begins undo anew', () => {
  const document = open()
  document.apply(commands.setTitle, { title: 'U' })
  document.replace(parsed, 'z.graph.json', false)
  expect(document.undo()).toBeUndefined()
  expect(document.getState()).toMatchObject({ name: 'z.graph.json', dirty: true, past: [] })
})

test('steps share what they do not change', () => {
  const document = open()
  const before = document.getState().graph
  document.apply(commands.setParam, setLow(0.9))
  expect(document.getState().graph.nodes.a).toBe(before.nodes.a)
  expect(document.getState().graph.links).toBe(before.links)
})
