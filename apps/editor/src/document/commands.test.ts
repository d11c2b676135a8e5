/** What each command does to the chain of the heart rate, by hand-made expectations. */
import { readFileSync } from 'node:fs'
import {
  formatGraph,
  formatLink,
  type Link,
  parseGraph,
  parseLink,
  planGraph,
  readAnnotations,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { beforeEach, expect, test } from 'vitest'
import * as commands from './commands/index.ts'
import { isRefused, type Made, type Outcome } from './context.ts'
import { createDocument, type DocumentStore } from './store.ts'

const folder = new URL('../../../../examples/heart-rate-simulated/', import.meta.url)
const text = readFileSync(new URL('heart-rate-simulated.graph.json', folder), 'utf8')
const link = (name: string): Link => parseLink(name)!
const end = (name: string) => ({ node: name.split('.')[0], port: name.split('.')[1] })

let document: DocumentStore
const graph = () => document.getState().graph
const links = () => graph().links.map(formatLink)
const problems = () => planGraph(graph(), registry, new Map()).problems
const made = (outcome: Outcome): Made => {
  if (isRefused(outcome)) throw new Error(outcome.refused)
  return outcome.made ?? {}
}
const refusal = (outcome: Outcome) => (isRefused(outcome) ? outcome.refused : 'not refused')

beforeEach(() => {
  document = createDocument(registry)
  document.replace(parseGraph(text).graph!, 'heart.graph.json', true)
})

test('a new node gets a free word as its id, all parameters and a snapped place', () => {
  const first = made(document.apply(commands.addNode, { type: 'vmd', at: [101, 7] }))
  const second = made(document.apply(commands.addNode, { type: 'vmd' }))
  expect([first.nodes, second.nodes]).toEqual([['vmd'], ['vmd-2']])
  expect(graph().view.vmd).toEqual([100, 8])
  expect(Object.keys(graph().nodes.vmd.params).sort()).toEqual(
    Object.keys(registry.get('vmd')!.params).sort(),
  )
  expect(document.getState().past.map(({ label }) => label)).toEqual(['Add VMD', 'Add VMD'])
})

test('a node dragged out of a port is joined at once, in one step', () => {
  const from = end('unwrap.displacement')
  const { nodes } = made(document.apply(commands.addNode, { type: 'band-pass', from, port: 'in' }))
  expect(links()).toContain(`unwrap.displacement -> ${nodes![0]}.in`)
  expect(document.getState().past.length).toBe(1)
  const to = end('heart.rate')
  document.apply(commands.addNode, { type: 'median-filter', to, port: 'out' })
  expect(links()).toContain('median-filter.out -> heart.rate')
  expect(links()).not.toContain('heart-median.out -> heart.rate')
})

test('a wire at a single input gives way; one that does not fit is refused, naming both ends', () => {
  const connect = commands.connect
  document.apply(connect, { from: end('rlsrhs.breathing'), to: end('heart.rate') })
  expect(links()).toContain('rlsrhs.breathing -> heart.rate')
  expect(links()).not.toContain('heart-median.out -> heart.rate')
  const before = formatGraph(graph())
  const said = refusal(document.apply(connect, { from: end('source.adc'), to: end('heart.rate') }))
  expect(said).toMatch(/source\.adc gives complex64.*heart\.rate wants float64/)
  const loop = { from: end('heart-peak.rate'), to: end('heart-peak.in') }
  expect(refusal(document.apply(connect, loop))).toMatch(/cannot feed itself/)
  expect(formatGraph(graph())).toBe(before)
})

test('a wire that is picked up at its input and put elsewhere leaves its old place', () => {
  const instead = link('heart-median.out -> heart.rate')
  const to = end('range.rate')
  document.apply(commands.connect, { from: instead.from, to, instead })
  expect(links()).toContain('heart-median.out -> range.rate')
  expect(links().filter((name) => name.endsWith('heart.rate'))).toEqual([])
})

test('deleting a node joins its neighbours where they fit, and only there', () => {
  document.apply(commands.remove, { nodes: ['heart-median'], reconnect: true })
  expect(links()).toContain('heart-peak.rate -> heart.rate')
  expect(problems()).toEqual([])
  document.undo()
  document.apply(commands.remove, { nodes: ['heart-median'], reconnect: false })
  expect(links().filter((name) => name.endsWith('-> heart.rate'))).toEqual([])
  document.undo()
  // rlsrhs goes and the peak picker before the median too: displacement is no rate.
  document.apply(commands.remove, { nodes: ['rlsrhs', 'heart-peak'], reconnect: true })
  expect(links().filter((name) => name.endsWith('-> heart-median.in'))).toEqual([])
  document.undo()
  // A whole stretch is bridged from its feeder to both that it fed.
  document.apply(commands.remove, { nodes: ['rlsrhs', 'heart-median'], reconnect: true })
  expect(links()).toContain('unwrap.displacement -> heart-peak.in')
  expect(links()).toContain('heart-peak.rate -> heart.rate')
})

test('a node dropped on a wire is inserted where it fits, and what stands there makes room', () => {
  const wire = link('unwrap.displacement -> rlsrhs.displacement')
  const before = graph().view
  const { nodes } = made(document.apply(commands.insertOnWire, { link: wire, type: 'band-pass' }))
  expect(nodes).toEqual(['band-pass'])
  expect(links()).toContain('unwrap.displacement -> band-pass.in')
  expect(links()).toContain('band-pass.out -> rlsrhs.displacement')
  expect(links()).not.toContain(formatLink(wire))
  expect(problems()).toEqual([])
  expect(graph().view.rlsrhs[0]).toBeGreaterThan(before.rlsrhs[0])
  const places = Object.values(graph().view).map(String)
  expect(new Set(places).size).toBe(places.length)
  const said = document.apply(commands.insertOnWire, {
    link: link('source.adc -> range-fft.adc'),
    type: 'peak-picker',
  })
  expect(refusal(said)).toMatch(/Peak picker does not fit between source\.adc and range-fft\.adc/)
})

test('renaming carries wires, places, groups and exposed parameters along', () => {
  made(document.apply(commands.group, { nodes: ['heart-peak', 'heart-median'], title: 'Heart' }))
  const exposed = { group: 'group', node: 'heart-peak', param: 'low', name: 'From' }
  made(document.apply(commands.expose, exposed))
  made(document.apply(commands.renameNode, { node: 'heart-peak', to: 'picker' }))
  expect(links()).toContain('rlsrhs.suppressed -> picker.in')
  expect(graph().view.picker).toBeDefined()
  expect(readAnnotations(graph(), registry)).toMatchObject({
    groups: { group: { nodes: ['heart-median', 'picker'], expose: { From: 'picker.low' } } },
    problems: [],
  })
  const rename = (to: string) =>
    refusal(document.apply(commands.renameNode, { node: 'picker', to }))
  expect(rename('heart')).toMatch(/there is a node heart already/)
  expect(rename('3x')).toMatch(/is no id/)
})

test('groups: a node has one, empty ones go, and undo crosses all of it byte for byte', () => {
  const first = formatGraph(graph())
  document.apply(commands.group, { nodes: ['heart-peak', 'heart-median'], title: 'A' })
  document.apply(commands.group, { nodes: ['heart-median', 'heart'], title: 'B' })
  const { groups } = readAnnotations(graph())
  expect(groups.group.nodes).toEqual(['heart-peak'])
  expect(groups['group-2'].nodes).toEqual(['heart', 'heart-median'])
  document.apply(commands.remove, { nodes: ['heart-peak'], reconnect: true })
  expect(Object.keys(readAnnotations(graph()).groups)).toEqual(['group-2'])
  document.apply(commands.ungroup, { groups: ['group-2'] })
  expect(graph().extra.groups).toBeUndefined()
  while (document.undo());
  expect(formatGraph(graph())).toBe(first)
})

test('parameters: a refused value changes nothing, reset gives the default', () => {
  const set = commands.setParam
  expect(
    refusal(document.apply(set, { nodes: ['range-fft'], name: 'padding', value: -1 })),
  ).toMatch(/range-fft\.padding must be a whole number/)
  document.apply(set, { nodes: ['heart-peak', 'breathing-peak'], name: 'low', value: 0.3 })
  expect(graph().nodes['breathing-peak'].params.low).toBe(0.3)
  document.apply(commands.resetParams, { nodes: ['heart-peak'], names: ['low'] })
  const standard = registry.get('peak-picker')!.params.low.default
  expect(graph().nodes['heart-peak'].params.low).toBe(standard)
  expect(graph().nodes['heart-peak'].params.high).toBe(2)
})

test('bypass is refused where the signals differ, and taken where they do not', () => {
  const bypass = (node: string) => document.apply(commands.setOff, { nodes: [node], off: 'bypass' })
  expect(refusal(bypass('phase'))).toMatch(/phase cannot be bypassed: it turns complex64/)
  made(bypass('rlsrhs'))
  expect(graph().nodes.rlsrhs.off).toBe('bypass')
  expect(problems()).toEqual([])
  document.apply(commands.setOff, { nodes: ['rlsrhs'], off: undefined })
  expect('off' in graph().nodes.rlsrhs).toBe(false)
})

test('aligning and spacing: one line, equal gaps, ends stay', () => {
  document.apply(commands.move, {
    nodes: { source: [0, 0], 'range-fft': [300, 50], combine: [900, 20] },
  })
  document.apply(commands.align, { nodes: ['source', 'range-fft', 'combine'], edge: 'top' })
  document.apply(commands.distribute, { nodes: ['source', 'range-fft', 'combine'], along: 'x' })
  const { view } = graph()
  expect([view.source, view['range-fft'], view.combine]).toEqual([
    [0, 0],
    [452, 0],
    [900, 0],
  ])
})

test('tidy is one step; a frame follows the nodes that stood on it', () => {
  const { source, window } = graph().view
  const size = [window[0] - source[0] + 176 + 40, window[1] - source[1] + 168 + 80] as const
  document.apply(commands.addNote, { text: 'Range', at: [source[0] - 20, source[1] - 40], size })
  document.apply(commands.move, { nodes: { breathing: [4000, 3000] } })
  document.apply(commands.tidy, {})
  const steps = document.getState().past.length
  const { note } = readAnnotations(graph()).notes
  for (const id of ['source', 'range-fft', 'combine', 'window']) {
    const [x, y] = graph().view[id]
    expect(x).toBeGreaterThanOrEqual(note.at[0])
    expect(x + 176).toBeLessThanOrEqual(note.at[0] + note.size[0])
    expect(y + 168).toBeLessThanOrEqual(note.at[1] + note.size[1])
  }
  document.apply(commands.tidy, {})
  expect(document.getState().past.length).toBe(steps)
})
