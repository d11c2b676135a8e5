import {
  HostError,
  type Recording,
  type RecordingFacts,
  type RecordingOptions,
} from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createTestHost } from '../../../../test/support/host.ts'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis } from '../../../../test/support/signals.ts'
import recording from './recording.ts'

const axes = [axis('chirp', 1), axis('rx', 2), axis('sample', 4, 1e-6, 0, 's')]
const facts: RecordingFacts = {
  kind: 'adc',
  dtype: 'complex64',
  axes,
  frames: 150,
  acquisition: { chirpSlope: 60e12, sampleRate: 4e6, centreFrequency: 61e9, frameInterval: 0.05 },
  notes: ['It was read so.'],
  warnings: ['Bytes are left over.'],
}

const frame = (index: number, length = 16) => new Float32Array(length).fill(index)

/** A host whose only recording has the facts given and lost the frames named. */
function hostOf(given: Partial<RecordingFacts> = {}, lost: readonly number[] = []) {
  const asked: RecordingOptions[] = []
  const reads: number[] = []
  let open = 0
  const whole = { ...facts, ...given }
  const host = {
    ...createTestHost(),
    async openRecording(options: RecordingOptions): Promise<Recording> {
      asked.push(options)
      open++
      return {
        ...whole,
        async read(first: number, count: number) {
          if (first + count > whole.frames) throw new RangeError('there are no such frames')
          reads.push(count)
          return Array.from({ length: count }, (_, at) =>
            lost.includes(first + at) ? undefined : frame(first + at),
          )
        },
        async close() {
          open--
        },
      }
    },
  }
  return { host, asked, reads, left: () => open }
}

describe('frames', () => {
  test('come with their index and time, those without data do not', async () => {
    const { host, left } = hostOf({}, [0, 5, 6, 149])
    const { chunks, outputs } = await runMock(recording, { host, params: { path: 'a.bin' } })
    const indices = chunks.adc.map(({ index }) => index)
    expect(indices).toEqual(
      Array.from({ length: 150 }, (_, n) => n).filter((n) => ![0, 5, 6, 149].includes(n)),
    )
    for (const { index, time, data, coverage } of chunks.adc) {
      expect(data).toEqual(frame(index))
      expect(time).toBeCloseTo(index * 0.05, 9)
      expect(coverage).toBe(1)
    }
    expect(outputs).toEqual({
      adc: expect.objectContaining({ axes, start: 0, rate: 20, span: 0, unit: '1' }),
    })
    expect(left()).toBe(0)
  })

  test('carry what share of them had arrived', async () => {
    const { host } = hostOf({ frames: 3 }, [1])
    const share = (index: number) => [1, 0, 0.25][index]
    const damaged = {
      ...host,
      openRecording: async (options: RecordingOptions) => ({
        ...(await host.openRecording(options)),
        coverage: share,
      }),
    }
    const { chunks } = await runMock(recording, { host: damaged, params: { path: 'a.bin' } })
    expect(chunks.adc.map(({ index, coverage }) => [index, coverage])).toEqual([
      [0, 1],
      [2, 0.25],
    ])
  })

  test('are read some at a time, whatever their number', async () => {
    const { host, reads } = hostOf({ frames: 129 })
    await runMock(recording, { host, params: { path: 'a.bin' } })
    expect(reads).toEqual([64, 64, 1])
  })

  test('range-resolved ones come out of the second port', async () => {
    const range = [axis('chirp', 2), axis('range', 4, 0.06, 0.3, 'm')]
    const { host } = hostOf({ kind: 'profile', axes: range, frames: 3 })
    const { chunks, outputs } = await runMock(recording, { host, params: { path: 'a.h5' } })
    expect(Object.keys(outputs)).toEqual(['profile'])
    expect(chunks.profile.map(({ index }) => index)).toEqual([0, 1, 2])
  })

  test('real ones keep their type', async () => {
    const real = [axis('chirp', 1), axis('rx', 4), axis('sample', 4, 1e-6, 0, 's')]
    const { host } = hostOf({ dtype: 'float32', axes: real, frames: 2 })
    const { outputs } = await runMock(recording, { host, params: { path: 'a.bin' } })
    expect(outputs.adc.dtype).toBe('float32')
  })
})

describe('plan', () => {
  test('hands notes and warnings on, at the file', async () => {
    const { host } = hostOf()
    const { problems } = await planMock(recording, { host, params: { path: 'a.bin' } })
    expect(problems.slice(0, 2)).toEqual([
      'warning path: Bytes are left over.',
      'note path: It was read so.',
    ])
  })

  test('says what its chirps allow: c fs / (2 S N) is 2.5 m, a quarter wavelength a frame 24.6 mm/s', async () => {
    const { host } = hostOf({ notes: [], warnings: [] })
    const { problems } = await planMock(recording, { host, params: { path: 'a.bin' } })
    expect(problems).toEqual([
      'warning path: Range bins are 2.5 m deep: a person and what stands around fall into one.',
      'note path: Ranges end at 9.99 m. Phase can be followed up to 24.6 mm/s. 20 frames a second.',
    ])
  })

  test('asks for the file with the geometry typed in', async () => {
    const { host, asked } = hostOf()
    const params = { path: 'a.bin', layout: '4-lane', chirps: 3, adcStart: 6e-6, iqOrder: 'qi' }
    await planMock(recording, { host, params })
    expect(asked).toEqual([
      {
        path: 'a.bin',
        config: '',
        layout: '4-lane',
        iqOrder: 'qi',
        geometry: {
          chirps: 3,
          receivers: 4,
          samples: 256,
          startFrequency: 77e9,
          chirpSlope: 70e12,
          sampleRate: 5e6,
          adcStart: 6e-6,
          chirpInterval: 100e-6,
          frameInterval: 0.05,
        },
      },
    ])
  })

  test('without a file says to choose one', async () => {
    const { problems } = await planMock(recording, { host: hostOf().host })
    expect(problems).toEqual(['error path: choose a recording'])
  })

  test('says at the file what the host says', async () => {
    const host = {
      ...createTestHost(),
      openRecording: () => Promise.reject(new HostError('a.cfg: line 3 is wrong', 'config')),
    }
    const { problems } = await planMock(recording, { host, params: { path: 'a.bin' } })
    expect(problems).toEqual(['error config: a.cfg: line 3 is wrong'])
    const other = {
      ...createTestHost(),
      openRecording: () => Promise.reject(new HostError('a.bin: the file is empty')),
    }
    const empty = await planMock(recording, { host: other, params: { path: 'a.bin' } })
    expect(empty.problems).toEqual(['error path: a.bin: the file is empty'])
  })
})
