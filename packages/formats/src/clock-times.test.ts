import { HostError } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { overMidnight, readClock, startSeconds, unixSeconds } from './clock-times.ts'

describe('clock times as people and devices write them', () => {
  const noon = Date.parse('2024-05-03T12:00:00Z') / 1000

  test.each([
    ['10:12', 'day', 36720],
    ['10:12:30.5', 'day', 36750.5],
    ['10:12:30,5', 'day', 36750.5],
    ['12:00:01 AM', 'day', 1],
    ['1:00 pm', 'day', 46800],
    ['2024-05-03 12:00:00', 'local', noon],
    ['2024/05/03 12:00', 'local', noon],
    ['03.05.2024 12:00:00', 'local', noon],
    ['2024-05-03', 'local', noon - 43200],
    ['2024-05-03T12:00:00Z', 'utc', noon],
    ['2024-05-03T12:00:00.250+00:00', 'utc', noon + 0.25],
    ['2024-05-03T14:00:00+0200', 'utc', noon],
    ['2024-05-03 07:30:00-04:30', 'utc', noon],
  ])('%s', (text, kind, seconds) => {
    expect(readClock(text)).toEqual({ kind, seconds })
  })

  test.each([
    '',
    'noon',
    '25:00',
    '10:60',
    '13:00 pm',
    '2024-02-30',
    '2024-13-01',
    '05/03/2024',
    '72',
  ])('%j is none', (text) => {
    expect(readClock(text)).toBeUndefined()
  })

  test('what Date writes is what is read', () => {
    const dates = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, (date) => {
        const read = readClock(date.toISOString())
        expect(read?.kind).toBe('utc')
        expect(read?.seconds).toBeCloseTo(date.getTime() / 1000, 4)
      }),
    )
  })

  test('Unix times in s, ms, us and ns', () => {
    for (const scale of [1, 1e3, 1e6, 1e9]) expect(unixSeconds(1.7e9 * scale)).toBeCloseTo(1.7e9, 3)
  })

  test('times of day grow over midnight', () => {
    expect(overMidnight([86398, 86399, Number.NaN, 0, 1])).toEqual([
      86398,
      86399,
      Number.NaN,
      86400,
      86401,
    ])
  })
})

describe('the beginning of the recording', () => {
  const first = Date.parse('2024-05-03T23:59:58Z') / 1000

  test.each([
    ['23:59:50', 'day', 86398, 86390],
    ['2024-05-03 23:59:50', 'day', 86398, 86390],
    ['23:59:50', 'local', first, first - 8],
    ['00:00:10', 'local', first, first + 12],
    ['2024-05-04 00:00:10', 'local', first, first + 12],
    ['2024-05-04T02:00:10+02:00', 'utc', first, first + 12],
    [String(first), 'utc', first, first],
    [String(1000 * first), 'utc', first, first],
  ] as const)('%s among %s times', (typed, kind, from, seconds) => {
    expect(startSeconds('a.csv', typed, kind, from)).toBe(seconds)
  })

  test.each([
    ['10:12', 'count', 'count from its own beginning'],
    ['soon', 'day', '"soon" is no clock time; write 10:12:00'],
    ['10:12:00', 'utc', 'write start with its zone'],
    ['2024-05-03T10:12:00Z', 'local', 'write start without one'],
  ] as const)('%s among %s times is refused', (typed, kind, says) => {
    const refused = () => startSeconds('a.csv', typed, kind, 0)
    expect(refused).toThrow(HostError)
    expect(refused).toThrow(says)
    try {
      refused()
    } catch (error) {
      expect((error as HostError).param).toBe('start')
    }
  })
})
