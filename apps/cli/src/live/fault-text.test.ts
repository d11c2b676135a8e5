import { expect, test } from 'vitest'
import { readFaults, readLineFaults } from './fault-text.ts'

test('faults as they are typed', () => {
  expect(
    readFaults(['loss:share=0.01,length=3', 'cut:what=card,frame=4,frames=0', 'no-lvds']),
  ).toEqual([
    { kind: 'loss', share: 0.01, length: 3 },
    { kind: 'cut', what: 'card', frame: 4, frames: 0 },
    { kind: 'no-lvds' },
  ])
  expect(
    readLineFaults(['deaf:after=9', 'slow:command=sensorStart,seconds=0.5', 'overrun']),
  ).toEqual([
    { kind: 'deaf', after: 9 },
    { kind: 'slow', command: 'sensorStart', seconds: 0.5 },
    { kind: 'overrun' },
  ])
})

test.each(['', 'los', 'loss', 'loss:length=3', 'loss:at=0,length=1', 'loss:at=1,length=1,by=2'])(
  'the fault "%s" is refused with its own words',
  (text) => {
    expect(() => readFaults([text])).toThrow(`--fault ${text}: fault 1: `)
  },
)

test.each([
  '',
  'deef',
  'deaf',
  'deaf:after=x',
  'deaf:at=1',
  'deaf:after=1,at=2',
  'refuse:command=3',
])('the line fault "%s" is refused with its own words', (text) => {
  expect(() => readLineFaults([text])).toThrow(`--line-fault ${text}: `)
})
