/** The estimates of a run as they come: one line each, for a person or as JSON. */
import { type Chunk, type Plan, type Signal, sizeOf, wireName } from '@chirpflow/graph'
import type { Tap } from '@chirpflow/runtime'
import { createReasons, percent, type Reasons } from './reasons.ts'

export interface Estimate {
  /** The node that takes it. */
  readonly sink: string
  /** Of recording, s. */
  readonly time: number
  /** A rate in 1/min, any other quantity in its own unit; null is no answer. */
  readonly values: readonly (number | null)[]
  readonly unit: string
  readonly coverage: number
  /** Why there is no answer; '' where there is one. */
  readonly reason: string
}

/**
 * Wires whose values reach a sink one by one or one a target, and what is to be done with each. A
 * moment that ends many windows, as after a gap, runs node by node; it is told in the order of time.
 */
export function tapEstimates(plan: Plan, tell: (estimate: Estimate) => void): Map<string, Tap> {
  let waiting: Estimate[] = []
  const tellLater = (estimate: Estimate) => {
    if (waiting.push(estimate) > 1) return
    queueMicrotask(() => {
      const all = waiting.sort((a, b) => a.time - b.time)
      waiting = []
      for (const one of all) tell(one)
    })
  }
  const taps = new Map<string, Tap>()
  const add = (wire: string, tap: Tap) => {
    const first = taps.get(wire)
    const both: Tap = (chunk, name) => {
      first?.(chunk, name)
      tap(chunk, name)
    }
    taps.set(wire, first ? both : tap)
  }
  for (const node of plan.nodes) {
    if (node.type.effect !== true && Object.keys(node.type.outputs).length > 0) continue
    for (const end of [...node.inputs.values()].flat()) {
      const wire = wireName(end)
      const signal = plan.signals.get(wire)
      if (!signal || !isEstimate(signal)) continue
      const reasons = createReasons(plan, wire)
      for (const [name, tap] of reasons.taps) add(name, tap)
      add(wire, (chunk) => tellLater(estimateOf(node.id, signal, chunk, reasons)))
    }
  }
  return taps
}

const isEstimate = ({ dtype, axes }: Signal) =>
  dtype === 'float64' && axes.every(({ name }) => name === 'target') && sizeOf(axes) <= 8

function estimateOf(sink: string, { unit }: Signal, chunk: Chunk, reasons: Reasons): Estimate {
  const { time, coverage, data } = chunk
  const values = Array.from(data, (value) => {
    if (Number.isNaN(value)) return null
    return unit === 'Hz' ? 60 * value : value
  })
  const reason = values.every((value) => value === null) ? reasons.of(chunk) : ''
  return { sink, time, values, unit: unit === 'Hz' ? '1/min' : unit, coverage, reason }
}

/** "    13.8 s  heart        72.4 /min   coverage 100 %"; no answer is a dash and its reason. */
export function formatEstimate(estimate: Estimate, nameWidth: number): string {
  const { sink, time, values, unit, coverage, reason } = estimate
  const digits = unit === 'm' ? 3 : 1
  const shown = values.map((value) => (value === null ? '-' : value.toFixed(digits))).join(', ')
  const name = unit === '1/min' ? ' /min' : unit === '1' ? '' : ` ${unit}`
  const said = reason === '' ? `coverage ${percent(coverage)}` : reason
  const value = `${shown.padStart(7)}${reason === '' ? name : ''}`
  return `${time.toFixed(1).padStart(8)} s  ${sink.padEnd(nameWidth)}  ${value.padEnd(13)}  ${said}`
}
