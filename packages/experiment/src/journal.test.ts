import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCells, journalHead, readJournal } from './journal.ts'
import { packRuns, unpackRuns } from './pack-runs.ts'
import type { Cell } from './unit.ts'

const signal = {
  dtype: 'float64',
  axes: [],
  unit: 'Hz',
  acquisition: {},
  clock: 'source',
  start: 12.8,
  rate: 1,
  span: 12.8,
} as const

const cell = (key: string): Cell => ({
  key,
  recording: 'seed 1, ü',
  unit: key,
  state: 'finished',
  track: { signal, index: [[0, 3]], value: [1.2, null, 1.3], coverage: [[1, 3]] },
  nodes: [{ id: 'peak', type: 'peak-picker@1', state: 'finished', chunks: 3, seconds: 0.01 }],
})

describe('a journal', () => {
  const cells = ['one', 'two', 'three'].map(cell)
  const text = journalHead + formatCells(cells)

  test('gives back its cells', () => {
    const { cells: read, whole } = readJournal(text)
    expect([...read.values()]).toEqual(cells)
    expect(whole).toBe(text.length)
  })

  test('cut off anywhere has the cells whose lines are whole, and can be gone on with', () => {
    for (let length = 0; length <= text.length; length++) {
      const torn = text.slice(0, length)
      const { cells: read, whole } = readJournal(torn)
      const lines = torn.split('\n').length - 1
      expect(read.size).toBe(Math.max(0, lines - 1))
      const begun = whole === 0 ? journalHead : torn.slice(0, whole)
      expect(readJournal(begun + formatCells([cell('later')])).cells.has('later')).toBe(true)
    }
  })

  test('takes no damaged line for a cell', () => {
    const damaged = text.replace('"key":"two"', '"kez":"two"').replace('"unit":"three"', '"unit":')
    expect([...readJournal(damaged).cells.keys()]).toEqual(['one'])
  })

  test('of another program is refused', () => {
    expect(() => readJournal('{"format":"else"}\n')).toThrow('no journal')
  })
})

test('numbers packed into runs come back', () => {
  const number = fc.oneof(
    fc.constantFrom(0, 1, 1, 1, Number.NaN, Number.NaN),
    fc.double({ noDefaultInfinity: true }),
  )
  fc.assert(
    fc.property(fc.array(number), (values) => {
      const packed = JSON.parse(JSON.stringify(packRuns(values)))
      // -0 comes back as 0: adding 0 makes it so
      expect(unpackRuns(packed)).toEqual(values.map((value) => value + 0))
    }),
  )
})
