/** Short ways to write a graph, plan it and run it in tests. */
import {
  type Graph,
  inspectGraph,
  type Plan,
  parseGraph,
  parseLink,
  planGraph,
  type Registry,
} from '@chirpflow/graph'
import { createDigest, type RunOptions, type RunReport, runPlan } from '@chirpflow/runtime'
import { createTestHost, type TestHost } from './host.ts'

export interface ShortNode {
  readonly type: string
  readonly version?: number
  readonly off?: true | 'bypass'
  readonly params?: Record<string, number | string | boolean>
}

/** A node is written "type" or { type, params ... }; a link as in the file. */
export function graphOf(nodes: Record<string, string | ShortNode>, links: string[]): Graph {
  return {
    title: 'A test',
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, node]) => {
        const {
          type,
          version = 1,
          params = {},
          off,
        } = typeof node === 'string' ? { type: node } : (node as ShortNode)
        return [id, { type, version, params, ...(off ? { off } : {}), extra: {} }]
      }),
    ),
    links: links.map((text) => {
      const link = parseLink(text)
      if (!link) throw new Error(`${text} is no link`)
      return link
    }),
    view: {},
    extra: {},
  }
}

export async function planOf(
  graph: Graph,
  registry: Registry,
  host: TestHost = createTestHost(),
): Promise<Plan> {
  return planGraph(graph, registry, await inspectGraph(graph, registry, host))
}

export interface Outcome {
  readonly plan: Plan
  readonly report: RunReport
  /** Over all chunks of all wires of the plan. */
  readonly digest: string
  /** "wire index" of each chunk, in the order of their coming. */
  readonly order: readonly string[]
}

/** Runs the plan with taps on all its wires, or on those named. */
export async function runTapped(
  plan: Plan,
  options: Partial<RunOptions> = {},
  wires: Iterable<string> = plan.signals.keys(),
): Promise<Outcome> {
  const host = options.host ?? createTestHost()
  const digest = createDigest(host)
  const order: string[] = []
  const given = options.taps
  const taps = new Map(
    [...wires].map((name) => [
      name,
      (chunk: Parameters<typeof digest.add>[0], wire: string) => {
        order.push(`${wire} ${chunk.index}`)
        digest.add(chunk, wire)
        given?.get(name)?.(chunk, wire)
      },
    ]),
  )
  const report = await runPlan(plan, { ...options, host, taps })
  return { plan, report, digest: digest.hex(), order }
}

/** Parses, inspects, plans and, where nothing is refused, runs a graph file. */
export async function tryText(text: string, registry: Registry) {
  const host = createTestHost()
  const parsed = parseGraph(text)
  if (!parsed.graph) return { problems: parsed.problems }
  const plan = await planOf(parsed.graph, registry, host)
  const report = await runPlan(plan, { host })
  return { problems: [...parsed.problems, ...plan.problems], plan, report }
}
