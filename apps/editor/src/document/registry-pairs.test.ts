/** Every pair of ports of the library: refused in words that name both ends, or joined; adapters really join. */
import {
  type End,
  findAdapters,
  formatLink,
  type Graph,
  type GraphNode,
  hasErrors,
  type Inspections,
  type Link,
  type Plan,
  type Problem,
  planGraph,
  refuseLink,
  targetAt,
  typesThatFitBetween,
  whichOutputsFit,
  whichPortsFit,
  wireName,
} from '@chirpflow/graph'
import { nodeTypes, registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { insertAdapters } from './commands/index.ts'
import { createContext, isRefused } from './context.ts'

const nodeOf = (type: string): GraphNode => ({
  type,
  version: registry.get(type)!.version,
  params: {},
  extra: {},
})
const withNode = (graph: Graph, id: string, type: string): Graph => ({
  ...graph,
  nodes: { ...graph.nodes, [id]: nodeOf(type) },
})
const withLink = (graph: Graph, link: Link): Graph => ({ ...graph, links: [...graph.links, link] })

/** What the two sources that read files would find in a capture of an IWR1443 and in a series of 60 s. */
const inspections: Inspections = new Map([
  [
    'recording',
    {
      state: 'found',
      found: {
        kind: 'adc',
        dtype: 'complex64',
        axes: [
          { name: 'chirp', size: 2, start: 0, step: 0.01, unit: 's' },
          { name: 'rx', size: 4, start: 0, step: 1, unit: '1' },
          { name: 'sample', size: 100, start: 0, step: 0.25e-6, unit: 's' },
        ],
        frames: 1200,
        acquisition: {
          carrierFrequency: 77e9,
          centreFrequency: 78e9,
          chirpSlope: 60e12,
          sampleRate: 4e6,
          frameInterval: 0.05,
        },
        notes: [],
        warnings: [],
      },
    },
  ],
  [
    'series',
    {
      state: 'found',
      found: {
        complex: false,
        values: new Float64Array(1200),
        column: 'x',
        columns: ['x'],
        notes: [],
      },
    },
  ],
])
const planOf = (graph: Graph): Plan => planGraph(graph, registry, inspections)
const errors = (problems: readonly Problem[], about: (problem: Problem) => boolean) =>
  problems.filter((problem) => problem.severity === 'error' && about(problem))

/** A graph in which every type of the library that can be reached runs, each once. */
function growLibrary(): Graph {
  let graph: Graph = { title: '', nodes: {}, links: [], view: {}, extra: {} }
  for (const { id, inputs } of nodeTypes) {
    if (Object.keys(inputs).length === 0) graph = withNode(graph, id, id)
  }
  for (let grown = true; grown; ) {
    grown = false
    for (const { id, inputs } of nodeTypes) {
      const needed = Object.entries(inputs).filter(([, { kind }]) => kind !== 'optional')
      if (Object.hasOwn(graph.nodes, id) || needed.length !== 1) continue
      // From the newest on, so that signals which went through much are used too.
      for (const name of [...planOf(graph).signals.keys()].reverse()) {
        const [node, port] = name.split('.')
        const link = { from: { node, port }, to: { node: id, port: needed[0][0] } }
        const longer = withLink(withNode(graph, id, id), link)
        if (hasErrors(planOf(longer).problems.filter((problem) => problem.node === id))) continue
        graph = longer
        grown = true
        break
      }
    }
  }
  return graph
}

const library = growLibrary()
const libraryPlan = planOf(library)
const ends: End[] = [...libraryPlan.signals.keys()].map((name) => {
  const [node, port] = name.split('.')
  return { node, port }
})
const targets = nodeTypes.flatMap((type) =>
  Object.keys(type.inputs).map((port) => ({ type: type.id, port })),
)

/** Whether an error is that another input of the target still wants a wire. */
const isOpen = ({ node, input }: Problem, to: End) =>
  node === 'target' && input !== undefined && input !== to.port

/** The library with one more node, not yet joined. */
const withTarget = (type: string) => withNode(library, 'target', type)

test('the library runs in the test graph, so that the pairs are real', () => {
  expect(hasErrors(libraryPlan.problems)).toBe(false)
  expect(ends.length).toBeGreaterThan(20)
})

test('every pair is refused exactly where plan says an error of the wire, naming both ends', () => {
  for (const { type, port } of targets) {
    const graph = withTarget(type)
    const wiring = { graph, registry, plan: planOf(graph) }
    const to = { node: 'target', port }
    for (const from of ends) {
      const link = { from, to }
      const refusal = refuseLink(link, wiring)
      const said = errors(
        planOf(withLink(graph, link)).problems,
        (problem) =>
          problem.link !== undefined ||
          (problem.node === 'target' &&
            problem.param === undefined &&
            (problem.input === undefined || problem.input === port)),
      )
      expect(`${formatLink(link)}: ${refusal !== undefined}`).toBe(
        `${formatLink(link)}: ${said.length > 0}`,
      )
      if (!refusal) continue
      expect(refusal.message).toContain(wireName(from))
      expect(refusal.message).toContain(wireName(to))
      expect(refusal.gives).toBeTruthy()
      expect(refusal.wants).toBeTruthy()
    }
  }
})

test('both ways to look at a graph agree with the single wire', () => {
  const graph = withTarget('peak-picker')
  const wiring = { graph, registry, plan: planOf(graph) }
  for (const from of ends) {
    for (const [name, refusal] of whichPortsFit(from, wiring)) {
      const [node, port] = name.split('.')
      expect(refusal).toEqual(refuseLink({ from, to: { node, port } }, wiring))
      const back = whichOutputsFit({ node, port }, wiring).get(wireName(from))
      expect(back === undefined).toBe(refusal === undefined)
    }
  }
})

test('every chain of adapters plans without errors when it is inserted, and none is shorter', () => {
  const context = createContext(registry, { inspections: () => inspections })
  const wirings = new Map(
    nodeTypes.map(({ id }) => {
      const graph = withTarget(id)
      return [id, { graph, registry, plan: context.plan(graph) }]
    }),
  )
  let offered = 0
  let pair = 0
  for (const from of unlike(ends)) {
    const signal = libraryPlan.signals.get(wireName(from))!
    for (const { type, port } of targets) {
      const wiring = wirings.get(type)!
      const { graph } = wiring
      const to = { node: 'target', port }
      const target = targetAt(to, wiring)!
      const chains = findAdapters(signal, target, registry)
      const direct = planOf(withLink(graph, { from, to }))
      const fits = errors(
        direct.problems,
        (problem) => !!problem.link || (problem.node === 'target' && !isOpen(problem, to)),
      )
      if (fits.length === 0) expect(chains).toEqual([])
      for (const { chain } of chains) {
        offered++
        expect(chain.length).toBeLessThanOrEqual(3)
        const outcome = insertAdapters(graph, { from, to, chain }, context)
        if (isRefused(outcome)) throw new Error(outcome.refused)
        const own = new Set(['target', ...(outcome.made?.nodes ?? [])])
        const { problems } = planOf(outcome.graph)
        const about = (problem: Problem) =>
          !!problem.link || (own.has(problem.node ?? '') && !isOpen(problem, to))
        expect(errors(problems, about)).toEqual([])
      }
      // trying every type between two ends takes long: some of the pairs stand for all
      if (pair++ % 37 !== 0) continue
      const shortest = chains[0]?.chain.length
      const one = joinedByOne(graph, from, to)
      if (fits.length > 0) expect(one.length > 0).toBe(shortest === 1)
      const between = typesThatFitBetween(signal, target, registry).map((step) => step.type)
      expect([...between].sort()).toEqual(one)
    }
  }
  expect(offered).toBeGreaterThan(100)
})

/** Of ends that carry the same, the first. */
function unlike(all: readonly End[]): readonly End[] {
  const known = new Map<string, End>()
  for (const end of all) {
    const { clock: _, ...signal } = libraryPlan.signals.get(wireName(end))!
    const key = JSON.stringify(signal)
    if (!known.has(key)) known.set(key, end)
  }
  return [...known.values()]
}

/** Every type that joins the two ends alone, by trying all its pairs of ports. */
function joinedByOne(graph: Graph, from: End, to: End): string[] {
  return nodeTypes
    .filter(
      ({ id, inputs, outputs, effect }) =>
        !effect &&
        Object.keys(inputs).some((input) =>
          Object.keys(outputs).some((output) => {
            const node = 'between'
            const first = withLink(withNode(graph, node, id), { from, to: { node, port: input } })
            const whole = withLink(first, { from: { node, port: output }, to })
            const { problems } = planOf(whole)
            const about = (problem: Problem) =>
              !!problem.link ||
              problem.node === node ||
              (problem.node === 'target' && !isOpen(problem, to))
            return errors(problems, about).length === 0
          }),
        ),
    )
    .map(({ id }) => id)
    .sort()
}
