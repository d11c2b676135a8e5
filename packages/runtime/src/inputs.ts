/** How the chunks at a node's input ports meet: match, latest, each (architecture 5). */
import type { Chunk, NodeType, PlannedNode } from '@chirpflow/graph'
import { wireName } from '@chirpflow/graph'

/** What one call of process gets: a chunk, a list of them, or nothing, by port. */
export interface InputSet {
  readonly chunks: Record<string, Chunk | readonly Chunk[] | undefined>
  /** Chunks of this set, matched ones first: index and coverage of bare outputs come from them. */
  readonly all: readonly Chunk[]
  /** The wire of a chunk that comes alone. */
  readonly from?: string
}

interface Wire {
  readonly input: string
  readonly name: string
  readonly queue: Chunk[]
  /** Newest chunk seen, for latest. */
  newest?: Chunk
  ended: boolean
  lost: boolean
}

export interface Inputs {
  push(wire: string, chunk: Chunk): void
  end(wire: string): void
  /** The wire will bring no more because its node failed. Says whether the node can go on without. */
  lose(wire: string): boolean
  /** The next set to process, or undefined until more has come. */
  next(): InputSet | undefined
  /** Every wire has ended and nothing waits. */
  ended(): boolean
}

/** Queues for one node. A wire is named by the output it comes from; one output may feed two ports. */
export function createInputs(node: PlannedNode): Inputs {
  const ports: NodeType['inputs'] = node.type.inputs
  const wires: Wire[] = [...node.inputs].flatMap(([input, ends]) =>
    ends.map((end) => ({ input, name: wireName(end), queue: [], ended: false, lost: false })),
  )
  const byName = new Map<string, Wire[]>()
  for (const wire of wires) byName.set(wire.name, [...(byName.get(wire.name) ?? []), wire])
  const joined = (join: string) => wires.filter((wire) => ports[wire.input].join === join)
  let matched = joined('match')
  let latest = joined('latest')
  let each = joined('each')

  const slots = Object.entries(ports).map(([input, { kind }]) => ({
    input,
    kind,
    own: wires.filter((wire) => wire.input === input),
  }))

  function build(present: ReadonlyMap<Wire, Chunk>): InputSet {
    const chunks: InputSet['chunks'] = {}
    for (const { input, kind, own } of slots) {
      chunks[input] =
        kind === 'many'
          ? own.flatMap((wire) => present.get(wire) ?? [])
          : own.length > 0
            ? present.get(own[0])
            : undefined
    }
    return { chunks, all: [...present.values()] }
  }

  /** The least index that all matched wires have; what cannot find its like any more is dropped. */
  function nextMatch(): InputSet | undefined {
    if (matched.length === 0) return undefined
    for (;;) {
      let highest = -Infinity
      for (const wire of matched) {
        if (wire.queue.length === 0) {
          // what waits for a wire that has ended waits in vain
          if (wire.ended) for (const other of matched) other.queue.length = 0
          return undefined
        }
        highest = Math.max(highest, wire.queue[0].index)
      }
      let equal = true
      for (const wire of matched) {
        while (wire.queue.length > 0 && wire.queue[0].index < highest) {
          wire.queue.shift()
          equal = false
        }
      }
      if (!equal) continue
      const present = new Map<Wire, Chunk>()
      for (const wire of matched) present.set(wire, wire.queue.shift()!)
      if (!takeLatest(present)) continue
      return build(present)
    }
  }

  /** Adds the newest chunks not later than the matched ones; false where one has none yet. */
  function takeLatest(present: Map<Wire, Chunk>): boolean {
    if (latest.length === 0) return true
    const time = Math.max(...[...present.values()].map((chunk) => chunk.time))
    for (const wire of latest) {
      while (wire.queue.length > 0 && wire.queue[0].time <= time) wire.newest = wire.queue.shift()
      if (wire.newest) present.set(wire, wire.newest)
      else if (ports[wire.input].kind === 'one') return false
    }
    return true
  }

  function nextEach(): InputSet | undefined {
    const wire = each.find((candidate) => candidate.queue.length > 0)
    if (!wire) return undefined
    const chunk = wire.queue.shift()!
    const chunks: InputSet['chunks'] = {}
    for (const { input, kind } of slots) {
      const isOwn = input === wire.input
      if (kind === 'many') chunks[input] = isOwn ? [chunk] : []
      else chunks[input] = isOwn ? chunk : undefined
    }
    return { chunks, all: [chunk], from: wire.name }
  }

  return {
    push(name, chunk) {
      for (const wire of byName.get(name) ?? []) if (!wire.lost) wire.queue.push(chunk)
    },
    end(name) {
      for (const wire of byName.get(name) ?? []) wire.ended = true
    },
    lose(name) {
      let survives = true
      for (const wire of byName.get(name) ?? []) {
        wire.lost = true
        wire.ended = true
        wire.queue.length = 0
        const { kind } = ports[wire.input]
        const left = wires.some((other) => other.input === wire.input && !other.lost)
        if (kind === 'one' || (kind === 'many' && !left)) survives = false
      }
      matched = matched.filter((wire) => !wire.lost)
      latest = latest.filter((wire) => !wire.lost)
      each = each.filter((wire) => !wire.lost)
      return survives
    },
    next: () => nextMatch() ?? nextEach(),
    ended: () => wires.every((wire) => wire.ended),
  }
}
