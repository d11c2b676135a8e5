/** Live or from a file: no answer depends on what comes after it, but where a node's name says so. */
import type { Chunk } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { everyNode, missingFrom, notFedByRadar, runEveryNode } from './support/every-node.ts'

const graph = everyNode()
/** Windows that `delayed-rate-tracker` waits for. */
const lag = 3
const delayed = Object.keys(graph.nodes).filter((id) => id.startsWith('delayed-'))
for (const id of delayed) Object.assign(graph.nodes[id].params, { lag })

const whole = runEveryNode(graph)

const isDelayed = (wire: string) => delayed.includes(wire.split('.')[0])
const isRadar = (wire: string) => wire.startsWith('source.')
const bytesOf = ({ data }: Chunk) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)

test('the graph of these tests has every node type that a radar can feed', () => {
  expect(missingFrom(graph)).toEqual(notFedByRadar)
})

test('what the first frames give is the beginning of what all frames give', async () => {
  const { chunks: all, report } = await whole
  expect(report.state).toBe('finished')
  // 12.8 s at 20 frames a second and 1 to 3 s more
  for (const frames of [257, 316]) {
    const part = await runEveryNode(graph, (moment, index) => (index < frames ? moment : undefined))
    expect(part.report.state).toBe('finished')
    const windows = 1 + Math.floor((frames - 256) / 20)
    for (const [wire, chunks] of part.chunks) {
      const later = all.get(wire)!
      const sure = isDelayed(wire) ? Math.max(0, windows - lag) : chunks.length
      expect(later.length, wire).toBeGreaterThan(chunks.length)
      if (!isRadar(wire) && !wire.startsWith('range-fft') && !wire.startsWith('combine-')) {
        expect(chunks.length, wire).toBe(windows)
      }
      for (const [at, chunk] of chunks.slice(0, sure).entries()) {
        const said = `${wire}, chunk ${at} of the first ${frames} frames`
        const { index, time, coverage } = later[at]
        expect(chunk, said).toMatchObject({ index, time, coverage })
        expect(bytesOf(chunk).equals(bytesOf(later[at])), said).toBe(true)
      }
    }
  }
})

test('a delayed node would not pass for one that is not', async () => {
  const { chunks: all } = await whole
  const part = await runEveryNode(graph, (moment, index) => (index < 336 ? moment : undefined))
  const differs = [...part.chunks].filter(([wire, chunks]) =>
    chunks.some((chunk, at) => !bytesOf(chunk).equals(bytesOf(all.get(wire)![at]))),
  )
  expect(new Set(differs.map(([wire]) => wire.split('.')[0]))).toEqual(new Set(delayed))
})
