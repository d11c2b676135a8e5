import type { Chunk } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTrack } from './track.ts'

const someCoverage = fc.constantFrom(1, 1, 1, 0.5, 1 / 3, 0)
const moments = fc.array(
  fc.record({ skip: fc.constantFrom(1, 1, 1, 2, 50), coverage: someCoverage, value: fc.double() }),
  { maxLength: 3000 },
)

test.each([
  ['on a clock', 1 / 0.15],
  ['at no fixed rate', 0],
])('a track %s gives back what came, with gaps and NaN', (_, rate) => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 3 }), (list, targets) => {
      const start = 12.75
      const track = createTrack({ rate, start })
      let index = -1
      const chunks = list.map(({ skip, coverage, value }): Chunk => {
        index += skip
        const time = rate > 0 ? start + index / rate : index ** 1.1
        return { index, time, coverage, data: new Float64Array(targets).fill(value) }
      })
      for (const chunk of chunks) track.add(chunk)
      expect(track.times()).toEqual(chunks.map(({ time }) => time))
      expect(track.coverages()).toEqual(chunks.map(({ coverage }) => coverage))
      expect(Array.from(track.values())).toEqual(chunks.flatMap(({ data }) => [...data]))
    }),
    { numRuns: 50 },
  )
})
