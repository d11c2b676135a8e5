import { createSocket, type Socket } from 'node:dgram'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import type { Fault } from './faults.ts'
import { startUdpEmulator, type UdpEmulator } from './udp-emulator.ts'

/** A host that knows nothing but bytes; those of the requests are from hardware.md 2. */
const connect = '5aa509000000aaee'
const version = '5aa50e000000aaee'
const fourLanes = '5aa50300060001010102031eaaee'
const packets = '5aa50b000600c0053502' + '0000aaee' // 0x0235 = 565 steps of 8 ns: 4.52 us
const packetsWithoutSize = '5aa50b000400350c0000aaee'
const recordStart = '5aa505000000aaee'
const recordStop = '5aa506000000aaee'

let config: Socket
let data: Socket
let replies: string[] = []
let arrived: Buffer[] = []
let emulator: UdpEmulator | undefined

beforeEach(async () => {
  replies = []
  arrived = []
  config = await bound((bytes) => replies.push(bytes.toString('hex')))
  data = await bound((bytes) => arrived.push(Buffer.from(bytes)))
})
afterEach(async () => {
  await emulator?.close()
  config.close()
  data.close()
})

/** Frames of 1000 bytes, each byte its place in the whole run. */
const frameBytes = 1000
function frame(index: number): Uint8Array {
  return Uint8Array.from({ length: frameBytes }, (_, at) => (index * frameBytes + at) % 251)
}

async function start(frames: number, faults: Fault[] = []): Promise<UdpEmulator> {
  const feed = { frameBytes, frameInterval: 0.05, frame: (index: number) => frame(index) }
  emulator = await startUdpEmulator({
    address: '127.0.0.1',
    configPort: 0,
    dataPort: data.address().port,
    feed: { ...feed, frame: (index) => (index < frames ? frame(index) : undefined) },
    speed: Number.POSITIVE_INFINITY,
    faults,
    seed: 1,
    clock: systemClock,
  })
  return emulator
}

async function ask(request: string): Promise<string> {
  const before = replies.length
  config.send(Buffer.from(request, 'hex'), emulator!.configPort, '127.0.0.1')
  await until(() => replies.length > before)
  return replies[before]
}

test('a whole run: answers, packets of one size, the last one filled with zeros, and its end', async () => {
  const { sensorStart, report } = await start(3)
  expect(await ask(connect)).toBe('5aa509000000aaee')
  // Version 2.8, as in the traffic of a real card.
  expect(await ask(version)).toBe('5aa50e000204aaee')
  expect(await ask(fourLanes)).toBe('5aa503000000aaee')
  config.send(Buffer.from(connect, 'hex'), emulator!.configPort, '127.0.0.1')
  await until(() => report().ignored === 1)
  expect(await ask(packets)).toBe('5aa50b000000aaee')
  expect(await ask(recordStart)).toBe('5aa505000000aaee')
  sensorStart()
  // Of 3000 bytes the last 88 wait for the end of the run.
  await until(() => arrived.length === 2)
  expect(await ask(recordStop)).toBe('5aa506000000aaee')
  await until(() => replies.at(-1) === '5aa50a000001aaee' && arrived.length === 3)

  expect(arrived.map(({ length }) => length)).toEqual([1466, 1466, 1466])
  expect(arrived.map((packet) => packet.readUInt32LE(0))).toEqual([1, 2, 3])
  expect(arrived.map((packet) => packet.readUIntLE(4, 6))).toEqual([0, 1456, 2912])
  const bytes = Buffer.concat(arrived.map((packet) => packet.subarray(10)))
  const run = Buffer.concat([frame(0), frame(1), frame(2)])
  expect(bytes.equals(Buffer.concat([run, Buffer.alloc(3 * 1456 - 3000)]))).toBe(true)
  expect(report()).toMatchObject({ packetConfiguration: 6, lanes: 1, refused: [] })
})

test('a packet configuration without the size is taken too, and reported', async () => {
  const { report } = await start(1)
  expect(await ask(packetsWithoutSize)).toBe('5aa50b000000aaee')
  expect(report().packetConfiguration).toBe(4)
})

test('what is asked out of turn fails, and is reported', async () => {
  const { report } = await start(1)
  expect(await ask(recordStart)).toBe('5aa505000100aaee')
  expect(await ask(recordStop)).toBe('5aa506000100aaee')
  expect(report().refused).toEqual([
    'RECORD_START before CONFIG_FPGA_GEN',
    'RECORD_STOP while it does not record',
  ])
})

test('a radar that runs already is recorded from the middle of a frame on', async () => {
  const { sensorStart, report } = await start(1e6)
  await ask(fourLanes)
  await until(() => {
    config.send(Buffer.from(connect, 'hex'), emulator!.configPort, '127.0.0.1')
    return replies.length > 1
  })
  sensorStart()
  await ask(recordStart)
  expect(report().refused).toEqual(['RECORD_START after sensorStart'])
  await until(() => arrived.length > 0)
  // The second half of whichever frame it was, and the next one behind it.
  const payload = arrived[0].subarray(10)
  const frames = Array.from({ length: 251 }, (_, index) => Buffer.from(frame(index)))
  const index = frames.findIndex((one) => one.subarray(500).equals(payload.subarray(0, 500)))
  expect(index).toBeGreaterThanOrEqual(0)
  expect(frame(index + 1).subarray(0, 956)).toEqual(Uint8Array.from(payload.subarray(500)))
})

test('without LVDS data the card says so, once, and sends nothing', async () => {
  const { sensorStart } = await start(5, [{ kind: 'no-lvds' }, { kind: 'deaf', requests: 0 }])
  await ask(fourLanes)
  await ask(recordStart)
  sensorStart()
  await until(() => replies.at(-1) === '5aa50a000100aaee')
  await until(() => !emulator!.report().running)
  expect(arrived).toEqual([])
  expect(replies.filter((reply) => reply === '5aa50a000100aaee')).toHaveLength(1)
})

test('a card that was without power has forgotten its configuration', async () => {
  const { cut, restore } = await start(5, [{ kind: 'deaf', requests: 0 }])
  await ask(fourLanes)
  cut('card')
  restore('card')
  expect(await ask(recordStart)).toBe('5aa505000100aaee')
})

function bound(hear: (bytes: Buffer) => void): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.on('message', hear)
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket)))
}

/** Rejects only by the runner's own limit: nothing here measures time. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}
