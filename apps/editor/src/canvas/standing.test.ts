import { expect, test } from 'vitest'
import { standingOf, worst } from './standing.ts'

const status = (activity: 'finished' | 'cached' | 'running' | 'failed', current = true) => ({
  activity,
  seconds: 0.01,
  chunks: 8,
  bytes: 1,
  current,
})
const card = { unknown: false }
const error = { severity: 'error', message: '6 modes need 384 samples' } as const

test('what the file says goes before what the engine said', () => {
  expect(standingOf({ unknown: true }, status('finished')).state).toBe('unknown')
  expect(standingOf({ ...card, off: true }, status('finished')).state).toBe('disabled')
  expect(standingOf({ ...card, off: 'bypass' }, undefined).state).toBe('bypassed')
})

test('a problem is a failure with its message', () => {
  const standing = standingOf({ ...card, problem: error }, status('finished'))
  expect(standing).toMatchObject({ state: 'failed', message: error.message })
  expect(standingOf({ ...card, off: 'bypass', problem: error }, undefined).state).toBe('failed')
})

test('who waits says for whom', () => {
  expect(standingOf({ ...card, waitsFor: 'VMD' }, undefined)).toMatchObject({
    state: 'waits',
    words: 'waits for VMD',
  })
})

test('results from before the last change are never done', () => {
  expect(standingOf(card, status('finished')).state).toBe('done')
  expect(standingOf(card, status('cached')).state).toBe('cached')
  const stale = standingOf(card, status('finished', false))
  expect(stale).toMatchObject({ state: 'idle', old: true })
  expect(stale.words).toContain('from before')
})

test('a group stands as its worst member', () => {
  const done = standingOf(card, status('finished'))
  const failed = standingOf({ ...card, problem: error }, undefined)
  expect(worst([done, failed, done]).state).toBe('failed')
  expect(worst([done, done]).state).toBe('done')
  expect(worst([]).state).toBe('idle')
})
