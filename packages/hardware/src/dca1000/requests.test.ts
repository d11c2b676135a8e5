import { beforeEach, describe, expect, test } from 'vitest'
import type { Clock } from '../clock.ts'
import { configureCard, greetCard, startRecording } from './card-start.ts'
import { codes, decodeCommand, encodeReply, packetConfiguration } from './protocol.ts'
import { createRequests, type Requests } from './requests.ts'

/** A card that answers as it is told to; undefined is silence. */
let answers: (code: number, data: Uint8Array) => number | undefined
let asked: { readonly code: number; readonly data: Uint8Array }[]
let statuses: number[]
let requests: Requests
/** Time goes on at once where somebody waits for it. */
let seconds: number

const clock: Clock = {
  now: () => seconds,
  after(time, work) {
    let off = false
    setImmediate(() => {
      if (off) return
      seconds += time
      work()
    })
    return () => {
      off = true
    }
  },
}

beforeEach(() => {
  answers = () => 0
  asked = []
  statuses = []
  seconds = 0
  requests = createRequests({
    clock,
    card: '192.168.33.180:4096',
    async send(bytes) {
      const command = decodeCommand(bytes)
      if (!command) throw new Error('not a command')
      asked.push(command)
      const status = answers(command.code, command.data)
      if (status !== undefined) requests.hear(encodeReply(command.code, status))
    },
    onStatus: (status) => statuses.push(status),
  })
})

const codesAsked = () => asked.map(({ code }) => code)

describe('one request', () => {
  test('has the status of its answer', async () => {
    answers = () => 0x402
    expect(await requests.ask(codes.readVersion)).toBe(0x402)
  })

  test('is sent again where no answer comes', async () => {
    answers = () => (asked.length < 3 ? undefined : 0)
    await requests.order(codes.connect)
    expect(asked).toHaveLength(3)
    expect(seconds).toBe(2)
  })

  test('is given up after its tries, and says who did not answer to what', async () => {
    answers = () => undefined
    const request = requests.ask(codes.recordStart, undefined, { timeout: 0.5, tries: 4 })
    await expect(request).rejects.toMatchObject({
      kind: 'silent',
      message: expect.stringMatching(
        /^No answer from the DCA1000 at 192.168.33.180:4096 to RECORD_START, in 4 tries\./,
      ),
    })
    expect(seconds).toBe(2)
  })

  test('that is refused says so', async () => {
    answers = () => 1
    await expect(requests.order(codes.recordStart)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('refused RECORD_START (status 1)'),
    })
  })

  test('waits for its turn', async () => {
    answers = (code) => (asked.length === 1 ? undefined : code)
    expect(await Promise.all([requests.ask(9), requests.ask(14)])).toEqual([9, 14])
    expect(codesAsked()).toEqual([9, 9, 14])
  })

  test('after one that failed is sent all the same', async () => {
    answers = (code) => (code === codes.connect ? undefined : 0)
    const first = requests.ask(codes.connect, undefined, { tries: 1 })
    const second = requests.ask(codes.recordStop)
    await expect(first).rejects.toMatchObject({ kind: 'silent' })
    expect(await second).toBe(0)
  })

  test('is not answered by the answer to another, by junk, or by an event', async () => {
    answers = (code) => {
      requests.hear(encodeReply(code + 2, 7))
      requests.hear(new Uint8Array(8))
      requests.hear(encodeReply(codes.systemError, 0x0100))
      return 0
    }
    expect(await requests.ask(codes.connect)).toBe(0)
    expect(statuses).toEqual([0x0100])
  })

  test('ends when all is closed', async () => {
    answers = () => {
      requests.close()
      return undefined
    }
    await expect(requests.ask(codes.connect)).rejects.toMatchObject({
      message: expect.stringContaining('was closed before it answered'),
    })
    expect(asked).toHaveLength(1)
  })

  test('that the system does not let out says why', async () => {
    const away = createRequests({
      clock,
      card: 'card',
      send: () => Promise.reject(new Error('send ENETUNREACH')),
      onStatus: () => undefined,
    })
    await expect(away.ask(codes.connect)).rejects.toMatchObject({
      explanation: { cause: expect.stringContaining('ENETUNREACH') },
    })
  })
})

describe('the order of a start', () => {
  test('connect, version, packets, FPGA, connect until it hears, RECORD_START', async () => {
    let deafFor = 0
    answers = (code) => {
      if (deafFor > 0) {
        deafFor--
        return undefined
      }
      if (code === codes.configureFpga) deafFor = 20
      return code === codes.readVersion ? 0x402 : 0
    }
    expect(await greetCard(requests)).toEqual({ major: 2, minor: 8, playback: false })
    await configureCard(requests, { lanes: 4, bits: 16, packetDelay: 25e-6 })
    await startRecording(requests)
    const { connect, readVersion, recordStop, configurePackets, configureFpga } = codes
    expect(codesAsked()).toEqual([
      connect,
      readVersion,
      recordStop,
      configurePackets,
      configureFpga,
      ...Array(21).fill(connect),
      codes.recordStart,
    ])
    expect(asked[3].data).toEqual(packetConfiguration(25e-6))
    expect([...asked[4].data]).toEqual([1, 1, 1, 2, 3, 30])
  })

  test('a card deaf for longer than 30 requests is given up', async () => {
    answers = (code) => (code === codes.connect ? undefined : 0)
    await expect(
      configureCard(requests, { lanes: 2, bits: 16, packetDelay: 25e-6 }),
    ).rejects.toMatchObject({ kind: 'silent' })
    expect(codesAsked().filter((code) => code === codes.connect)).toHaveLength(30)
  })

  test('an answer to RECORD_START that was lost does not end in a refusal', async () => {
    let recording = false
    answers = (code) => {
      const was = recording
      recording = code === codes.recordStart
      if (code === codes.recordStop) return was ? 0 : 1
      if (was) return 1
      return asked.length === 1 ? undefined : 0
    }
    await startRecording(requests)
    expect(recording).toBe(true)
    expect(codesAsked()).toEqual([codes.recordStart, codes.recordStop, codes.recordStart])
  })

  test('a card with its playback image is refused', async () => {
    answers = (code) => (code === codes.readVersion ? 0x4402 : 0)
    await expect(greetCard(requests)).rejects.toMatchObject({
      message: expect.stringContaining('playback image (version 2.8)'),
    })
  })
})
