/**
 * Results kept by wire. Within a budget, narrow wires first; replay keeps the moments of emission, so
 * a run that takes a wire from here equals one that makes it anew.
 */
import type { Chunk } from '@chirpflow/graph'
import type { Moment } from './moment.ts'

export interface KeptChunk {
  readonly moment: Moment
  readonly chunk: Chunk
}

/** One whole wire of a run. */
export interface KeptWire {
  readonly chunks: readonly KeptChunk[]
  readonly end: Moment
  readonly bytes: number
}

export interface WireCache {
  readonly budget: number
  get(key: string): KeptWire | undefined
  /**
   * Begins a recording. The wires, given as key and bytes a second, compete for the budget; those
   * that the run replays (`inUse`) do not make room for them.
   */
  record(wires: ReadonlyMap<string, number>, inUse?: ReadonlySet<KeptWire>): Recorder
  /** Held now, by kept wires and by recordings. */
  bytes(): number
  /** Forgets what is kept; recordings go on. */
  clear(): void
}

export interface Recorder {
  add(key: string, moment: Moment, chunk: Chunk): void
  /** The wire ended well and is whole. */
  end(key: string, moment: Moment): void
  /** The wire is not what its key says. */
  drop(key: string): void
  /** Ends the recording. Wires that ended well are kept from now on, unless `keep` is false. */
  close(keep: boolean): void
}

/** Bytes of a chunk's objects, and of a wire's, beside the data. */
const overhead = 256

interface OpenWire {
  readonly chunks: KeptChunk[]
  bytes: number
  end?: Moment
}

export function createCache(budget: number): WireCache {
  /** In order of use, oldest first. */
  const kept = new Map<string, KeptWire>()
  let total = 0

  function record(
    wires: ReadonlyMap<string, number>,
    inUse: ReadonlySet<KeptWire> = new Set(),
  ): Recorder {
    const open = new Map<string, OpenWire>()
    for (const key of wires.keys()) {
      if (kept.has(key)) continue
      open.set(key, { chunks: [], bytes: overhead })
      total += overhead
    }
    const widestFirst = [...open.keys()].sort((a, b) => wires.get(b)! - wires.get(a)!)
    makeRoom()

    function drop(key: string): void {
      total -= open.get(key)?.bytes ?? 0
      open.delete(key)
    }

    /** First goes what older runs left, then the widest wire of this one. */
    function makeRoom(): void {
      for (const [key, wire] of kept) {
        if (total <= budget) return
        if (inUse.has(wire)) continue
        total -= wire.bytes
        kept.delete(key)
      }
      for (const key of widestFirst) {
        if (total <= budget) return
        drop(key)
      }
    }

    return {
      add(key, moment, chunk) {
        const wire = open.get(key)
        if (!wire) return
        const whole = ownChunk(chunk)
        const bytes = whole.data.byteLength + overhead
        wire.chunks.push({ moment, chunk: whole })
        wire.bytes += bytes
        total += bytes
        if (total > budget) makeRoom()
      },
      end(key, moment) {
        const wire = open.get(key)
        if (wire) wire.end = moment
      },
      drop,
      close(keep) {
        for (const [key, { chunks, bytes, end }] of [...open]) {
          drop(key)
          if (!keep || !end || kept.has(key)) continue
          kept.set(key, { chunks, end, bytes })
          total += bytes
        }
      },
    }
  }

  return {
    budget,
    get(key) {
      const wire = kept.get(key)
      if (wire) {
        kept.delete(key)
        kept.set(key, wire)
      }
      return wire
    },
    record,
    bytes: () => total,
    clear() {
      for (const wire of kept.values()) total -= wire.bytes
      kept.clear()
    },
  }
}

/** The chunk without what else lies in its buffer: a view would keep all of that in memory. */
function ownChunk(chunk: Chunk): Chunk {
  const { data } = chunk
  return data.byteLength === data.buffer.byteLength ? chunk : { ...chunk, data: data.slice() }
}
