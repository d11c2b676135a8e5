/**
 * How often two chains of one kind are told apart. The seed was written down before the first run and
 * has not been changed since.
 */
import { expect, test } from 'vitest'
import type { Candidate } from './candidate.ts'
import { comparePairs } from './pairs.ts'
import { createRandom } from './random.ts'
import { resampleRecordings } from './resample.ts'

const seed = 20261122
const dataSets = 10_000
const recordings = 20
const windows = 30

test('A/A: of 10,000 comparisons of equals, 4.3 to 5.7 % have p below .05', () => {
  const random = createRandom(seed)
  const uniform = () => (random.word() + 0.5) / 2 ** 32
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  /** Errors of overlapping windows: each keeps most of the one before; some recordings are hard. */
  const errorsOf = (hardness: number) => {
    let error = normal()
    return Float64Array.from({ length: windows }, () => {
      error = 0.9 * error + Math.sqrt(1 - 0.9 ** 2) * normal()
      return (hardness * error) / 60
    })
  }
  const lengths = new Array<number>(recordings).fill(windows)
  const none = resampleRecordings(lengths, 0, random)
  let alarms = 0
  for (let set = 0; set < dataSets; set++) {
    const hardness = lengths.map(() => 1 + 4 * uniform())
    const chain = (name: string): Candidate => ({
      name,
      constant: false,
      answers: [],
      errors: hardness.map(errorsOf),
    })
    const [pair] = comparePairs([chain('a'), chain('b')], none, set)
    if ((pair.p ?? Number.NaN) < 0.05) alarms++
  }
  expect(alarms / dataSets).toBeGreaterThan(0.043)
  expect(alarms / dataSets).toBeLessThan(0.057)
})
