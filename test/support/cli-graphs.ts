/** Small graph files for tests of the command line. */

type Node = Record<string, unknown> & { readonly type: string }

export function graphText(
  nodes: Readonly<Record<string, Node>>,
  links: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  const graph = { format: 'chirpflow-graph', version: 1, title: 'A test', nodes, links, ...more }
  return JSON.stringify(graph)
}

/** The true heart rate of a simulated person, which is 75 a minute, as a result. */
export const truthNodes = {
  person: {
    type: 'simulated-displacement@1',
    params: { duration: 5, heartFrom: 1.25, heartTo: 1.25 },
  },
  truth: { type: 'rate-log@1', params: {} },
}

export const truthGraph = graphText(truthNodes, ['person.heartRate -> truth.rate'])
