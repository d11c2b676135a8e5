import { expect, test } from 'vitest'
import type { SessionState } from '../session/session.ts'
import { describeRun } from './describe-run.ts'

const done = { activity: 'finished', seconds: 0.1, chunks: 8, bytes: 64, current: true } as const
const last = { state: 'finished', seconds: 0.2, recording: 20, nodesRun: 2, nodesCached: 0 }
const plan = (...ids: string[]) => ({ nodes: ids.map((id) => ({ id })) })
const result = { time: [0, 1, 2] }

function words(change: object): string {
  const whole = {
    engine: 'idle',
    plan: plan('a', 'b'),
    problems: [],
    nodes: { a: done, b: done },
    results: { b: result },
    last: { ...last, nodesFailed: 0 },
  }
  return describeRun({ ...whole, ...change } as unknown as SessionState).text
}

const error = { severity: 'error', message: 'is missing' }

test.each([
  ['what went through', {}, '3 windows in 200 ms'],
  ['an empty graph', { nodes: {}, plan: plan() }, 'Nothing to run yet'],
  ['no run so far', { last: undefined }, 'Not run yet'],
  ['what an error keeps', { problems: [error], plan: plan('a') }, '1 error, 1 node did not run'],
  ['an edit', { nodes: { a: done, b: { ...done, current: false } } }, 'Changed since the last run'],
  ['nodes that are off', { plan: plan() }, 'Nothing to run: every node is off'],
])('of a run that went well, says %s', (_, change, text) => {
  expect(words(change)).toBe(text)
})
