import { HostError } from '@chirpflow/graph'
import * as h5 from 'h5wasm'
import { describe, expect, test } from 'vitest'
import { haveRecordings, options, recorded, source } from '../fixtures/load.ts'
import { madeA121, subsweep } from '../fixtures/made-a121.ts'
import { openRecording } from './open-recording.ts'

function openBytes(bytes: Uint8Array, name = 'a.h5') {
  return openRecording(options(name), source(name, bytes).open)
}

describe('an A121 recording', () => {
  test('axes and times come from its configuration', async () => {
    const recording = await openBytes(await madeA121())
    expect(recording).toMatchObject({ kind: 'profile', dtype: 'complex64', frames: 4 })
    const [chirp, range] = recording.axes
    expect(chirp).toEqual({ name: 'chirp', size: 2, start: 0, step: 0.001, unit: 's' })
    expect(range.name).toBe('range')
    expect(range.start).toBeCloseTo(0.25, 12)
    expect(range.step).toBeCloseTo(0.05, 12)
    expect(recording.acquisition).toEqual({
      centreFrequency: 60.5e9,
      chirpInterval: 0.001,
      frameInterval: 0.05,
    })
    const [frame] = await recording.read(1, 1)
    expect(Array.from(frame ?? [])).toEqual([
      6, 1006, 7, 1007, 8, 1008, 9, 1009, 10, 1010, 11, 1011,
    ])
    await recording.close()
  })

  test('frames that the ticks show to be missing are not there', async () => {
    const recording = await openBytes(
      await madeA121({ ticks: [0, 50_000, 200_000, 250_000, 300_000] }),
    )
    expect(recording.frames).toBe(7)
    expect(recording.warnings.join()).toContain('2 frames are missing')
    const firsts = (await recording.read(0, 7)).map((frame) => frame?.[0])
    expect(firsts).toEqual([0, 6, undefined, undefined, 12, 18, 24])
  })

  test('saturated frames are counted', async () => {
    const { warnings } = await openBytes(await madeA121({ saturated: [0, 1, 1, 0] }))
    expect(warnings).toEqual([
      '2 of 4 frames are saturated; lower the receiver gain (data_saturated).',
    ])
  })

  test('subsweeps that follow one another are one axis, others are refused', async () => {
    const second = { ...subsweep, start_point: 160 }
    const { axes } = await openBytes(await madeA121({ subsweeps: [subsweep, second] }))
    expect(axes[1].step).toBeCloseTo(0.05, 12)
    const apart = await madeA121({ subsweeps: [subsweep, { ...second, start_point: 161 }] })
    await expect(openBytes(apart)).rejects.toThrow('one range axis')
  })

  test('a configuration that cannot be read is refused', async () => {
    await expect(openBytes(await madeA121({ config: '{' }))).rejects.toThrow(
      'a.h5: session_config: not JSON',
    )
    await expect(openBytes(await madeA121({ config: '{}' }))).rejects.toThrow(
      'does not state start_point',
    )
  })
})

test('foreign HDF5 is refused by the dataset it lacks', async () => {
  await h5.ready
  const file = new h5.File('/foreign.h5', 'w')
  file.create_dataset({ name: 'ecg', data: Float64Array.of(1, 2) })
  file.close()
  const bytes = h5.FS?.readFile('/foreign.h5', { encoding: 'binary' }) ?? new Uint8Array(1)
  const error = await openBytes(bytes).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(HostError)
  expect(String(error)).toContain(
    'sessions/session_0/group_0/entry_0/result/frame is missing; it holds ecg',
  )
})

test('files left open do not disturb one another', async () => {
  const one = await openBytes(await madeA121())
  const two = await openBytes(await madeA121({ ticks: [0, 50_000] }))
  await two.close()
  expect((await one.read(3, 1))[0]?.[0]).toBe(18)
  await one.close()
})

describe.skipIf(!haveRecordings)('recordings of a seated person', () => {
  test.each([
    ['breathing-sitting', 773],
    ['breathing-sitting-no-presence', 667],
  ])('%s', async (name, frames) => {
    const recording = await openBytes(recorded(`a121-breathing/${name}.h5`))
    expect(recording.frames).toBe(frames)
    expect(recording.warnings).toEqual([])
    expect(recording.axes.map((axis) => axis.size)).toEqual([16, 21])
    const range = recording.axes[1]
    for (const k of [0, 6, 20]) {
      expect(range.start + k * range.step).toBeCloseTo((119 + 24 * k) * 2.502e-3, 3)
    }
    expect(1 / recording.acquisition.frameInterval).toBeCloseTo(20, 2)
    const [first, last] = [await recording.read(0, 1), await recording.read(frames - 1, 1)]
    expect([first[0]?.length, last[0]?.length]).toEqual([672, 672])
    await recording.close()
  })

  test('results computed from them are not taken for recordings', async () => {
    const bytes = recorded('a121-breathing/breathing-sitting-controller.h5')
    await expect(openBytes(bytes, 'breathing-sitting-controller.h5')).rejects.toThrow(
      /results of an Acconeer algorithm.*result\/frame is missing/,
    )
  })
})
