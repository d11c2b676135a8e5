/** Branching a chain: hand-made expectations on the example, and properties of all that can be branched. */
import { readFileSync } from 'node:fs'
import {
  downstreamOf,
  formatGraph,
  formatLink,
  type Graph,
  hasErrors,
  parseGraph,
  planGraph,
  upstreamOf,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonsOf } from './branches.ts'
import { addAlternative, alternativesTo } from './commands/index.ts'
import { isRefused } from './context.ts'
import { boxOf, overlap } from './places.ts'
import { createDocument, type DocumentStore } from './store.ts'

const folder = new URL('../../../../examples/', import.meta.url)
function exampleOf(name: string): Graph {
  const text = readFileSync(new URL(`${name}/${name}.graph.json`, folder), 'utf8')
  return parseGraph(text).graph!
}
const heart = exampleOf('heart-rate-simulated')

function open(graph: Graph): DocumentStore {
  const document = createDocument(registry)
  document.replace(graph, 'start.graph.json', true)
  return document
}
const links = (document: DocumentStore) => document.getState().graph.links.map(formatLink)
const branchesOf = (document: DocumentStore) => {
  const { graph } = document.getState()
  return comparisonsOf(document.context.placed(graph), registry)[0].branches
}
const refusal = (document: DocumentStore, node: string, type?: string) => {
  const outcome = document.apply(addAlternative, { node, type })
  return isRefused(outcome) ? outcome.refused : 'not refused'
}

describe('the example', () => {
  test('a band-pass beside RLSRHS: the rest is copied, both ends are judged by what is true', () => {
    const document = open(heart)
    const before = formatGraph(document.getState().graph)
    const had = new Set(links(document))
    const outcome = document.apply(addAlternative, { node: 'rlsrhs', type: 'band-pass' })
    expect(outcome).toMatchObject({
      label: 'Add alternative Band-pass',
      made: { nodes: ['band-pass'] },
    })
    expect(
      links(document)
        .filter((name) => !had.has(name))
        .sort(),
    ).toEqual([
      'band-pass.out -> heart-peak-2.in',
      'heart-median-2.out -> compare.candidates',
      'heart-median.out -> compare.candidates',
      'heart-peak-2.rate -> heart-median-2.in',
      'source.bound -> compare.bound',
      'source.breathingRate -> compare.breathing',
      'source.heartRate -> compare.reference',
      'unwrap.displacement -> band-pass.in',
    ])
    // the band goes along, the sink stays where it was
    const { nodes } = document.getState().graph
    expect(nodes['band-pass'].params).toMatchObject({ low: 0.7, high: 2.2 })
    expect(nodes.compare.params).toMatchObject({ constant: 70 / 60 })
    expect(links(document)).toContain('heart-median.out -> heart.rate')
    expect(hasErrors(planGraph(document.getState().graph, registry, new Map()).problems)).toBe(
      false,
    )
    expect(branchesOf(document)).toMatchObject([
      { letter: 'A', wire: 'heart-median.out', name: 'RLSRHS' },
      { letter: 'B', wire: 'heart-median-2.out', name: 'Band-pass' },
    ])
    expect(document.getState().past).toHaveLength(1)
    document.undo()
    expect(formatGraph(document.getState().graph)).toBe(before)
  })

  test.each(['rlsrhs', 'band-pass'])('a third is added from either branch: %s', (node) => {
    const document = open(heart)
    document.apply(addAlternative, { node: 'rlsrhs', type: 'band-pass' })
    document.apply(addAlternative, { node, type: 'vmd' })
    expect(branchesOf(document)).toMatchObject([
      { letter: 'A', name: 'RLSRHS', nodes: ['rlsrhs', 'heart-peak', 'heart-median'] },
      { letter: 'B', name: 'Band-pass', nodes: ['band-pass', 'heart-peak-2', 'heart-median-2'] },
      { letter: 'C', name: 'VMD', nodes: ['vmd', 'heart-peak-3', 'heart-median-3'] },
    ])
    expect(document.getState().graph.links.filter(({ to }) => to.node === 'compare')).toHaveLength(
      6,
    )
  })

  test('without it: the node is bypassed in the copy', () => {
    const document = open(heart)
    document.apply(addAlternative, { node: 'rlsrhs' })
    expect(document.getState().graph.nodes['rlsrhs-2'].off).toBe('bypass')
    expect(branchesOf(document).map(({ name }) => name)).toEqual(['RLSRHS', 'Without RLSRHS'])
  })

  test('of the same type, chains are told apart by what they are set to', () => {
    const document = open(heart)
    document.apply(addAlternative, { node: 'heart-peak', type: 'peak-picker' })
    const same = branchesOf(document).map(({ name }) => name)
    expect(new Set(same).size).toBe(2)
    const { graph } = document.getState()
    const node = graph.nodes['heart-peak-2']
    const nodes = {
      ...graph.nodes,
      'heart-peak-2': { ...node, params: { ...node.params, low: 1 } },
    }
    const [{ branches }] = comparisonsOf({ ...graph, nodes }, registry)
    expect(branches.map(({ name }) => name)).toEqual([
      expect.stringMatching(/48 \/min$/),
      expect.stringMatching(/60 \/min$/),
    ])
  })

  test('a node before the fork branches the first chain, and shares what lies before it', () => {
    const document = open(heart)
    document.apply(addAlternative, { node: 'rlsrhs', type: 'band-pass' })
    document.apply(addAlternative, { node: 'unwrap', type: 'phase-unwrap' })
    const { branches, shared } = comparisonsOf(document.getState().graph, registry)[0]
    expect(branches).toHaveLength(3)
    expect(shared).toEqual(['source', 'range-fft', 'combine', 'window', 'mcsm', 'phase'])
  })

  test('breathing is judged by true breathing, without a bound and against 15 /min', () => {
    const document = open(heart)
    document.apply(addAlternative, { node: 'breathing-peak', type: 'peak-picker' })
    const { graph } = document.getState()
    expect(
      graph.links.flatMap(({ from, to }) =>
        to.node === 'compare' && to.port !== 'candidates' ? [`${from.port} -> ${to.port}`] : [],
      ),
    ).toEqual(['breathingRate -> reference'])
    expect(graph.nodes.compare.params).toMatchObject({ constant: 0.25 })
  })

  test('what cannot be branched says why', () => {
    const document = open(heart)
    expect(refusal(document, 'nobody')).toMatch(/no node nobody/)
    expect(refusal(document, 'source', 'recording')).toMatch(/source: chains are compared/)
    expect(refusal(document, 'heart', 'rate-log')).toMatch(/only takes data/)
    expect(refusal(document, 'rlsrhs', 'range-fft')).toMatch(/Range FFT|gives nothing/)
    expect(refusal(document, 'rlsrhs', 'nothing')).toMatch(/no node type nothing/)
    expect(document.getState().past).toHaveLength(0)
  })

  test('types are offered that fit the same wires, the own type first', () => {
    const document = open(heart)
    const found = alternativesTo(document.getState().graph, 'rlsrhs', document.context)
    if ('refused' in found) throw new Error(found.refused)
    const ids = found.types.map(({ id }) => id)
    expect(ids[0]).toBe('rlsrhs')
    expect(ids).toEqual(expect.arrayContaining(['band-pass', 'vmd']))
    expect(ids).not.toContain('range-fft')
    expect(found.bypass).toBe(true)
    const mcsm = alternativesTo(document.getState().graph, 'mcsm', document.context)
    expect('refused' in mcsm ? mcsm : mcsm.bypass).toBe(false)
  })
})

