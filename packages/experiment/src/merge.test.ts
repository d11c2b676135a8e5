import { formatLink, type Graph, planGraph, wireName } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { graphOf, planOf, runTapped } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestRegistry, type Log } from '../../../test/support/nodes.ts'
import { createMerger, subgraphOf } from './merge.ts'

const log: string[] = []
const registry = createTestRegistry(log satisfies Log)

/** Ids that sort in ways a suffix could upset. */
const names = ['a', 'a-2', 'a-b', 'a-z', 'ab', 'b', 'b_', 'c', 'c-', 'c-2']

/** A chain in which every node weighs all before it by the order of their names. */
function graphFrom(factors: readonly number[], feeds: readonly number[]): Graph {
  const nodes: Parameters<typeof graphOf>[0] = { source: 'source' }
  const links: string[] = []
  for (const [at, name] of names.entries()) {
    nodes[`G${at}`] = { type: 'gather' }
    nodes[name] = { type: 'scale', params: { factor: factors[at] } }
    links.push(`G${at}.out -> ${name}.in`, `source.value -> G${at}.in`)
    for (const [before, other] of names.slice(0, at).entries()) {
      if ((feeds[at] >> before) % 2 === 1) links.push(`${other}.out -> G${at}.in`)
    }
  }
  return graphOf(nodes, links)
}

const factors = fc.array(fc.constantFrom(1, 2, 3), { minLength: 10, maxLength: 10 })
const feeds = fc.array(fc.nat(1023), { minLength: 10, maxLength: 10 })

test('a merged run gives every wire what its own run gives, and each shared node runs once', async () => {
  await fc.assert(
    fc.asyncProperty(feeds, fc.array(factors, { minLength: 2, maxLength: 4 }), async (f, list) => {
      const merger = createMerger()
      const alone: { digest: string; wire: string }[] = []
      const kinds = new Set<string>()
      for (const own of list) {
        const plan = await planOf(graphFrom(own, f), registry)
        const end = { node: 'c-2', port: 'out' }
        const wire = wireName(merger.addEnd(plan, end))
        alone.push({ wire, digest: await digestOf(plan, wireName(end)) })
        for (const id of cones(graphFrom(own, f), 'c-2', own)) kinds.add(id)
      }
      const merged = merger.graph('merged')
      const plan = planGraph(merged, registry, new Map())
      expect(plan.problems).toEqual([])
      // As many nodes as there are different ones, counted by what feeds them written out in full.
      expect(Object.keys(merged.nodes)).toHaveLength(kinds.size)
      for (const { wire, digest } of alone) expect(await digestOf(plan, wire)).toBe(digest)
    }),
    { numRuns: 60 },
  )
})

/** Over the chunks of one wire, which is called the same in every run. */
async function digestOf(plan: Awaited<ReturnType<typeof planOf>>, wire: string): Promise<string> {
  const values: number[][] = []
  const look = ({ index, data }: { index: number; data: ArrayLike<number> }) =>
    void values.push([index, ...Array.from(data)])
  await runTapped(plan, { taps: new Map([[wire, look]]) }, [wire])
  expect(values.length).toBeGreaterThan(0)
  return JSON.stringify(values)
}

/** Each node before `id` as a text of all that it depends on. */
function cones(graph: Graph, id: string, own: readonly number[]): Set<string> {
  const found = new Set<string>()
  const textOf = (node: string): string => {
    const before = graph.links.filter(({ to }) => to.node === node).map(({ from }) => from.node)
    const factor = own[names.indexOf(node)] ?? ''
    const text = `${node}${factor}(${before.sort().map(textOf).join()})`
    found.add(text)
    return text
  }
  textOf(id)
  return found
}

test('shared nodes process once a chunk', async () => {
  const merger = createMerger()
  for (const factor of [2, 3, 4]) {
    const graph = graphOf(
      { source: 'source', first: 'scale', last: { type: 'scale', params: { factor } }, s: 'sink' },
      ['source.value -> first.in', 'first.out -> last.in', 'last.out -> s.in'],
    )
    merger.addNode(await planOf(graph, registry), 's')
  }
  const plan = planGraph(merger.graph('three'), registry, new Map())
  log.length = 0
  await runTapped(plan, {}, [])
  const count = (id: string) => log.filter((line) => line === `process ${id}`).length
  expect(count('first')).toBe(8)
  expect(['last', 'last-2', 'last-3'].map(count)).toEqual([8, 8, 8])
})

test('what stands in for a bypassed output is merged in its place', async () => {
  const merger = createMerger()
  const graph = graphOf({ source: 'source', off: { type: 'scale', off: 'bypass' } }, [
    'source.value -> off.in',
  ])
  const plan = await planOf(graph, registry, createTestHost())
  expect(wireName(merger.addEnd(plan, { node: 'off', port: 'out' }))).toBe('source.value')
  expect(Object.keys(merger.graph('').nodes)).toEqual(['source'])
})

test('a subgraph is its targets and all before them', () => {
  const graph = graphOf({ a: 'source', b: 'scale', c: 'scale', d: 'sink' }, [
    'a.value -> b.in',
    'b.out -> c.in',
    'b.out -> d.in',
  ])
  const { nodes, links } = subgraphOf(graph, ['c'])
  expect(Object.keys(nodes)).toEqual(['a', 'b', 'c'])
  expect(links.map(formatLink)).toEqual(['a.value -> b.in', 'b.out -> c.in'])
})
