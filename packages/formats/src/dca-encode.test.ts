import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toTwoLanes } from '../../../test/support/raw-capture.ts'
import { encodeFrame } from './dca-encode.ts'
import { type Decoding, decodeFrame, isComplex } from './dca-layout.ts'

const decoding: fc.Arbitrary<Decoding> = fc
  .record({
    layout: fc.constantFrom('2-lane', '4-lane', 'real', 'real-4-lane'),
    chirps: fc.integer({ min: 1, max: 3 }),
    receivers: fc.integer({ min: 1, max: 4 }),
    samples: fc.integer({ min: 1, max: 6 }).map((half) => 2 * half),
    swapped: fc.boolean(),
    bits: fc.constantFrom(12, 14, 16),
    slots: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  })
  .map((made) => ({ ...made, slots: made.slots.slice(0, made.receivers) }))

test('what is encoded is what is decoded', () => {
  const cases = decoding.chain((how) => {
    const { chirps, receivers, samples, layout, bits } = how
    const length = chirps * receivers * samples * (isComplex(layout) ? 2 : 1)
    const most = 2 ** (bits - 1) - 1
    const value = fc.integer({ min: -most - 1, max: most })
    return fc.tuple(fc.constant(how), fc.array(value, { minLength: length, maxLength: length }))
  })
  fc.assert(
    fc.property(cases, ([how, values]) => {
      expect(Array.from(decodeFrame(encodeFrame(values, how), how))).toEqual(values)
    }),
  )
})

const one: Decoding = {
  layout: '2-lane',
  chirps: 1,
  receivers: 1,
  samples: 2,
  swapped: false,
  bits: 16,
  slots: [0],
}

test('two lanes send I0 I1 Q0 Q1 (SWRA581B, section 6)', () => {
  expect(Array.from(encodeFrame([1, 2, 3, 4], one))).toEqual([1, 3, 2, 4])
  const frame = Array.from({ length: 48 }, (_, at) => at * (at % 2 === 0 ? 1 : -1))
  const shape = { ...one, chirps: 2, receivers: 3, samples: 4 }
  expect(encodeFrame(frame, shape)).toEqual(toTwoLanes(frame, 1))
})

test('what 16 bits cannot carry is held at their limits', () => {
  expect(Array.from(encodeFrame([40000, -40000, 0.4, -0.6], one))).toEqual([32767, 0, -32768, -1])
})
