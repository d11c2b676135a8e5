import { readFileSync } from 'node:fs'
import { type Graph, parseGraph, planGraph, readAnnotations, withGroup } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { comparisonsOf } from '../document/branches.ts'
import { buildModel, keepSame, placesOf, same } from './model.ts'
import { listWires, placeAll, portKey } from './wires.ts'

const file = new URL(
  '../../../../examples/heart-rate-simulated/heart-rate-simulated.graph.json',
  import.meta.url,
)
const example = parseGraph(readFileSync(file, 'utf8')).graph!

function model(graph: Graph, open: readonly string[] = []) {
  const plan = planGraph(graph, registry, new Map())
  const { problems } = plan
  const annotations = readAnnotations(graph)
  const openGroups = new Set(open)
  const comparisons = comparisonsOf(graph, registry)
  const built = buildModel({
    graph,
    registry,
    plan,
    problems,
    annotations,
    openGroups,
    comparisons,
  })
  return { ...built, wires: listWires(graph, plan, problems, built.cardOf) }
}

test('every node is a card and every wire is drawn between two of its ports', () => {
  const { cards, wires } = model(example)
  expect(cards.map(({ id }) => id).sort()).toEqual(Object.keys(example.nodes).sort())
  expect(wires).toHaveLength(example.links.length)
  const { routes } = placeAll(cards, placesOf(cards, example.view), wires, [])
  expect(routes.size).toBe(wires.length)
})

test('the weight of a wire is the number of axes longer than one', () => {
  const weights = new Map(model(example).wires.map(({ id, weight }) => [id, weight]))
  expect(weights.get('heart-peak.rate -> heart-median.in')).toBe(0)
  expect(weights.get('mcsm.target -> phase.target')).toBe(1)
  expect(weights.get('window.out -> mcsm.profile')).toBe(2)
})

test('an input that wants a wire is open, not failed, and what follows waits for the first', () => {
  const links = example.links.filter(({ to }) => to.node !== 'phase')
  const { cards } = model({ ...example, links })
  const card = (id: string) => cards.find((one) => one.id === id)!
  expect(card('phase').open).toEqual({ node: 'phase', port: 'target' })
  expect(card('phase').problem).toBeUndefined()
  expect(card('rlsrhs').waitsFor).toBe('Target phase')
})

test('a wire whose ends do not fit stays, with the reason', () => {
  const links = example.links.map((link) =>
    link.to.node === 'heart-peak' ? { ...link, from: { node: 'mcsm', port: 'target' } } : link,
  )
  const { wires } = model({ ...example, links })
  const wire = wires.find(({ to }) => to === 'heart-peak')
  expect(wire?.problem?.message).toContain('complex64')
})

test('a wire that names no port of its type is drawn all the same', () => {
  const links = [
    ...example.links,
    { from: { node: 'mcsm', port: 'x' }, to: { node: 'vmd', port: 'y' } },
  ]
  const nodes = { ...example.nodes, vmd: { ...example.nodes.phase, type: 'none' } }
  const { cards, wires } = model({ ...example, nodes, links })
  expect(wires.some(({ to }) => to === 'vmd')).toBe(true)
  expect(cards.find(({ id }) => id === 'vmd')).toMatchObject({ unknown: true })
})

test('a closed group is one card at the place of its nodes, with the ports that reach out of it', () => {
  const group = { title: 'Front', nodes: ['source', 'range-fft', 'combine'], expose: {}, extra: {} }
  const graph = withGroup(example, 'front', group)
  const { cards, wires, cardOf } = model(graph)
  expect(cards).toHaveLength(Object.keys(example.nodes).length - 2)
  const card = cards.find(({ id }) => id === 'group:front')!
  expect(card.outputs.map(({ wire }) => wire)).toContain('combine.out')
  expect(card.inputs).toEqual([])
  expect(card.preview?.wire).toBe('combine.out')
  expect(cardOf.get('range-fft')).toBe('group:front')
  expect(wires.some(({ id }) => id === 'source.adc -> range-fft.adc')).toBe(false)
  const { ports } = placeAll(cards, placesOf(cards, graph.view), wires, [])
  expect(ports.get(portKey('output', 'combine.out'))?.card).toBe('group:front')
})

test('an open group is a frame, its nodes are cards again', () => {
  const group = { title: 'Front', nodes: ['source', 'range-fft'], expose: {}, extra: {} }
  const { cards, frames } = model(withGroup(example, 'front', group), ['group:front'])
  expect(frames).toEqual([{ id: 'group:front', title: 'Front', members: ['range-fft', 'source'] }])
  expect(cards.some(({ id }) => id === 'source')).toBe(true)
})

test('what has not changed is the same object', () => {
  const first = model(example).cards
  const again = keepSame(new Map(first.map((card) => [card.id, card])), model(example).cards)
  again.forEach((card, index) => {
    expect(card).toBe(first[index])
  })
  expect(same({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe(false)
})

const compared = parseGraph(
  readFileSync(
    new URL(
      '../../../../examples/compare-harmonic-suppression/compare-harmonic-suppression.graph.json',
      import.meta.url,
    ),
    'utf8',
  ),
).graph!

test('branches carry their letter, the first node their heading; shared nodes carry none', () => {
  const { cards } = model(compared)
  const marks = cards.flatMap(({ id, branch }) =>
    branch ? [`${id} ${branch.letter}${branch.first ? ` ${branch.name}` : ''}`] : [],
  )
  expect(marks.sort()).toEqual([
    'band-pass A Band-pass',
    'band-pass-median A',
    'band-pass-peak A',
    'rlsrhs B RLSRHS',
    'rlsrhs-median B',
    'rlsrhs-peak B',
    'vmd C VMD',
    'vmd-median C',
    'vmd-peak C',
  ])
})

test('a compare-rates node has a row for each chain, and each wire ends at its own', () => {
  const { cards, wires } = model(compared)
  const card = cards.find(({ id }) => id === 'compare')!
  expect(card.inputs.map(({ label }) => label)).toEqual([
    'A',
    'B',
    'C',
    'confidences',
    'reference',
    'breathing',
    'bound',
  ])
  const { routes, ports } = placeAll(cards, placesOf(cards, compared.view), wires, [])
  const ends = wires
    .filter(({ link }) => link.to.node === 'compare')
    .map(({ id }) => routes.get(id)!.points.at(-1)![1])
  expect(new Set(ends).size).toBe(6)
  // what is dropped on any of the rows is dropped on the one port
  expect(ports.get(portKey('input', 'compare.candidates'))!.wire).toBe('compare.candidates')
})
