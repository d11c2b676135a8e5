/** What each chain of a run took. */
import { type Plan, wireName } from '@chirpflow/graph'
import type { RunReport } from '@chirpflow/runtime'
import type { SecondsOf } from './comparison.ts'

/**
 * Seconds of the node of an output and of all before it, shared ones in full; undefined where one of them
 * did not run.
 */
export function timeChains({ nodes }: Plan, report: RunReport['nodes']): SecondsOf {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return (source) => {
    const seen = new Set<string>()
    const open = [source]
    let seconds = 0
    for (let wire = open.pop(); wire !== undefined; wire = open.pop()) {
      const [id] = wire.split('.')
      if (seen.has(id)) continue
      seen.add(id)
      if (report[id]?.state !== 'finished') return undefined
      seconds += report[id].seconds
      for (const ends of byId.get(id)?.inputs.values() ?? []) open.push(...ends.map(wireName))
    }
    return seconds
  }
}
