import {
  HostError,
  type RadarFacts,
  type RadarFrame,
  type RadarOptions,
  type RadarStream,
} from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { createTestHost } from '../../../../test/support/host.ts'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis } from '../../../../test/support/signals.ts'
import dca1000 from './dca1000.ts'
import recording from './recording.ts'

const axes = [axis('chirp', 1), axis('rx', 2), axis('sample', 4, 1e-6, 0, 's')]
const facts: RadarFacts = {
  dtype: 'complex64',
  axes,
  acquisition: { chirpSlope: 60e12, sampleRate: 4e6, centreFrequency: 61e9, frameInterval: 0.05 },
  frameBytes: 32,
  notes: ['It sends so.'],
  warnings: ['It takes half the link.'],
}
const frame = (index: number, coverage = 1): RadarFrame => ({
  index,
  coverage,
  data: new Float32Array(16).fill(index),
})

/** A host whose radar gives these frames and then ends, or throws. */
function hostOf(frames: readonly RadarFrame[], failure?: Error) {
  const asked: RadarOptions[] = []
  let open = 0
  const host = {
    ...createTestHost(),
    async inspectRadar(options: RadarOptions) {
      asked.push(options)
      return facts
    },
    async openRadar(options: RadarOptions): Promise<RadarStream> {
      asked.push(options)
      open++
      let at = 0
      return {
        ...facts,
        async next() {
          if (at === frames.length && failure) throw failure
          return frames[at++]
        },
        report: () => ({ lost: 3 }),
        async close() {
          open--
        },
      }
    },
  }
  return { host, asked, left: () => open }
}

const params = { config: 'a.cfg' }

test('frames come with their index, time and coverage', async () => {
  const { host, left } = hostOf([frame(0), frame(1, 0.25), frame(4)])
  const { chunks, report } = await runMock(dca1000, { host, params })
  const seen = chunks.adc.map(({ index, time, coverage }) => [index, time, coverage])
  expect(seen).toEqual([
    [0, 0, 1],
    [1, 0.05, 0.25],
    [4, 0.2, 1],
  ])
  expect(chunks.adc[1].data).toEqual(frame(1).data)
  expect(report).toEqual({ lost: 3 })
  expect(left()).toBe(0)
})

test('its port and signal are those of a recording of the same radar', async () => {
  const { host } = hostOf([])
  const kept = { ...facts, kind: 'adc' as const, frames: 9 }
  const files = {
    ...createTestHost(),
    openRecording: async () => ({ ...kept, read: async () => [], close: async () => {} }),
  }
  const live = await planMock(dca1000, { host, params })
  const file = await planMock(recording, { host: files, params: { path: 'a.bin' } })
  expect(live.outputs).toEqual(file.outputs)
  expect(dca1000.outputs.adc).toEqual(recording.outputs.adc)
  const said = ['warning config: It takes half the link.', 'note config: It sends so.']
  expect(live.problems).toEqual(expect.arrayContaining(said))
})

test('what is set is what the radar is asked for', async () => {
  const { host, asked } = hostOf([])
  const set = { ...params, device: 'iwr1642-demo', dataPort: 5000, leastCoverage: 0.9 }
  await runMock(dca1000, { host, params: set })
  for (const options of asked) {
    expect(options).toMatchObject({ ...set, cardAddress: '192.168.33.180', packetDelay: 25e-6 })
  }
  expect(asked.length).toBeGreaterThan(1)
})

test('without a configuration it asks for one', async () => {
  const { host, asked } = hostOf([])
  const { problems } = await planMock(dca1000, { host })
  expect(problems).toEqual(['error config: choose the configuration of the radar (.cfg)'])
  expect(asked).toEqual([])
})

test('a radar that is lost ends the run with its words', async () => {
  const failure = new HostError('the card has been silent for 10 s; look at its cable')
  const { host } = hostOf([frame(0)], failure)
  await expect(runMock(dca1000, { host, params })).rejects.toThrow(failure.message)
})
