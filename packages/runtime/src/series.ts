/**
 * The chunks that somebody looks at, by wire, within a budget of memory: those of now, the newest, and
 * those of the last whole run that gave something else.
 */
import type { Chunk } from '@chirpflow/graph'

export interface KeptSeries {
  readonly chunks: readonly Chunk[]
  /** Earlier chunks were dropped to stay within memory. */
  readonly cut: boolean
}

export interface SeriesStore {
  /** The wire's data begin anew; equal keys mean equal data. */
  begin(wire: string, key: unknown): void
  /** `all`: every chunk is kept, else the newest. */
  add(wire: string, chunks: readonly Chunk[], all: boolean, cut: boolean): void
  /** The data are whole; without a chunk since they began, there is no newest one. */
  end(wire: string): void
  newest(wire: string): Chunk | undefined
  series(wire: string): KeptSeries
  previous(wire: string): KeptSeries
  /** Keeps only the newest chunk of the wire. */
  shorten(wire: string): void
  /** Forgets all other wires. */
  retain(wires: { has(wire: string): boolean }): void
  /** Of all series. */
  bytes(): number
}

interface Kept extends KeptSeries {
  readonly bytes: number
}

interface Wire {
  key: unknown
  newest?: Chunk
  /** Whether the newest chunk came since the data began anew. */
  fresh: boolean
  now: Kept
  previous: Kept
  whole: boolean
}

const none: Kept = { chunks: [], cut: false, bytes: 0 }

export function createSeriesStore(budget: number): SeriesStore {
  const wires = new Map<string, Wire>()
  let total = 0

  function wireOf(name: string): Wire {
    let known = wires.get(name)
    if (!known) {
      known = { key: undefined, fresh: false, now: none, previous: none, whole: false }
      wires.set(name, known)
    }
    return known
  }

  function put(wire: Wire, which: 'now' | 'previous', kept: Kept): void {
    total += kept.bytes - wire[which].bytes
    wire[which] = kept
  }

  /** First go faint traces, the widest first; then the oldest chunks of the widest series. */
  function makeRoom(): void {
    while (total > budget) {
      const traced = widest('previous')
      if (traced) {
        put(traced, 'previous', { ...none, cut: true })
        continue
      }
      const wide = widest('now')
      if (!wide || wide.now.chunks.length < 2) return
      const dropped = Math.ceil(wide.now.chunks.length / 10)
      put(wide, 'now', keptOf(wide.now.chunks.slice(dropped), true))
    }
  }

  function widest(which: 'now' | 'previous'): Wire | undefined {
    let found: Wire | undefined
    for (const wire of wires.values()) {
      if (wire[which].bytes > (found?.[which].bytes ?? 0)) found = wire
    }
    return found
  }

  return {
    begin(name, key) {
      const wire = wireOf(name)
      if (wire.whole && wire.key !== key && wire.now.chunks.length > 0) {
        put(wire, 'previous', wire.now)
      }
      put(wire, 'now', none)
      wire.key = key
      wire.whole = false
      wire.fresh = false
    },
    add(name, chunks, all, cut) {
      const wire = wireOf(name)
      wire.newest = all ? chunks.at(-1) : alone(chunks.at(-1))
      wire.fresh = true
      if (!all) return
      const { now } = wire
      const kept = { chunks: [...now.chunks, ...chunks], cut: now.cut || cut }
      put(wire, 'now', { ...kept, bytes: now.bytes + bytesOf(chunks) })
      makeRoom()
    },
    end(name) {
      const wire = wireOf(name)
      wire.whole = true
      if (!wire.fresh) wire.newest = undefined
    },
    newest: (name) => wires.get(name)?.newest,
    series: (name) => wires.get(name)?.now ?? none,
    previous: (name) => wires.get(name)?.previous ?? none,
    shorten(name) {
      const wire = wires.get(name)
      if (!wire) return
      put(wire, 'now', none)
      put(wire, 'previous', none)
      wire.newest = alone(wire.newest)
    },
    retain(keep) {
      for (const [name, wire] of wires) {
        if (keep.has(name)) continue
        put(wire, 'now', none)
        put(wire, 'previous', none)
        wires.delete(name)
      }
    },
    bytes: () => total,
  }
}

function bytesOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { data }) => sum + data.byteLength, 0)
}

function keptOf(chunks: readonly Chunk[], cut: boolean): Kept {
  return { chunks, cut, bytes: bytesOf(chunks) }
}

/** The chunk without the batch it came in. */
function alone(chunk: Chunk | undefined): Chunk | undefined {
  if (!chunk || chunk.data.byteLength === chunk.data.buffer.byteLength) return chunk
  return { ...chunk, data: chunk.data.slice() }
}
