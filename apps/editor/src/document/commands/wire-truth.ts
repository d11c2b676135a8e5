/** Joins a compare-rates node to what its chains can be judged against, where the graph has it. */
import { type End, type Graph, refuseLink, upstreamOf } from '@chirpflow/graph'
import type { Chain, Measured } from '../alternative-chain.ts'
import { type Context, wiringOf } from '../context.ts'
import { withLink, withNode } from './edit.ts'

/** Outputs of simulated sources, by what they tell. */
const truths = { heart: 'heartRate', breathing: 'breathingRate', bound: 'bound' } as const
/** Types that measure it by other means. */
const references: Readonly<Record<Measured, readonly string[]>> = {
  heart: ['reference-rate', 'ecg-heart-rate', 'ppg-heart-rate'],
  breathing: ['reference-rate', 'belt-breathing-rate'],
}
/** A rate that knows nothing of the radar, Hz. */
const constants: Readonly<Record<Measured, number>> = { heart: 70 / 60, breathing: 15 / 60 }

/** An input that nothing in the graph can tell stays open, and says so as a problem. */
export function wireTruth(graph: Graph, judge: string, chain: Chain, context: Context): Graph {
  const { measures, end } = chain
  if (!measures) return graph
  const up = upstreamOf(graph, end.node)
  const outputs = (name: string) =>
    [...up].sort().flatMap((node): End[] => {
      const type = context.registry.get(graph.nodes[node]?.type ?? '')
      const isSource = type !== undefined && Object.keys(type.inputs).length === 0
      return isSource && Object.hasOwn(type.outputs, name) ? [{ node, port: name }] : []
    })
  const measured = Object.keys(graph.nodes)
    .sort()
    .filter((node) => references[measures].includes(graph.nodes[node].type) && !up.has(node))
    .flatMap((node): End[] => {
      const [port] = Object.keys(context.registry.get(graph.nodes[node].type)?.outputs ?? {})
      return port === undefined ? [] : [{ node, port }]
    })
  const found: readonly (readonly [string, readonly End[]])[] = [
    ['reference', [...measured, ...outputs(truths[measures])]],
    ['breathing', measures === 'heart' ? outputs(truths.breathing) : []],
    // the bound of a source is that of its heart rate
    ['bound', measures === 'heart' ? outputs(truths.bound) : []],
  ]
  const node = graph.nodes[judge]
  const params = { ...node.params, constant: constants[measures] }
  let edited = withNode(graph, judge, { ...node, params })
  for (const [port, ends] of found) {
    const to: End = { node: judge, port }
    const isFed = edited.links.some((link) => link.to.node === judge && link.to.port === port)
    const wiring = wiringOf(edited, context)
    const from = ends.find((end) => !refuseLink({ from: end, to }, wiring))
    if (from && !isFed) edited = withLink(edited, { from, to }, context.registry)
  }
  return edited
}
