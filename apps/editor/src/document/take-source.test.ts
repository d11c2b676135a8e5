/** A graph that is to read from a radar: what stays, what is switched off, what one undo gives back. */
import { readFileSync } from 'node:fs'
import { formatLink, hasErrors, parseGraph, planGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { graphOf } from '../../../../test/support/graphs.ts'
import { takeSource } from './commands/take-source.ts'
import { isRefused } from './context.ts'
import { createDocument } from './store.ts'

const folder = new URL('../../../../examples/', import.meta.url)
function opened(name: string) {
  const text = readFileSync(new URL(`${name}/${name}.graph.json`, folder), 'utf8')
  const document = createDocument(registry)
  document.replace(parseGraph(text).graph!, 'start.graph.json', true)
  return document
}
const emulator = { device: 'emulator', config: 'seated.cfg' }
const radar = { type: 'dca1000', params: emulator, label: 'Read from the radar' }

test('the simulated radar becomes the radar under its own id, with all wires; undo gives it back', () => {
  const document = opened('heart-rate-simulated')
  const before = document.getState().graph
  const outcome = document.apply(takeSource, radar)
  expect(isRefused(outcome)).toBe(false)
  const { graph, past } = document.getState()
  expect(past).toHaveLength(1)
  expect(graph.nodes.source.type).toBe('dca1000')
  expect(graph.nodes.source.params).toMatchObject({ ...emulator, dataPort: 4098 })
  expect(graph.links.map(formatLink)).toEqual(before.links.map(formatLink))
  for (const id of Object.keys(before.nodes)) {
    if (id !== 'source') expect(graph.nodes[id]).toEqual(before.nodes[id])
  }
  document.undo()
  expect(document.getState().graph.nodes).toEqual(before.nodes)
})

test('what was live reads a recording of it with the same chain, and nothing of the radar is left', () => {
  const document = opened('heart-rate-live')
  const before = document.getState().graph
  const params = { path: 'night.bin', config: 'night.capture.jsonl' }
  document.apply(takeSource, { type: 'recording', params, label: 'Read night.bin' })
  const { graph, past } = document.getState()
  expect(past).toHaveLength(1)
  expect(graph.nodes.radar).toMatchObject({ type: 'recording', params })
  expect(graph.nodes.radar.params).not.toHaveProperty('dataPort')
  expect(graph.links).toEqual(before.links)
  document.undo()
  expect(document.getState().graph.nodes).toEqual(before.nodes)
})

test('what needs the truth of a simulator is switched off, and nothing else is broken', () => {
  const document = opened('compare-harmonic-suppression')
  document.apply(takeSource, radar)
  const { nodes } = document.getState().graph
  const off = Object.keys(nodes).filter((id) => nodes[id].off === true)
  expect(off).toEqual(['compare'])
  const { problems } = planGraph(document.getState().graph, registry, new Map())
  const broken = problems.filter(({ node }) => node !== 'source')
  expect(hasErrors(broken)).toBe(false)
})

test('a radar that is there already takes the new device, in one step; the same again is none', () => {
  const document = opened('heart-rate-live')
  document.apply(takeSource, { ...radar, params: { ...emulator, packetDelay: 50e-6 } })
  const { graph, past } = document.getState()
  expect(graph.nodes.radar.params).toMatchObject({ device: 'emulator', packetDelay: 50e-6 })
  expect(past).toHaveLength(1)
  document.apply(takeSource, { ...radar, params: { ...emulator, packetDelay: 50e-6 } })
  expect(document.getState().past).toHaveLength(1)
})

test('an empty graph gets a radar; of two, the one that is selected', () => {
  const document = createDocument(registry)
  document.apply(takeSource, radar)
  expect(Object.values(document.getState().graph.nodes)).toMatchObject([
    { type: 'dca1000', params: emulator },
  ])

  const two = createDocument(registry)
  two.replace(graphOf({ a: 'simulated-radar', b: 'recording' }, []), 'two', true)
  expect(two.apply(takeSource, radar)).toEqual({
    refused: 'a, b all read a radar: select the one that is to give way',
  })
  two.apply(takeSource, { ...radar, sources: ['b'] })
  expect(two.getState().graph.nodes.a.type).toBe('simulated-radar')
  expect(two.getState().graph.nodes.b.type).toBe('dca1000')
})
