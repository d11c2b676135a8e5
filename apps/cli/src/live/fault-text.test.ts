import { expect, test } from 'vitest'
import { describeFaults, readFaults, readLineFaults } from './fault-text.ts'

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
    expect(() => readFaults([text])).toThrow(`--fault ${text}: `)
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

test('the help names every kind in a form that is taken', () => {
  const typed = describeFaults()
    .split('\n')
    .filter((line) => line.startsWith('  --'))
  const fill = (form: string) =>
    form
      .replace('at=PACKET|share=0..1', 'at=5')
      .replace('what=radar|card|network', 'what=card')
      .replaceAll('NUMBER', '3')
      .replaceAll('NAME', 'sensorStart')
  const of = (flag: string) =>
    typed
      .filter((line) => line.startsWith(`  ${flag} `))
      .map((line) => fill(line.split(' ').at(-1)!))
  expect(of('--fault').length).toBeGreaterThan(15)
  expect(readFaults(of('--fault'))).toHaveLength(of('--fault').length)
  expect(of('--line-fault').length).toBeGreaterThan(7)
  expect(readLineFaults(of('--line-fault'))).toHaveLength(of('--line-fault').length)
})
