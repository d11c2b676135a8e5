import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText } from './text.ts'

test('text is what the platform makes of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const bytes = new TextEncoder().encode(text)
      expect(decodeText(bytes)).toBe(new TextDecoder().decode(bytes))
    }),
  )
})

test('bytes that are not UTF-8 are Latin-1, byte by byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      let expected: string
      try {
        expected = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      } catch {
        expected = Buffer.from(bytes).toString('latin1')
      }
      expect(decodeText(bytes)).toBe(expected)
    }),
    { numRuns: 500 },
  )
})

test('text longer than one block is whole', () => {
  const text = 'é'.repeat(10_000)
  expect(decodeText(new TextEncoder().encode(text))).toBe(text)
})
