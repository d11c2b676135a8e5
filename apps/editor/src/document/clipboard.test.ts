/** Copying as text: the same again in a fresh document, fresh ids where taken, nothing foreign. */
import { readFileSync } from 'node:fs'
import { formatGraph, formatLink, parseGraph, readAnnotations } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { copyParts } from './clipboard.ts'
import * as commands from './commands/index.ts'
import { isRefused } from './context.ts'
import { createDocument } from './store.ts'

const folder = new URL('../../../../examples/heart-rate-simulated/', import.meta.url)
const text = readFileSync(new URL('heart-rate-simulated.graph.json', folder), 'utf8')

function open() {
  const document = createDocument(registry)
  document.replace(parseGraph(text).graph!, 'heart.graph.json', true)
  return document
}

test('all of a graph, pasted into an empty document, is that graph', () => {
  const document = open()
  document.apply(commands.group, { nodes: ['heart-peak', 'heart-median'], title: 'Heart' })
  document.apply(commands.addNote, { text: 'Lane', at: [0, 400], size: [400, 200] })
  const { graph } = document.getState()
  const parts = {
    nodes: Object.keys(graph.nodes),
    notes: Object.keys(readAnnotations(graph).notes),
  }
  const fresh = createDocument(registry)
  fresh.apply(commands.paste, { text: copyParts(graph, parts, document.context) })
  fresh.apply(commands.setTitle, { title: graph.title })
  expect(fresh.saveText()).toBe(document.saveText())
})

test('wires among the copied are kept, wires from outside are not; ids that are taken change', () => {
  const document = open()
  const nodes = ['heart-peak', 'heart-median', 'heart']
  const copied = copyParts(document.getState().graph, { nodes }, document.context)
  const before = new Set(document.getState().graph.links.map(formatLink))
  document.apply(commands.paste, { text: copied, at: [1000, 2000] })
  const { graph } = document.getState()
  expect(
    graph.links
      .map(formatLink)
      .filter((name) => !before.has(name))
      .sort(),
  ).toEqual(['heart-median-2.out -> heart-2.rate', 'heart-peak-2.rate -> heart-median-2.in'])
  expect(graph.nodes['heart-peak-2']).toEqual(graph.nodes['heart-peak'])
  const places = ['heart-peak-2', 'heart-median-2', 'heart-2'].map((id) => graph.view[id])
  expect([Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))]).toEqual([
    1000, 2000,
  ])
})

test('copy, paste and undo across groups leave every byte (ComfyUI #10762)', () => {
  const document = open()
  document.apply(commands.group, { nodes: ['heart-peak', 'heart-median'], title: 'Heart' })
  const shown = { group: 'group', node: 'heart-peak', param: 'low', name: 'From' }
  document.apply(commands.expose, shown)
  const grouped = document.saveText()
  const steps = document.getState().past.length

  // Half of a group carries no group; all of it does, with what it exposes.
  const half = copyParts(document.getState().graph, { nodes: ['heart-peak'] }, document.context)
  document.apply(commands.paste, { text: half })
  expect(Object.keys(readAnnotations(document.getState().graph).groups)).toEqual(['group'])
  const { graph } = document.getState()
  const whole = copyParts(graph, { nodes: ['heart-peak', 'heart-median'] }, document.context)
  document.apply(commands.cut, { nodes: ['heart-peak', 'heart-median'] })
  expect(readAnnotations(document.getState().graph).groups).toEqual({})
  document.apply(commands.paste, { text: whole })
  document.apply(commands.paste, { text: whole })
  const { groups, problems } = readAnnotations(document.getState().graph, registry)
  expect(problems).toEqual([])
  expect(groups).toMatchObject({
    group: { nodes: ['heart-median', 'heart-peak'], expose: { From: 'heart-peak.low' } },
    'group-2': { nodes: ['heart-median-2', 'heart-peak-3'], expose: { From: 'heart-peak-3.low' } },
  })
  const last = document.saveText()
  while (document.getState().past.length > steps) document.undo()
  expect(document.saveText()).toBe(grouped)
  while (document.redo());
  expect(document.saveText()).toBe(last)
})

test('nodes of unknown types are copied as they stand', () => {
  const alien = {
    type: 'from-tomorrow',
    version: 3,
    params: { a: [1, { b: null }] },
    extra: { c: 1 },
  }
  const document = createDocument(registry)
  const graph = { title: '', nodes: { alien }, links: [], view: {}, extra: {} }
  const fresh = createDocument(registry)
  fresh.apply(commands.paste, { text: copyParts(graph, { nodes: ['alien'] }, document.context) })
  expect(fresh.getState().graph.nodes.alien).toEqual(alien)
})

test('a copy never lies exactly on its original', () => {
  const document = open()
  document.apply(commands.duplicate, { nodes: ['heart'] })
  document.apply(commands.duplicate, { nodes: ['heart'] })
  const places = Object.values(document.getState().graph.view).map(String)
  expect(new Set(places).size).toBe(places.length)
})

test.each([
  ['', 'holds no nodes'],
  ['Hello', 'holds no nodes'],
  ['{"format":"other"}', 'holds no nodes'],
  ['{ "format": "chirpflow-graph", "version": 99, "nodes": {} }', 'newer chirpflow'],
  ['{ "format": "chirpflow-graph", ', 'line 1'],
  [formatGraph({ title: '', nodes: {}, links: [], view: {}, extra: {} }), 'holds no nodes'],
])('foreign text is refused with a sentence: %j', (text, words) => {
  const document = open()
  const before = document.saveText()
  const outcome = document.apply(commands.paste, { text })
  expect(isRefused(outcome) && outcome.refused).toContain(words)
  expect(document.saveText()).toBe(before)
})
