/** Sums up a run: how it ended, how far it came, what it has sent. */
import { hasErrors, type Plan } from '@chirpflow/graph'
import { carrierOf, didRun, isWhole } from './ledger.ts'
import type { RunOutcome } from './protocol.ts'
import type { RunReport, RunState } from './report.ts'

interface RunFacts extends Pick<RunOutcome, 'run' | 'revision' | 'seconds' | 'cache'> {
  readonly plan: Plan
  readonly taps: Iterable<string>
  /** Time of the newest chunk or moment that was seen, s; -Infinity where there was none. */
  readonly newest: number
}

/** `report`: of the run alone. `known`: with what earlier runs have found. */
export function createOutcome(
  report: RunReport,
  known: Pick<RunReport, 'nodes' | 'results'>,
  { plan, taps, newest, ...facts }: RunFacts,
): RunOutcome {
  const last = Object.values(known.results).flatMap(({ time }) => time.slice(-1))
  const whole = (wire: string) =>
    report.state !== 'aborted' && isWhole(report.nodes[carrierOf(plan, wire).node])
  return {
    ...facts,
    ...known,
    state: stateOf(plan, report, known.nodes),
    problems: plan.problems,
    recording: Math.max(0, Math.max(newest, ...last) - startOf(plan)),
    ran: Object.keys(report.nodes).filter((id) => didRun(report.nodes[id])),
    delivered: Object.fromEntries([...taps].map((wire) => [wire, whole(wire)])),
  }
}

/** Refused: there are errors, and nothing is left that could run. */
function stateOf(plan: Plan, report: RunReport, nodes: RunReport['nodes']): RunState {
  if (report.state === 'aborted') return 'aborted'
  const states = new Set(Object.values(nodes).map(({ state }) => state))
  if (states.has('failed') || states.has('stopped')) return 'failed'
  const some = states.has('finished') || states.has('cached')
  return !some && hasErrors(plan.problems) ? 'refused' : 'finished'
}

/** When the first source begins, s. */
function startOf(plan: Plan): number {
  const starts = plan.nodes.flatMap(({ type, outputs }) =>
    Object.keys(type.inputs).length === 0 ? Object.values(outputs).map(({ start }) => start) : [],
  )
  return starts.length === 0 ? 0 : Math.min(...starts)
}
