/** What a real card sent, as others recorded it. */
import { describe, expect, test } from 'vitest'
import { readPcap } from '../../../../test/support/pcap.ts'
import { announceSkip, haveRecordings, recordingPath } from '../../../../test/support/recordings.ts'
import { createAssembler } from './assembler.ts'
import type { AssembledFrame } from './frame-outlet.ts'
import { codes, decodeDataPacket, decodeReply, versionOf } from './protocol.ts'
import { describeStatus } from './status.ts'

announceSkip()

const capture = (name: string) => readPcap(recordingPath(`dca1000-capture/${name}.pcap`))

describe.skipIf(!haveRecordings)('recorded traffic of a card', () => {
  test('every command was answered, and the version is 2.8', () => {
    const replies = capture('test_cmd').map(({ payload }) => decodeReply(payload))
    expect(replies.map((reply) => reply?.code)).toEqual([1, 2, 5, 6, 0x0b, 3, 4, 9, 0x0a, 0x0e])
    expect(replies.slice(0, -1).every((reply) => reply?.status === 0)).toBe(true)
    expect(versionOf(replies.at(-1)!.status)).toEqual({ major: 2, minor: 8, playback: false })
  })

  test('one recording: answers in the order of its start, data, and the word that it is done', () => {
    const messages = capture('test_one_frame').filter(({ toPort }) => toPort === 4096)
    const replies = messages.map(({ payload }) => decodeReply(payload)!)
    expect(replies.map(({ code }) => code)).toEqual([9, 1, 3, 0x0b, 5, codes.systemError])
    expect(replies.at(-1)?.status).toBe(0x0100)
    expect(describeStatus(0x0100).map(({ bit }) => bit)).toEqual(['recordCompleted'])
  })

  test('its packets are 16,384 bytes with nothing lost', () => {
    const data = capture('test_one_frame').filter(({ toPort }) => toPort === 4098)
    const frames: AssembledFrame[] = []
    const assembler = createAssembler({
      frameBytes: 16384,
      card: { address: '192.168.33.180', port: 1024 },
      onFrame: (frame) => frames.push(frame),
    })
    for (const { payload, from } of data) assembler.push(payload, from)
    assembler.finish()
    const sent = Buffer.concat(data.map(({ payload }) => payload.subarray(10)))
    expect(sent.length).toBe(16384)
    expect(frames.map(({ index, coverage, missing }) => [index, coverage, missing])).toEqual([
      [0, 1, []],
    ])
    expect(Buffer.compare(frames[0].bytes, sent)).toBe(0)
    expect(assembler.counts()).toEqual({
      received: 12,
      lost: 0,
      reordered: 0,
      late: 0,
      doubled: 0,
      foreign: 0,
    })
    expect(data.map(({ payload }) => decodeDataPacket(payload)?.sequence)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    )
  })
})
