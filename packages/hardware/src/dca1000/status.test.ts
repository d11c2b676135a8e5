import { expect, test } from 'vitest'
import { statusBits } from './protocol.ts'
import { describeStatus } from './status.ts'

test('each bit has a sentence of its own, and a remedy where something is wrong', () => {
  const said = Object.values(statusBits).flatMap((bit) => describeStatus(1 << bit))
  expect(said.map(({ bit }) => bit)).toEqual(Object.keys(statusBits))
  expect(new Set(said.map(({ message }) => message)).size).toBe(12)
  for (const { weight, message, remedy } of said) {
    expect(message.endsWith('.')).toBe(true)
    expect(remedy === '').toBe(weight === 'news')
  }
})

test('a status is a bit field', () => {
  expect(describeStatus(0)).toEqual([])
  expect(describeStatus(0x0100).map(({ bit }) => bit)).toEqual(['recordCompleted'])
  expect(describeStatus(0x0201).map(({ bit }) => bit)).toEqual(['noLvdsData', 'lvdsBufferFull'])
  expect(describeStatus(0x9001)[1].message).toContain('0x9000')
})
