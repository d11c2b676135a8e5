/** What was live stays as it was; what is made anew stands beside it. */
import { expect, test } from 'vitest'
import { createEstimateLog, type Estimate, estimateAt } from './estimate-log.ts'

const at = (time: number, value = 1, maker = 'a'): Estimate => ({
  time,
  value,
  coverage: 1,
  confidence: 1,
  maker,
})
const times = (list: readonly Estimate[]) => list.map(({ time }) => time)

test('a changed parameter makes the past anew beside what it was, and holds from then on', () => {
  const log = createEstimateLog()
  log.take([at(1), at(2), at(3)])
  log.begin()
  log.take([at(1, 5, 'b'), at(2, 5, 'b')])
  log.take([at(3, 5, 'b'), at(4, 5, 'b')])
  expect(log.live()).toEqual([at(1), at(2), at(3), at(4, 5, 'b')])
  expect(log.again()).toEqual([at(1, 5, 'b'), at(2, 5, 'b'), at(3, 5, 'b')])
})

test('undo gives both back: the old moments as they were, those since then made anew', () => {
  const log = createEstimateLog()
  log.take([at(1), at(2)])
  log.begin()
  log.take([at(1, 5, 'b'), at(2, 5, 'b'), at(3, 5, 'b')])
  log.begin()
  log.take([at(1), at(2), at(3)])
  expect(log.live()).toEqual([at(1), at(2), at(3, 5, 'b')])
  expect(log.again()).toEqual([at(3)])
})

test('while a run catches up, nothing of the live trace moves', () => {
  const log = createEstimateLog()
  log.take([at(1), at(2), at(3)])
  log.begin()
  log.take([at(1, 9, 'b')])
  expect(times(log.live())).toEqual([1, 2, 3])
  expect(times(log.again())).toEqual([1])
})

test('keeps the last moments only', () => {
  const log = createEstimateLog(3)
  log.take([at(1), at(2), at(3), at(4), at(5)])
  expect(times(log.live())).toEqual([3, 4, 5])
})

test('an estimate speaks for its own period, and for no later moment', () => {
  const list = [at(1), at(2), at(5)]
  expect(estimateAt(list, 2.4, 1)?.time).toBe(2)
  expect(estimateAt(list, 4, 1)).toBeUndefined()
  expect(estimateAt(list, 0.5, 1)).toBeUndefined()
  expect(estimateAt(list, 5, 1)?.time).toBe(5)
})
