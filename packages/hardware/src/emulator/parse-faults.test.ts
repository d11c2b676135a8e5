import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fault } from './faults.ts'
import { parseFault } from './parse-faults.ts'

describe('fault script', () => {
  test('every kind is read back from JSON as it was', () => {
    const script: Fault[] = [
      { kind: 'loss', share: 0.01, length: 3 },
      { kind: 'delay', at: 7, by: 2 },
      { kind: 'repeat', at: 7, after: 0 },
      { kind: 'truncate', at: 3, bytes: 700 },
      { kind: 'stranger', share: 1 },
      { kind: 'restart', frame: 5, away: 2 },
      { kind: 'join', frame: 12 },
      { kind: 'short-last' },
      { kind: 'deaf', requests: 3 },
      { kind: 'mute', command: 9, times: 1 },
      { kind: 'refuse', command: 5, times: 2 },
      { kind: 'version', status: 0x4402 },
      { kind: 'no-lvds' },
      { kind: 'status', frame: 3, bits: 0x200 },
      { kind: 'late-last', seconds: 0.5 },
      { kind: 'cut', what: 'radar', frame: 20, frames: 40 },
    ]
    const read = (JSON.parse(JSON.stringify(script)) as unknown[]).map((one) =>
      parseFault(one, 'here'),
    )
    expect(read).toEqual(script)
  })

  test.each([
    [3, 'here: "kind" is one of loss, delay'],
    [{ kind: 'los' }, 'here: "kind" is one of loss'],
    [{ kind: 'toString' }, 'here: "kind" is one of loss'],
    [{ kind: 'loss', length: 1 }, 'here: give "at"'],
    [{ kind: 'loss', at: 1, share: 1, length: 1 }, 'here: give "at"'],
    [{ kind: 'loss', share: 2, length: 1 }, 'here: "share" is a number from 0 to 1'],
    [{ kind: 'delay', at: 1.5, by: 1 }, 'here: "at" is a whole number from 1'],
    [{ kind: 'cut', what: 'plug', frame: 1, frames: 0 }, '"what" is one of radar, card, network'],
    [{ kind: 'no-lvds', at: 1 }, 'here: no-lvds has no "at"'],
  ])('%j is refused by name', (value, message) => {
    expect(() => parseFault(value, 'here')).toThrow(message)
  })

  test('anything else is refused too, in words', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (any) => {
        expect(() => parseFault(any, 'here')).toThrow(/^here: /)
      }),
    )
  })
})
