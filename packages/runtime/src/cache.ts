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

/** One whole wire of a finished run. */
export interface KeptWire {
  readonly chunks: readonly KeptChunk[]
  readonly end: Moment
  readonly bytes: number
}

export interface WireCache {
  readonly budget: number
  get(key: string): KeptWire | undefined
  /** Begins a recording; wires are given as key and bytes a second, and compete for the budget. */
  record(wires: ReadonlyMap<string, number>): Recorder
  bytes(): number
  clear(): void
}

export interface Recorder {
  add(key: string, moment: Moment, chunk: Chunk): void
  /** The wire ended well: it is kept from now on. Without this, nothing of it is. */
  end(key: string, moment: Moment): void
}

/** Bytes of a chunk's object beside its data. */
const overhead = 160

export function createCache(budget: number): WireCache {
  /** In order of use, oldest first. */
  const kept = new Map<string, KeptWire>()
  let total = 0

  function drop(key: string): void {
    total -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  function record(wires: ReadonlyMap<string, number>): Recorder {
    const open = new Map<string, { chunks: KeptChunk[]; bytes: number }>()
    for (const key of wires.keys()) if (!kept.has(key)) open.set(key, { chunks: [], bytes: 0 })
    const widestFirst = [...open.keys()].sort((a, b) => wires.get(b)! - wires.get(a)!)
    let recording = 0

    /** Makes room: first what older runs left, then the widest wire of this one. */
    function makeRoom(): void {
      for (const key of kept.keys()) {
        if (total + recording <= budget) return
        if (!wires.has(key)) drop(key)
      }
      while (total + recording > budget) {
        const widest = widestFirst.find((key) => open.has(key))
        if (widest === undefined) return
        recording -= open.get(widest)!.bytes
        open.delete(widest)
      }
    }

    return {
      add(key, moment, chunk) {
        const wire = open.get(key)
        if (!wire) return
        const bytes = chunk.data.byteLength + overhead
        wire.chunks.push({ moment, chunk })
        wire.bytes += bytes
        recording += bytes
        if (total + recording > budget) makeRoom()
      },
      end(key, moment) {
        const wire = open.get(key)
        if (!wire) return
        open.delete(key)
        recording -= wire.bytes
        total += wire.bytes
        kept.set(key, { chunks: wire.chunks, end: moment, bytes: wire.bytes })
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
      kept.clear()
      total = 0
    },
  }
}
