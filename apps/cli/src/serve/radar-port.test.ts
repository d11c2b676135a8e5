import { MessageChannel } from 'node:worker_threads'
import { HostError, type RadarStream } from '@chirpflow/graph'
import { expect, onTestFinished, test } from 'vitest'
import { someOptions } from '../../../../test/support/fake-capture.ts'
import { openBytes } from '../files.ts'
import { type OpenKnownRadar, radarOver, serveRadarPort } from './radar-port.ts'

const config = `dfeDataOutputMode 1
channelCfg 15 1 0
adcCfg 2 1
testFmkCfg 0 0 0 1
profileCfg 0 77 7 6 57 0 0 70 1 200 4000 0 0 48
chirpCfg 0 0 0 0 0 0 0 1
frameCfg 0 0 2 0 50 1 0
`
const readConfig = async (path: string) => openBytes(path, Buffer.from(config)).source

function newPort(open: OpenKnownRadar) {
  const { port1, port2 } = new MessageChannel()
  const leave = serveRadarPort(port1, open)
  onTestFinished(() => {
    leave()
    port2.close()
  })
  return { leave, openRadar: () => radarOver(port2)(someOptions, readConfig) }
}

const oneSample = {
  layout: 'real',
  chirps: 1,
  receivers: 1,
  samples: 1,
  swapped: false,
  bits: 16,
  slots: [0],
} as const

/** `count` frames at once, then waits until it is closed. */
function streamOf(count: number, end: 'waits' | 'ends' | Error = 'waits') {
  let given = 0
  let close = () => {}
  const closed = new Promise<undefined>((resolve) => {
    close = () => resolve(undefined)
  })
  const here = { given: () => given, closes: 0 }
  const open: OpenKnownRadar = async (_, facts) => ({
    facts,
    decoding: oneSample,
    async next() {
      if (given < count) {
        const bytes = new Uint8Array(Int16Array.of(given + 1).buffer)
        return { index: given++, bytes, coverage: 1 }
      }
      if (end instanceof Error) throw end
      return end === 'ends' ? undefined : closed
    },
    report: () => ({ given }),
    async close() {
      here.closes++
      close()
    },
  })
  return { ...here, here, open }
}

async function readAll(stream: RadarStream): Promise<number[]> {
  const indices: number[] = []
  for (let frame = await stream.next(); frame; frame = await stream.next()) {
    expect(frame.data).toEqual(Float32Array.of(frame.index + 1))
    indices.push(frame.index)
  }
  return indices
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 50))

test('frames come whole and in order, then the end, with the last report', async () => {
  const { openRadar } = newPort(streamOf(200, 'ends').open)
  const stream = await openRadar()
  expect(stream.frameBytes).toBe(6400)
  expect(await readAll(stream)).toEqual(Array.from({ length: 200 }, (_, index) => index))
  expect(stream.report()).toEqual({ given: 200 })
})

test('a reader that rests is sent no more than a few frames ahead', async () => {
  const source = streamOf(1000)
  const stream = await newPort(source.open).openRadar()
  await rest()
  expect(source.given()).toBe(32)
  for (let taken = 0; taken < 16; taken++) await stream.next()
  await rest()
  expect(source.given()).toBe(48)
})

test('what cannot be opened, or breaks off, is said in the same words', async () => {
  const refused = newPort(() => Promise.reject(new HostError('no radar is connected', 'device')))
  await expect(refused.openRadar()).rejects.toMatchObject({
    name: 'HostError',
    message: 'no radar is connected',
    param: 'device',
  })
  const broken = newPort(streamOf(1, new HostError('the card is gone')).open)
  const stream = await broken.openRadar()
  await stream.next()
  await expect(stream.next()).rejects.toThrow(new HostError('the card is gone'))
  const mistaken = newPort(streamOf(0, new TypeError('x is undefined')).open)
  await expect((await mistaken.openRadar()).next()).rejects.toThrow(/^x is undefined$/)
})

test('a reader that leaves while it waits is let go, and so is the stream', async () => {
  const source = streamOf(0)
  const stream = await newPort(source.open).openRadar()
  const waiting = stream.next()
  await stream.close()
  expect(await waiting).toBeUndefined()
  await expect.poll(() => source.here.closes).toBe(1)
})

test('an engine that ends lets go of all it read, also of what was being opened', async () => {
  const [one, late] = [streamOf(0), streamOf(0)]
  const first = newPort(one.open)
  await first.openRadar()
  first.leave()
  await expect.poll(() => one.here.closes).toBe(1)

  let opens = () => {}
  const slow = newPort(async (...asked) => {
    await new Promise<void>((resolve) => {
      opens = resolve
    })
    return late.open(...asked)
  })
  void slow.openRadar()
  await rest()
  slow.leave()
  opens()
  await expect.poll(() => late.here.closes).toBe(1)
})
