/** Layout: nothing overlaps, chains fold into lanes, and only the graph itself decides. */
import type { Graph, GraphNode, Link } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutLanes } from './lanes.ts'
import { layoutGraph } from './layout.ts'
import { boxAt, overlap } from './places.ts'

const types = [...registry.keys()]
const sizeOf = (type: string) => ({
  width: type.length > 14 ? 208 : 176,
  height: 148 + 20 * (type.length % 4),
})
const nodeOf = (type: string): GraphNode => ({ type, version: 1, params: {}, extra: {} })

function graphOf(count: number, arcs: readonly (readonly [number, number])[]): Graph {
  const id = (index: number) => `n${String(index).padStart(4, '0')}`
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [id(index), nodeOf(types[index % types.length])]),
  )
  const links = arcs.map(
    ([a, b]): Link => ({ from: { node: id(a), port: 'out' }, to: { node: id(b), port: 'in' } }),
  )
  return { title: '', nodes, links, view: {}, extra: {} }
}
const layout = (graph: Graph, more = {}) => layoutGraph(graph, { registry, sizeOf, ...more })
const chain = (count: number) =>
  graphOf(
    count,
    Array.from({ length: count - 1 }, (_, index) => [index, index + 1] as const),
  )

const anyGraph = fc
  .integer({ min: 1, max: 40 })
  .chain((count) =>
    fc
      .array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 60 })
      .map((arcs) => graphOf(count, arcs)),
  )

test('no two nodes overlap, all snap to 4, every node is placed, loops included', () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const places = layout(graph)
      expect(Object.keys(places).sort()).toEqual(Object.keys(graph.nodes).sort())
      const boxes = Object.entries(places).map(([id, at]) => {
        expect(at.every((value) => Number.isSafeInteger(value) && value % 4 === 0)).toBe(true)
        return boxAt(at, sizeOf(graph.nodes[id].type))
      })
      boxes.forEach((box, index) => {
        for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false)
      })
    }),
    { numRuns: 60 },
  )
})

test('neither the order of links nor of nodes matters', () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const turned = {
        ...graph,
        nodes: Object.fromEntries(Object.entries(graph.nodes).reverse()),
        links: [...graph.links].reverse(),
      }
      expect(layout(turned)).toEqual(layout(graph))
    }),
    { numRuns: 40 },
  )
})

test('five of 176 fill a lane; a chain of ten folds into two of five, read left to right', () => {
  const { nodes, ...rest } = chain(10)
  // of one category, so that none of them decides where the lanes part
  const alike = Object.keys(nodes).map((id) => [id, nodeOf('band-pass')])
  const graph: Graph = { ...rest, nodes: Object.fromEntries(alike) }
  const places = Object.values(
    layoutGraph(graph, { registry, sizeOf: () => ({ width: 176, height: 168 }) }),
  )
  const rows = [...new Set(places.map(([, y]) => y))]
  expect(rows.map((row) => places.filter(([, y]) => y === row).length)).toEqual([5, 5])
  expect(places.slice(0, 5).map(([x]) => x)).toEqual([0, 212, 424, 636, 848])
  expect(places.slice(5).map(([x]) => x)).toEqual([0, 212, 424, 636, 848])
})

test('lanes part where one wire crosses and the category changes', () => {
  const column = (category: string, crossings: number) => ({
    width: 176,
    categories: new Set([category]),
    crossings,
  })
  const columns = [
    column('source', 0),
    column('range', 1),
    column('range', 1),
    column('window', 1),
    column('phase', 3),
    column('phase', 1),
    column('filter', 1),
    column('rate', 2),
  ]
  // Four and four would cut three wires, five and three cut one amid phase; six do not fit.
  expect(cutLanes(columns, 5 * 176 + 4 * 36, 36)).toEqual([0, 3])
  expect(cutLanes(columns, 10_000, 36)).toEqual([0])
})

test('only the selected nodes move', () => {
  const graph = chain(6)
  const places = layout(graph, { only: ['n0001', 'n0002'], origin: [500, 300] })
  expect(Object.keys(places)).toEqual(['n0001', 'n0002'])
  expect(places.n0001).toEqual([500, 300])
})

test('a graph of 5,000 nodes is laid out too, as a chain, as a net and as a loop', () => {
  const net = Array.from(
    { length: 9000 },
    (_, index) => [index % 4900, (index * 7 + 13) % 5000] as const,
  )
  for (const graph of [chain(5000), graphOf(5000, net), graphOf(5000, [...net, [4999, 0]])]) {
    const places = Object.values(layout(graph))
    expect(new Set(places.map(String)).size).toBe(5000)
  }
})
