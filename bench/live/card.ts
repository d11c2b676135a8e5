/** A capture card that sends as fast as a real one can: every chirp of a frame is the same, and the scene a loop. */
import { createSocket, type Socket } from 'node:dgram'
import { dataHeaderBytes } from '../../packages/hardware/src/dca1000/protocol.ts'
import { createCard } from '../../packages/hardware/src/emulator/card.ts'
import { frameBytesOf, payloadBytes, type RadarShape, setupOf } from './radar.ts'
import { chirpsOf } from './scene.ts'

export interface CardOptions {
  readonly radar: RadarShape
  readonly dataPort: number
  /** A second. */
  readonly packetRate: number
  /** After which it stops by itself. */
  readonly packets: number
}

export interface SentLoad {
  /** Datagrams that the system took. */
  readonly packets: number
  /** From the first to the last, s. */
  readonly seconds: number
}

export interface LoadCard {
  readonly configPort: number
  /** When all is sent. */
  readonly done: Promise<SentLoad>
  close(): void
}

/** Behind by more than this it goes on from where it is: no cable carries more than its rate, s. */
const mostLag = 0.005

const loopback = '127.0.0.1'

/** Seconds of the scene, which repeats itself after them. */
const sceneTime = 20

/** Answers on a free port; begins to send with RECORD_START. */
export async function startLoadCard(options: CardOptions): Promise<LoadCard> {
  const chirps = chirpsOf(await setupOf(options.radar), sceneTime)
  const socket = createSocket({
    type: 'udp4',
    sendBufferSize: 4 * 2 ** 20,
    // No name is looked up for each packet.
    lookup: (address, _, found) => found(null, address, 4),
  })
  await new Promise<void>((resolve) => socket.bind(0, loopback, resolve))
  const card = createCard([])
  let settle = (_: SentLoad) => {}
  let fail = (_: unknown) => {}
  const done = new Promise<SentLoad>((resolve, reject) => {
    settle = resolve
    fail = reject
  })
  socket.on('message', (bytes, { port, address }) => {
    const { reply, does } = card.hear(bytes)
    if (reply) socket.send(reply, port, address)
    if (does === 'start') sendAll(socket, options, chirps).then(settle, fail)
  })
  return { configPort: socket.address().port, done, close: () => socket.close() }
}

async function sendAll(
  socket: Socket,
  { radar, dataPort, packetRate, packets }: CardOptions,
  chirps: readonly Uint8Array[],
): Promise<SentLoad> {
  const frameBytes = frameBytesOf(radar)
  const loops = chirps.map((chirp) => Buffer.concat(Array(repeatsOf(chirp)).fill(chirp)))
  const buffers = Array.from({ length: 256 }, () => Buffer.alloc(dataHeaderBytes + payloadBytes))
  const begun = performance.now() / 1000
  let origin = begun
  let sent = 0
  let failures = 0
  let underWay = 0
  let wake = () => {}
  const taken = (error: Error | null) => {
    if (error) failures++
    if (--underWay === 0) wake()
  }
  while (sent < packets) {
    const now = performance.now() / 1000
    origin = Math.max(origin, now - mostLag - sent / packetRate)
    const due = Math.min(packets, Math.floor((now - origin) * packetRate), sent + buffers.length)
    for (let at = 0; sent < due; sent++) {
      const buffer = buffers[at++]
      writePacket(buffer, sent)
      underWay++
      socket.send(buffer, dataPort, loopback, taken)
    }
    if (underWay > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if ((performance.now() / 1000 - origin) * packetRate - sent < 16) {
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  return { packets: packets - failures, seconds: performance.now() / 1000 - begun }

  function writePacket(buffer: Buffer, number: number): void {
    const position = number * payloadBytes
    buffer.writeUInt32LE(number + 1, 0)
    buffer.writeUIntLE(position, 4, 6)
    for (let done = 0; done < payloadBytes; ) {
      const frame = Math.floor((position + done) / frameBytes)
      const offset = (position + done) % frameBytes
      const count = Math.min(payloadBytes - done, frameBytes - offset)
      const from = offset % chirps[0].length
      loops[frame % loops.length].copy(buffer, dataHeaderBytes + done, from, from + count)
      done += count
    }
  }
}

/** So often that a payload that begins anywhere in the first one ends within them. */
function repeatsOf(chirp: Uint8Array): number {
  return 1 + Math.ceil(payloadBytes / chirp.length)
}
