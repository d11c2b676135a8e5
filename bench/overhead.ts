/** What the engine itself takes: a chain of nodes that hand on what they get. */
import {
  createRegistry,
  defineNode,
  type GraphNode,
  type Link,
  planGraph,
  port,
} from '@chirpflow/graph'
import { runPlan } from '@chirpflow/runtime'
import { createHost } from '../apps/cli/src/host.ts'
import { processorTime } from './child.ts'

const nodes = 10
const chunks = 20_000

const source = defineNode({
  id: 'source',
  version: 1,
  title: 'Source',
  category: 'source',
  summary: 'Gives the same number again and again.',
  inputs: {},
  outputs: { out: port('float64', [], 'A number') },
  params: {},
  plan: () => ({
    out: { dtype: 'float64', axes: [], unit: '1', acquisition: {}, start: 0, rate: 20, span: 0 },
  }),
  open: () => ({
    async run(emit) {
      const data = new Float64Array(1)
      for (let index = 0; index < chunks; index++) await emit({ out: { data, index } })
    },
  }),
})

const pass = defineNode({
  id: 'pass',
  version: 1,
  title: 'Pass',
  category: 'filter',
  summary: 'Hands on what it gets.',
  inputs: { in: port('float64', [], 'A number') },
  outputs: { out: port('float64', [], 'The number') },
  params: {},
  plan: ({ in: input }) => ({ out: input }),
  open: () => ({ process: ({ in: chunk }, emit) => emit({ out: chunk.data }) }),
})

const sink = defineNode({
  id: 'sink',
  version: 1,
  title: 'Sink',
  category: 'sink',
  summary: 'Takes a number.',
  inputs: { in: port('float64', [], 'A number') },
  outputs: {},
  params: {},
  plan: () => ({}),
  open: () => ({ process() {} }),
})

/** Processor time per chunk and node, s. */
export async function measureOverhead(): Promise<{ readonly seconds: number }> {
  const passes = Array.from({ length: nodes }, (_, i) => `pass${i}`)
  const ids = ['source', ...passes, 'sink']
  const node = (type: string): GraphNode => ({ type, version: 1, params: {}, extra: {} })
  const links: Link[] = ids.slice(1).map((id, i) => ({
    from: { node: ids[i], port: 'out' },
    to: { node: id, port: 'in' },
  }))
  const graph = {
    title: 'Overhead',
    nodes: Object.fromEntries(ids.map((id) => [id, node(id.replace(/\d+$/, ''))])),
    links,
    view: {},
    extra: {},
  }
  const plan = planGraph(graph, createRegistry([source, pass, sink]), new Map())
  const host = createHost(process.cwd())
  const begun = processorTime()
  const report = await runPlan(plan, { host })
  const seconds = processorTime() - begun
  if (report.nodes.sink.chunks !== chunks && report.state !== 'finished') {
    throw new Error('the empty chain did not run to its end')
  }
  return { seconds: seconds / (chunks * ids.length) }
}
