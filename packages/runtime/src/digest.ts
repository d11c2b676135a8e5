/** SHA-256 over everything that flowed along some wires: the proof that two runs gave the same. */
import type { Chunk, Host } from '@chirpflow/graph'

/** Adds chunks to hashes by wire; `hex` is over all wires, in the order of their names. */
export function createDigest(host: Host) {
  const wires = new Map<string, ReturnType<Host['sha256']>>()
  const place = new Float64Array(3)

  return {
    add(chunk: Chunk, wire: string): void {
      let hash = wires.get(wire)
      if (!hash) {
        hash = host.sha256()
        wires.set(wire, hash)
      }
      place.set([chunk.index, chunk.time, chunk.coverage])
      hash.update(new Uint8Array(place.buffer.slice(0)))
      const data = canonical(chunk.data)
      hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    },
    hex(): string {
      const all = host.sha256()
      for (const wire of [...wires.keys()].sort()) {
        const line = `${wire} ${wires.get(wire)!.hex()}\n`
        all.update(Uint8Array.from(line, (character) => character.charCodeAt(0)))
      }
      return all.hex()
    },
  }
}

/** The same data with every NaN the one canonical NaN. */
function canonical(data: Chunk['data']): Chunk['data'] {
  return data instanceof Int16Array || !data.some(Number.isNaN)
    ? data
    : data.map((value) => (Number.isNaN(value) ? Number.NaN : value))
}
