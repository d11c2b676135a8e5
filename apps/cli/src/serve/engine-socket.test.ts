import { EventEmitter } from 'node:events'
import { encodeLine, type Line } from '@chirpflow/runtime'
import { expect, onTestFinished, test } from 'vitest'
import type { WebSocket } from 'ws'
import { serveEngineSocket } from './engine-socket.ts'
import type { EngineEvents } from './start-engine.ts'

const MiB = 2 ** 20

/** A page's end that tells what is done to it. */
function setUp() {
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    done: [] as string[],
    sent: [] as (string | Uint8Array)[],
    send: (data: string | Uint8Array) => void socket.sent.push(data),
    pause: () => void socket.done.push('pause'),
    resume: () => void socket.done.push('resume'),
    terminate: () => void socket.done.push('terminate'),
    close: (code: number) => void socket.done.push(`close ${code}`),
  })
  const taken: Line[] = []
  let events: EngineEvents | undefined
  let ended = 0
  serveEngineSocket(socket as unknown as WebSocket, (own) => {
    events = own
    return { send: (line) => void taken.push(line), end: () => void ended++ }
  })
  onTestFinished(() => void socket.emit('close'))
  if (!events) throw new Error('no engine was started')
  return { socket, taken, events, ended: () => ended }
}

test('a page that says more than its engine takes has to wait until it has', () => {
  const { socket, taken, events } = setUp()
  const { text, bytes } = encodeLine(new Uint8Array(15 * MiB))
  const say = () => {
    socket.emit('message', Buffer.from(text), false)
    socket.emit('message', Buffer.from(bytes), true)
  }
  say()
  say()
  expect(socket.done).toEqual([])
  say()
  expect(socket.done).toEqual(['pause'])
  expect(taken).toHaveLength(3)
  events.onTook(15 * MiB)
  expect(socket.done).toEqual(['pause', 'resume'])
})

test('a page that reads nothing is cut off before it fills the memory', () => {
  const { socket, events } = setUp()
  socket.bufferedAmount = 500 * MiB
  events.onLine(encodeLine('some'))
  expect(socket.done).toEqual([])
  socket.bufferedAmount = 513 * MiB
  events.onLine(encodeLine('more'))
  expect(socket.done).toEqual(['terminate'])
})

test('nothing is said to a page that has left, and its engine ends', () => {
  const { socket, events, ended } = setUp()
  socket.readyState = 3
  socket.emit('close')
  events.onLine(encodeLine('late'))
  expect(socket.sent).toEqual([])
  expect(ended()).toBe(1)
})
