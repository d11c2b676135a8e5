/** Live parameters: changed from outside while a run goes on, taken over between two moments. */
import { type ParamValue, type Plan, refuseValue } from '@chirpflow/graph'

export interface ParamChange {
  readonly node: string
  readonly name: string
  readonly value: ParamValue
}

export interface LiveParams {
  /** Says why the value is refused; undefined where it is taken. */
  set(node: string, name: string, value: ParamValue): string | undefined
  /** The changes since the last call, oldest first. */
  take(): readonly ParamChange[]
}

/** Where the live parameters of one run of a plan are set. */
export function createLiveParams(plan: Plan): LiveParams {
  const types = new Map(plan.nodes.map(({ id, type }) => [id, type]))
  const none: readonly ParamChange[] = []
  let changes: ParamChange[] = []
  return {
    set(node, name, value) {
      const type = types.get(node)
      if (!type) return `there is no running node "${node}"`
      const param = Object.hasOwn(type.params, name) ? type.params[name] : undefined
      if (!param?.live) return `${node} has no live parameter "${name}"`
      const reason = refuseValue(param, value)
      if (!reason) changes.push({ node, name, value })
      return reason
    },
    take() {
      if (changes.length === 0) return none
      const taken = changes
      changes = []
      return taken
    },
  }
}
