/** Counts how much of the recording goes by in a run. */
import { type Plan, type Signal, wireName } from '@chirpflow/graph'
import type { Tap } from '@chirpflow/runtime'

export interface FrameCounter {
  readonly taps: ReadonlyMap<string, Tap>
  /** Of the source that gave most. */
  count(): { readonly frames: number; readonly recorded: number }
}

/** Taps one needed wire of each source; a tap on a wire that nobody needs would make it run. */
export function createFrameCounter(plan: Plan): FrameCounter {
  const counts = new Map<string, { frames: number; first: number; last: number }>()
  const taps = new Map<string, Tap>()
  for (const [wire, signal] of sourceWires(plan)) {
    taps.set(wire, (chunk) => {
      const count = counts.get(wire)
      const last = endOf(signal, chunk.time)
      if (count) {
        count.frames++
        count.last = last
      } else {
        counts.set(wire, { frames: 1, first: chunk.time, last })
      }
    })
  }
  return {
    taps,
    count() {
      let most = { frames: 0, recorded: 0 }
      for (const { frames, first, last } of counts.values()) {
        if (frames > most.frames) most = { frames, recorded: last - first }
      }
      return most
    },
  }
}

/** A frame's time is its start, so the last one reaches a frame further. */
const endOf = (signal: Signal, time: number) => (signal.rate > 0 ? time + 1 / signal.rate : time)

/** For each source that leads to a sink, one wire that is taken from it. */
function sourceWires(plan: Plan): Map<string, Signal> {
  const needed = new Set<string>()
  for (const node of [...plan.nodes].reverse()) {
    const outputs = Object.keys(node.outputs)
    const isSink = node.type.effect === true || Object.keys(node.type.outputs).length === 0
    if (!isSink && !outputs.some((port) => needed.has(`${node.id}.${port}`))) continue
    for (const ends of node.inputs.values()) for (const end of ends) needed.add(wireName(end))
  }
  const wires = new Map<string, Signal>()
  for (const node of plan.nodes) {
    if (Object.keys(node.type.inputs).length > 0) continue
    const taken = Object.entries(node.outputs).find(([port]) => needed.has(`${node.id}.${port}`))
    if (taken) wires.set(`${node.id}.${taken[0]}`, taken[1])
  }
  return wires
}