const throws = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 })

test.each(['heart-rate-simulated', 'vmd-modes'])('whatever is branched: %s', (name) => {
  const start = exampleOf(name)
  fc.assert(
    fc.property(throws, (dice) => {
      const document = open(start)
      const texts = [formatGraph(document.getState().graph)]
      for (const [which, what] of dice) {
        const { graph } = document.getState()
        const ids = Object.keys(graph.nodes)
        const node = ids[which % ids.length]
        const offered = alternativesTo(graph, node, document.context)
        if ('refused' in offered) continue
        const choices = [
          ...offered.types.map(({ id }) => id),
          ...(offered.bypass ? [undefined] : []),
        ]
        if (choices.length === 0) continue
        const type = choices[what % choices.length]
        const outcome = document.apply(addAlternative, { node, type })
        if (isRefused(outcome)) throw new Error(outcome.refused)
        const after = document.getState().graph
        texts.push(formatGraph(after))
        checkCopy(graph, after, node, document)
      }
      for (const text of texts.slice(0, -1).reverse()) {
        document.undo()
        expect(formatGraph(document.getState().graph)).toBe(text)
      }
    }),
    { numRuns: 25 },
  )
})

function checkCopy(before: Graph, after: Graph, node: string, { context }: DocumentStore) {
  const news = Object.keys(after.nodes).filter((id) => !Object.hasOwn(before.nodes, id))
  const copies = news.filter((id) => after.nodes[id].type !== 'compare-rates')
  // what the node does not feed is shared: at most one copy of each node that it does feed
  expect(copies.length).toBeLessThanOrEqual(downstreamOf(before, node).size)
  for (const id of Object.keys(before.nodes)) {
    expect(after.nodes[id]).toEqual(before.nodes[id])
    const into = ({ links }: Graph) => links.filter(({ to }) => to.node === id).map(formatLink)
    if (before.nodes[id].type !== 'compare-rates') expect(into(after)).toEqual(into(before))
  }
  // each copy leads to a judge
  for (const id of copies) {
    const types = [...downstreamOf(after, id)].map((one) => after.nodes[one].type)
    expect(types).toContain('compare-rates')
  }
  // types fit: no error that was not there, but for a reference that nothing tells
  const known = new Set(planGraph(before, registry, new Map()).problems.map((one) => one.message))
  const errors = planGraph(after, registry, new Map()).problems.filter(
    ({ severity, message, input }) =>
      severity === 'error' && !known.has(message) && input !== 'reference',
  )
  expect(errors).toEqual([])
  // laid out: copies lie on nothing, and stand in the columns of what they were copied from
  const placed = context.placed(after)
  const was = context.placed(before)
  const columns = new Set(Object.values(was.view).map(([x]) => x))
  for (const id of news) {
    const box = boxOf(placed, id, context.sizeOf)
    for (const other of Object.keys(after.nodes)) {
      if (other === id) continue
      expect(overlap(box, boxOf(placed, other, context.sizeOf)), `${id} on ${other}`).toBe(false)
    }
  }
  for (const id of copies) {
    expect(columns).toContain(placed.view[id][0])
    expect(upstreamOf(after, id).size).toBeGreaterThan(1)
  }
}
