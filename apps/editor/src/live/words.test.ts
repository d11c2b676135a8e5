/** What is said of an abstention, of spans of time, and of changes. */
import type { RadarHealth } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { ago, before, clock } from '../app/spans.ts'
import type { SessionState } from '../session/session.ts'
import { nobody } from '../state/live.ts'
import { whyNoAnswer, whyNothing, whyNotRun, whyNotYet } from './abstain.ts'
import { announcementOf } from './announce.ts'
import { stateWords } from './state-words.ts'

const estimator = { answer: 'a.rate', leastCoverage: 0.5, leastConfidence: 0.3 }
const none = { value: Number.NaN, coverage: 1, confidence: 0.9 }
const health = { state: 'streaming', message: '', remedy: '', time: 60 } as RadarHealth

test('an abstention names its reason', () => {
  expect(whyNoAnswer({ ...none, value: 1.2 }, estimator)).toBe('')
  expect(whyNoAnswer({ ...none, coverage: 0.42 }, estimator)).toBe('58 % of the window missing')
  expect(whyNoAnswer({ ...none, confidence: 0.12 }, estimator)).toBe(
    'unsure: confidence 0.12, 0.30 is asked for',
  )
  expect(whyNoAnswer({ ...none, coverage: 0.97 }, estimator)).toBe(
    'no clear peak, with 3 % of the window missing',
  )
  expect(whyNoAnswer(none, estimator)).toBe('no clear peak in the band')
})

test('where nothing comes, the reason is that of the radar', () => {
  const of = (part: Partial<RadarHealth>) =>
    whyNothing({ server: 'open', status: { steps: [], health: { ...health, ...part } } })
  expect(of({})).toBe('')
  expect(of({ state: 'silent', message: 'No packets for 4 s.' })).toBe('No packets for 4 s.')
  expect(of({ state: 'lost' })).toBe('no frames arrive')
  expect(whyNothing(nobody)).toBe('no radar is connected')
  const gone = { server: 'lost', status: { steps: [], health }, retryIn: 4 } as const
  expect(whyNothing(gone)).toBe('the server no longer answers')
  expect(stateWords(gone)).toMatchObject({
    word: 'Server gone',
    message: expect.stringContaining('again in 4 s'),
  })
})

test('where frames come and nobody computes, it is the run', () => {
  const of = (part: Partial<SessionState>) =>
    whyNotRun({ engine: 'idle', pending: false, ...part } as SessionState)
  const last = { seconds: 1, recording: 1, nodesRun: 0, nodesCached: 0, nodesFailed: 0 }
  expect(of({ last: { ...last, state: 'aborted' } })).toBe('stopped: Run goes on with it')
  expect(of({ last: { ...last, state: 'aborted' }, engine: 'running' })).toBe('')
  // an edit stops a run, and another begins
  expect(of({ last: { ...last, state: 'aborted' }, pending: true })).toBe('')
  expect(of({ last: { ...last, state: 'failed' } })).toMatch(/a node failed/)
  expect(of({ engine: 'dead' })).toBe('the engine has stopped')
  expect(of({})).toBe('')
})

test('before the first estimate, and while a run catches up, it says for how long', () => {
  expect(whyNotYet(4, undefined, 12.8)).toBe('filling the first window, 9 s to go')
  expect(whyNotYet(13, undefined, 12.8)).toBe('catching up: 00:00 of 00:13 is computed')
  expect(whyNotYet(200, 60, 12.8)).toBe('catching up: 01:00 of 03:20 is computed')
  expect(whyNotYet(62, 60, 12.8)).toBe('waiting for the next estimate')
})

test('spans of time', () => {
  expect([0, 341, 3941].map(clock)).toEqual(['00:00', '05:41', '1:05:41'])
  expect([12, 60, 72.4].map(ago)).toEqual(['12 s ago', '1 min ago', '1 min 12 s ago'])
  expect([-300, -90, -5].map(before)).toEqual(['−5:00', '−1:30', '−0:05'])
})

test('failures are said at once, good news politely', () => {
  const live = { ...nobody, server: 'open' as const, status: { steps: [], health } }
  const silent = {
    ...live,
    status: {
      steps: [],
      health: {
        ...health,
        state: 'silent' as const,
        message: 'No packets.',
        remedy: 'Check the cable.',
      },
    },
  }
  expect(announcementOf(nobody, live)).toEqual({ announcement: 'The radar is live.' })
  expect(announcementOf(live, live)).toBeUndefined()
  expect(announcementOf(live, silent)).toEqual({ urgent: 'No packets. Check the cable.' })
  expect(announcementOf(silent, live)).toEqual({ announcement: 'Frames arrive again.' })
  expect(announcementOf(live, { ...live, server: 'lost' })).toHaveProperty('urgent')
  const recording = { name: 'first', seconds: 1, bytes: 1 }
  const records = { ...live, status: { ...live.status, recording } }
  expect(announcementOf(live, records)).toEqual({ announcement: 'Recording to first.' })
  expect(announcementOf(records, live)).toEqual({ announcement: 'Recorded first.' })
})
