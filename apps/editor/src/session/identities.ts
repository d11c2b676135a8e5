/**
 * What a node's data depend on, as one small number: equal numbers, equal data. As the engine's keys,
 * but at once, on every edit, and with a file known by when it was given instead of by its content.
 */
import type { Plan } from '@chirpflow/graph'

export type Identities = ReadonlyMap<string, number>

export function createIdentities() {
  const known = new Map<string, number>()

  function numberOf(facts: unknown): number {
    const text = JSON.stringify(facts)
    const number = known.get(text) ?? known.size
    known.set(text, number)
    return number
  }

  /** Of the nodes that can run. `givenAs`: how often a file of that name has been given. */
  return (plan: Plan, givenAs: (file: string) => number): Identities => {
    const identities = new Map<string, number>()
    for (const { id, type, params, inputs } of plan.nodes) {
      const names = Object.keys(params).sort()
      const values = names.map((name) => [name, params[name]])
      const files = names.flatMap((name) => {
        const param = type.params[name]
        return param.kind === 'file' && !param.writes ? [givenAs(String(params[name]))] : []
      })
      const fed = [...inputs].map(([input, ends]) => [
        input,
        ends.map(({ node, port }) => [identities.get(node), port]),
      ])
      const place = Object.keys(type.inputs).length === 0 ? id : ''
      identities.set(id, numberOf([type.id, type.version, values, files, fed, place]))
    }
    return identities
  }
}
