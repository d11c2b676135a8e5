/** What a chain gives live, through emulator, network and assembler, it gives on the recorded file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replaceSource } from '@chirpflow/experiment'
import { readRadar } from '@chirpflow/formats'
import { type Graph, type Host, inspectGraph, planGraph } from '@chirpflow/graph'
import { type Fault, systemClock } from '@chirpflow/hardware'
import { registry } from '@chirpflow/nodes'
import { afterAll, describe, expect, test } from 'vitest'
import { openFile } from '../apps/cli/src/files.ts'
import { createHost } from '../apps/cli/src/host.ts'
import { createLiveRadar } from '../apps/cli/src/live/live-radar.ts'
import { radarOptions } from '../apps/cli/src/live/radar-flags.ts'
import { createSceneFeed } from '../apps/cli/src/live/scene-feed.ts'
import { exampleGraph } from './support/examples.ts'
import { runTapped } from './support/graphs.ts'

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-live-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const seconds = 12
const scene = {
  seed: 3,
  rangeFrom: 0.8,
  rangeTo: 0.8,
  duration: seconds + 0.5,
  still: 0,
  movers: 0,
}

const frameCount = Math.round(20 * scene.duration)

/** Four lanes: 16 bytes a sample and chirp. */
const shapes = {
  'frames of one packet': { samples: 91, chirps: 1, bytes: 1456 },
  'frames that end inside a packet': { samples: 200, chirps: 2, bytes: 6400 },
  'frames smaller than a packet': { samples: 32, chirps: 1, bytes: 512 },
}
/** Times real time, at 20 frames a second. */
const speeds = { 'in a twentieth of its time': 20, 'as fast as it goes': Number.POSITIVE_INFINITY }

function configFile(name: string, { samples, chirps }: { samples: number; chirps: number }) {
  const path = join(folder, `${name.replaceAll(' ', '-')}.cfg`)
  const lines = [
    'dfeDataOutputMode 1',
    'channelCfg 15 1 0',
    'adcCfg 2 1',
    `profileCfg 0 77 7 6 57 0 0 70 1 ${samples} 4000 0 0 48`,
    'chirpCfg 0 0 0 0 0 0 0 1',
    `frameCfg 0 0 ${chirps} 0 50 1 0`,
    'testFmkCfg 0 0 0 1',
    'setProfileCfg disable ADC disable',
  ]
  writeFileSync(path, lines.join('\n'))
  return path
}

const settings = { 'window.length': 10, 'range-fft.padding': 1 }
const liveGraph = (config: string): Graph =>
  exampleGraph('heart-rate-live', {
    ...settings,
    'radar.config': config,
    'radar.device': 'emulator',
  })

async function run(graph: Graph, host: Host) {
  const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const ran = await runTapped(plan, { host })
  expect(ran.report.state, JSON.stringify(ran.report.nodes)).toBe('finished')
  return ran
}

async function runLive(
  { config, sent, bytes }: Sent,
  name: string,
  speed: number,
  faults: readonly Fault[],
) {
  const record = join(folder, `${name}.bin`)
  const live = createLiveRadar({
    record,
    seconds,
    env: {
      clock: systemClock,
      keep: 2 ** 26,
      feed: ({ facts }) => ({
        frameBytes: bytes,
        frameInterval: facts.acquisition.frameInterval,
        frame: (n) => (n < frameCount ? sent.subarray(n * bytes, (n + 1) * bytes) : undefined),
      }),
      emulator: { speed, faults, seed: 5 },
    },
    step: () => {},
    health: () => {},
  })
  const ran = await run(liveGraph(config), createHost(folder, live.open))
  const [health] = await live.close()
  return { ...ran, health, record }
}

const onFile = (file: string, config: string) => {
  const { graph } = replaceSource(liveGraph(config), { file }, registry)
  return run(graph, createHost(folder))
}

interface Sent {
  readonly config: string
  readonly bytes: number
  /** All frames of the scene, one behind the other, as a card sends them. */
  readonly sent: Uint8Array
}

async function sceneOf(config: string, bytes: number): Promise<Sent> {
  const { source, close } = await openFile(config)
  const options = { ...radarOptions({}, registry, folder), config, device: 'emulator' as const }
  const setup = await readRadar(options, async () => source)
  await close()
  const feed = await createSceneFeed(setup, scene, registry, createHost(folder))
  expect(feed.frameBytes).toBe(bytes)
  const sent = new Uint8Array(frameCount * bytes)
  for (let n = 0; n < frameCount; n++) sent.set((await feed.frame(n))!, n * bytes)
  feed.close()
  return { config, bytes, sent }
}

/** What came over the line gives what its recording gives, and what the bytes that were sent give. */
async function expectSame(scene: Sent, name: string, speed: number): Promise<void> {
  const { config, bytes, sent } = scene
  const live = await runLive(scene, name, speed, [])
  expect(live.health.packets).toMatchObject({ lost: 0, late: 0, doubled: 0, foreign: 0 })
  expect(live.order.length).toBeGreaterThan(frameCount)
  expect((await onFile(live.record, config)).digest).toBe(live.digest)

  // The same without anything that the capture wrote: the bytes that were sent, and no log.
  const recorded = readFileSync(live.record)
  expect(recorded.length).toBeGreaterThanOrEqual(20 * seconds * bytes)
  expect(Buffer.compare(recorded, sent.subarray(0, recorded.length))).toBe(0)
  const plain = join(folder, `${name}-plain.bin`)
  writeFileSync(plain, sent.subarray(0, recorded.length))
  expect((await onFile(plain, config)).digest).toBe(live.digest)
}

describe.each(Object.entries(shapes))('%s', (shape, { bytes, ...size }) => {
  const config = configFile(shape, size)
  const scene = sceneOf(config, bytes)

  test.each(Object.entries(speeds))('%s', async (pace, speed) => {
    await expectSame(await scene, `${shape}-${pace}`, speed)
  })

  test('with packets lost, late, doubled and out of order', async () => {
    const live = await runLive(await scene, `${shape}-loss`, Number.POSITIVE_INFINITY, [
      { kind: 'loss', share: 0.03, length: 2 },
      { kind: 'delay', share: 0.03, by: 2 },
      { kind: 'repeat', share: 0.02, after: 3 },
      { kind: 'loss', at: 60, length: 25 },
    ])
    expect(live.health.packets.lost).toBeGreaterThan(20)
    expect(live.health.damaged).toBeGreaterThan(3)
    const file = await onFile(live.record, config)
    expect(file.order).toEqual(live.order)
    expect(file.digest).toBe(live.digest)
  })
})

test('at 20 frames a second, frames that fit packets and that do not', async () => {
  const scenes = Object.entries(shapes).map(async ([shape, { bytes, ...size }]) => {
    const scene = await sceneOf(configFile(`slow ${shape}`, size), bytes)
    await expectSame(scene, `${shape}-slow`, 1)
  })
  await Promise.all(scenes)
})
