/** The rates that a graph gives to its sinks, and who made each: what Now and the timeline show. */
import {
  type Estimator,
  estimatorBefore,
  type Plan,
  type Signal,
  sizeOf,
  wireName,
} from '@chirpflow/graph'
import { nameOf } from '../panels/inspector/result-rows.ts'
import type { IconName } from '../theme/icons.tsx'

export interface ShownRate {
  /** Id of the sink. */
  readonly sink: string
  readonly wire: string
  readonly title: string
  readonly icon: IconName
  readonly estimator?: Estimator
  /** The node whose problem keeps it from being computed. */
  readonly waitsFor?: string
}

/** A place or another single number that a sink takes. */
export interface ShownFact {
  readonly wire: string
  readonly title: string
  readonly signal: Signal
}

/** Heart first, then breathing, then by name. */
export function ratesOf(plan: Plan): readonly ShownRate[] {
  return sinkWires(plan)
    .filter(({ signal }) => signal.unit === 'Hz')
    .map(({ sink, wire }) => {
      const kind = kindOf(sink) ?? kindOf(wire)
      return {
        sink,
        wire,
        title: (kindOf(sink) && titles[kindOf(sink)!]) ?? nameOf(sink),
        icon: kind === 'heart' ? ('heart' as const) : ('rate' as const),
        estimator: estimatorBefore(plan, wire),
      }
    })
    .sort(byRank)
}

/** With those of before that only wait for another node of the graph. */
export function withWaiting(plan: Plan, before: readonly ShownRate[]): readonly ShownRate[] {
  const rates = ratesOf(plan)
  const waiting = before.flatMap((rate) => {
    const waitsFor = causeOf(plan, rate.sink)
    const isThere = rates.some(({ sink }) => sink === rate.sink)
    return waitsFor === undefined || isThere ? [] : [{ ...rate, waitsFor }]
  })
  return [...rates, ...waiting].sort(byRank)
}

/** The node at the root of what a node waits for. */
function causeOf({ waits }: Plan, id: string): string | undefined {
  let cause = waits.get(id)
  for (let next = cause; next !== undefined; next = waits.get(next)) cause = next
  return cause
}

const byRank = (a: ShownRate, b: ShownRate) => rank(a) - rank(b) || (a.sink < b.sink ? -1 : 1)

export function factsOf(plan: Plan): readonly ShownFact[] {
  return sinkWires(plan)
    .filter(({ signal }) => signal.unit !== 'Hz')
    .map(({ sink, wire, signal }) => ({ wire, title: nameOf(sink), signal }))
}

const titles = { heart: 'Heart rate', breathing: 'Breathing' } as const
type Kind = keyof typeof titles

/** By the usual names of sinks; one called otherwise keeps its own. */
function kindOf(name: string): Kind | undefined {
  if (/^heart(-rate)?$/.test(name)) return 'heart'
  return /^breath(ing)?(-rate)?$/.test(name) ? 'breathing' : undefined
}

const rank = ({ sink, icon }: ShownRate) =>
  icon === 'heart' ? 0 : kindOf(sink) === 'breathing' ? 1 : 2

interface SinkWire {
  readonly sink: string
  readonly wire: string
  readonly signal: Signal
}

/** Wires of one real number a chunk that end in a sink. */
function sinkWires(plan: Plan): SinkWire[] {
  return plan.nodes
    .filter(({ type }) => type.category === 'sink')
    .flatMap(({ id, inputs }) =>
      [...inputs.values()].flat().flatMap((end) => {
        const wire = wireName(end)
        const signal = plan.signals.get(wire)
        const single = signal && sizeOf(signal.axes) === 1 && signal.dtype !== 'complex64'
        return single ? [{ sink: id, wire, signal }] : []
      }),
    )
}
