import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { decodeFrame, type RadarSetup, readRadar } from '@chirpflow/formats'
import type { ByteSource, RadarOptions } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { createHost } from '../host.ts'
import { radarOptions } from './radar-flags.ts'
import { createRecordingFeed } from './recording-feed.ts'
import { createSceneFeed } from './scene-feed.ts'

const config = resolve(import.meta.dirname, '../../../../examples/heart-rate-live/seated.cfg')

async function setupFor(device: RadarOptions['device']): Promise<RadarSetup> {
  const bytes = new Uint8Array(await readFile(config))
  const source: ByteSource = {
    name: config,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
  }
  const options = { ...radarOptions({ config }, registry, '/'), device }
  return readRadar(options, async () => source)
}

const host = createHost('.')

/** Range bin with most energy, by a plain Fourier sum of one receiver's chirp. */
function strongestBin(samples: Float32Array, size: number): number {
  let best = { bin: 0, power: 0 }
  for (let bin = 3; bin < size / 2; bin++) {
    let [re, im] = [0, 0]
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * bin * n) / size
      const [x, y] = [samples[2 * n], samples[2 * n + 1]]
      re += x * Math.cos(angle) - y * Math.sin(angle)
      im += x * Math.sin(angle) + y * Math.cos(angle)
    }
    const power = re * re + im * im
    if (power > best.power) best = { bin, power }
  }
  return best.bin
}

test('a simulated person stands where the waveform of the configuration puts him', async () => {
  const setup = await setupFor('iwr1443-lvds-stream')
  const still = { rangeFrom: 1.5, rangeTo: 1.5, clutter: 'none', still: 0, movers: 0 }
  const feed = await createSceneFeed(setup, still, registry, host)
  expect(feed.frameBytes).toBe(6400)
  expect(feed.frameInterval).toBe(0.05)
  const bytes = (await feed.frame(0))!
  expect(bytes.length).toBe(6400)
  const frame = decodeFrame(new Int16Array(bytes.buffer), setup.decoding)
  // 1.5 m at c / (2 * 3.5 GHz) = 4.28 cm a bin.
  expect(strongestBin(frame, 200)).toBe(Math.round(1.5 / (299792458 / 2 / 3.5e9)))
  feed.close()
})

test('frames that a radar did not send are over, and a seed draws the same scene again', async () => {
  const setup = await setupFor('emulator')
  const [one, other] = await Promise.all(
    [1, 1].map((seed) => createSceneFeed(setup, { seed }, registry, host)),
  )
  const all = []
  for (let n = 0; n < 6; n++) all.push(await one.frame(n))
  expect(await other.frame(2)).toEqual(all[2])
  expect(await other.frame(5)).toEqual(all[5])
  expect(all[2]).not.toEqual(all[3])
  for (const feed of [one, other]) feed.close()
})

test('a scene that ends gives no more frames', async () => {
  const feed = await createSceneFeed(await setupFor('emulator'), { duration: 0.1 }, registry, host)
  expect(await feed.frame(1)).toBeDefined()
  expect(await feed.frame(2)).toBeUndefined()
  expect(await feed.frame(3)).toBeUndefined()
})

test('a recording is sent as the radar would, what was lost as the frame before', async () => {
  const setup = await setupFor('emulator')
  const { facts } = setup
  const length = 2 * 2 * 4 * 200
  const made = [3, undefined, -5].map((value) =>
    value === undefined ? undefined : new Float32Array(length).fill(value),
  )
  const recording = {
    ...facts,
    kind: 'adc' as const,
    frames: 3,
    read: async (first: number, count: number) => made.slice(first, first + count),
    close: async () => {},
  }
  const feed = createRecordingFeed('a.npy', recording, setup)
  const sent = []
  for (let n = 0; n < 4; n++) sent.push(await feed.frame(n))
  const read = sent.map((each) =>
    each ? decodeFrame(new Int16Array(each.buffer), setup.decoding) : undefined,
  )
  expect(read).toEqual([made[0], made[0], made[2], undefined])
  const other = { ...recording, axes: recording.axes.slice(1) }
  expect(() => createRecordingFeed('a.npy', other, setup)).toThrow(
    "a.npy: its frames are complex64 of 4 rx x 200 sample, the configuration's complex64 of 2 chirp x 4 rx x 200 sample; give the configuration that it was recorded with",
  )
})
