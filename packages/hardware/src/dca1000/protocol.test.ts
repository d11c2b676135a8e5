import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  byteCountOf,
  codes,
  decodeCommand,
  decodeDataPacket,
  decodeReply,
  encodeCommand,
  encodeDataPacket,
  encodeReply,
  fpgaConfiguration,
  isPossibleSize,
  packetConfiguration,
  sequenceOf,
  statusBits,
  versionOf,
} from './protocol.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))

/** Frames that are known to work, as others have published them (hardware.md 2). */
describe('known good frames', () => {
  test.each([
    ['connect', encodeCommand(codes.connect), '5aa509000000aaee'],
    ['version', encodeCommand(codes.readVersion), '5aa50e000000aaee'],
    ['start', encodeCommand(codes.recordStart), '5aa505000000aaee'],
    ['stop', encodeCommand(codes.recordStop), '5aa506000000aaee'],
    [
      'four lanes',
      encodeCommand(codes.configureFpga, fpgaConfiguration(4, 16)),
      '5aa50300060001010102031eaaee',
    ],
    ['two lanes', fpgaConfiguration(2, 16), '01020102031e'],
    ['12 bits', fpgaConfiguration(2, 12), '01020102011e'],
    ['14 bits', fpgaConfiguration(2, 14), '01020102021e'],
    ['25 us', packetConfiguration(25e-6), 'c005350c0000'],
    ['20 us', packetConfiguration(20e-6), 'c005c4090000'],
    ['5 us', packetConfiguration(5e-6), 'c00571020000'],
    ['25 us, TI size', packetConfiguration(25e-6, 1470), 'be05350c0000'],
  ])('%s', (_, made, known) => {
    expect(hex(made)).toBe(known)
  })

  test('answers of a real card', () => {
    expect(decodeReply(bytes('5aa50e000204aaee'))).toEqual({
      code: codes.readVersion,
      status: 0x402,
    })
    expect(versionOf(0x402)).toEqual({ major: 2, minor: 8, playback: false })
    expect(versionOf(0x4402).playback).toBe(true)
    const event = decodeReply(bytes('5aa50a000001aaee'))
    expect(event).toEqual({ code: codes.systemError, status: 1 << statusBits.recordCompleted })
  })

  test('the head of a real data packet', () => {
    const packet = bytes(`0200${'0000b00500000000'}5800`)
    expect(decodeDataPacket(packet)).toEqual({
      sequence: 2,
      byteCount: 1456,
      payload: bytes('5800'),
    })
  })
})

test('a pause that the card cannot keep is refused', () => {
  expect(() => packetConfiguration(600e-6)).toThrow('0 to 524 µs, not 600 µs')
  expect(() => packetConfiguration(-1e-6)).toThrow('0 to 524')
  expect(() => packetConfiguration(Number.NaN)).toThrow('0 to 524')
  expect(() => encodeCommand(1, new Uint8Array(505))).toThrow('at most 504 bytes, not 505')
})

test('what was encoded is what is decoded', () => {
  const code = fc.nat(0xffff)
  fc.assert(
    fc.property(code, fc.uint8Array({ maxLength: 504 }), fc.nat(0xffff), (code, data, status) => {
      expect(decodeCommand(encodeCommand(code, data))).toEqual({ code, data })
      expect(decodeReply(encodeReply(code, status))).toEqual({ code, status })
    }),
  )
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.maxSafeNat().map((count) => count % 2 ** 48),
      fc.uint8Array({ minLength: 2, maxLength: 1462 }).filter(({ length }) => length % 2 === 0),
      (sequence, byteCount, payload) => {
        const made = Buffer.from(encodeDataPacket({ sequence, byteCount, payload }))
        expect([made.readUInt32LE(0), made.readUIntLE(4, 6)]).toEqual([sequence, byteCount])
        expect([sequenceOf(made), byteCountOf(made)]).toEqual([sequence, byteCount])
        expect(decodeDataPacket(Uint8Array.from(made))).toEqual({ sequence, byteCount, payload })
      },
    ),
  )
})

test('counts go round at 32 and 48 bits', () => {
  const payload = Uint8Array.of(1, 2)
  const made = encodeDataPacket({ sequence: 2 ** 32 + 3, byteCount: 2 ** 48 + 5, payload })
  expect(hex(made)).toBe('030000000500000000000102')
})

test('junk is nothing at all, and never an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (junk) => {
      expect(decodeReply(junk)).toBeUndefined()
      expect(decodeCommand(junk)).toBeUndefined()
    }),
  )
  const whole = encodeCommand(codes.configureFpga, fpgaConfiguration(4, 16))
  for (let length = 0; length < whole.length; length++) {
    expect(decodeCommand(whole.subarray(0, length))).toBeUndefined()
  }
  expect(decodeCommand(Uint8Array.of(...whole, 0))).toBeUndefined()
})

test('sizes that no card sends: no payload, half a word, more than an Ethernet frame', () => {
  expect([0, 9, 10, 11, 777, 1474, 65507].filter(isPossibleSize)).toEqual([])
  expect([12, 378, 1466, 1472].filter(isPossibleSize)).toEqual([12, 378, 1466, 1472])
})
