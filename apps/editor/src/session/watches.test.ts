import type { Plan } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { createWatches } from './watches.ts'

const axis = (size: number) => [{ name: 'sample', size, step: 1, start: 0, unit: '1' }]
const signal = (size: number) => ({ dtype: 'float64', axes: size === 1 ? [] : axis(size) })
/** 8 bytes, 800 bytes and 80 kB a chunk. */
const sizes = { 'a.number': 1, 'a.line': 100, 'a.image': 10_000 }
const plan = {
  signals: new Map(Object.entries(sizes).map(([wire, size]) => [wire, signal(size)])),
} as unknown as Plan

test('wires are sent that somebody looks at; narrow ones whole', () => {
  const watches = createWatches(() => {})
  expect(watches.wanted(plan, false)).toEqual({})
  const stop = watches.listen('a.number', () => {})
  watches.listen('a.image', () => {})
  watches.watch('a.line')
  expect(watches.wanted(plan, false)).toEqual({
    'a.number': 'all',
    'a.image': 'newest',
    'a.line': 'all',
  })
  stop()
  expect(Object.keys(watches.wanted(plan, false))).not.toContain('a.number')
})

test('of a live graph all light wires are sent, looked at or not', () => {
  const watches = createWatches(() => {})
  const unseen = { 'a.number': 'all', 'a.line': 'newest' }
  expect(watches.wanted(plan, true)).toEqual(unseen)
  const stop = watches.listen('a.line', () => {})
  expect(watches.wanted(plan, true)).toEqual(unseen)
  stop()
  watches.listen('a.image', () => {})
  expect(watches.wanted(plan, true)).toEqual({ ...unseen, 'a.image': 'newest' })
})
