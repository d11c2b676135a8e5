import { HostError, type Recording } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { fixture, geometry, options, source, valuesOf } from '../fixtures/load.ts'
import { openRecording } from './open-recording.ts'
import { openSeries } from './open-series.ts'

function record(name: string, change = {}): Promise<Recording> {
  return openRecording(options(`${name}`, change), source(name, fixture(name)).open)
}

function series(name: string, column = '', quadrature = '') {
  return openSeries({ path: name, column, quadrature }, source(name, fixture(name)).open)
}

async function allOf(recording: Recording): Promise<number[]> {
  const frames = await recording.read(0, recording.frames)
  return frames.flatMap((frame) => Array.from(frame ?? []))
}

describe('recordings that NumPy wrote', () => {
  const complex = ['adc<c8.npy', 'adc<c16.npy', 'adc>c8.npy', 'version2.npy', 'version3.npy']
  test.each([...complex, 'pairs.npy'])('%s is complex', async (name) => {
    const recording = await record(name)
    expect(recording.dtype).toBe('complex64')
    expect(recording.axes.map((axis) => axis.size)).toEqual([2, 2, 3])
    expect(await allOf(recording)).toEqual(valuesOf(name))
  })

  const real = ['<i2', '<f4', '<f8', '>i2', '<i4', '|i1', '<i8'].map((type) => `adc${type}.npy`)
  test.each(real)('%s is real', async (name) => {
    const recording = await record(name)
    expect(recording.dtype).toBe('float32')
    expect(await allOf(recording)).toEqual(valuesOf(name))
  })

  test('the shape overrules the geometry and says so', async () => {
    const { notes, axes, frames } = await record('adc<c8.npy')
    expect(frames).toBe(2)
    expect(axes.map(({ name }) => name)).toEqual(['chirp', 'rx', 'sample'])
    expect(notes.join()).toContain('receivers 2, not 4; samples 3, not 100')
  })

  test('pairs the other way round are swapped', async () => {
    const swapped = await allOf(await record('pairs.npy', { iqOrder: 'qi' }))
    const expected = valuesOf('pairs.npy').map((_, at, all) => all[at ^ 1])
    expect(swapped).toEqual(expected)
  })

  test('only the frames asked for are read', async () => {
    const { open, reads } = source('a.npy', fixture('adc<c8.npy'))
    const recording = await openRecording(options('a.npy'), open)
    reads.length = 0
    await recording.read(1, 1)
    expect(reads).toEqual([{ offset: 128 + 2 * 2 * 3 * 8, length: 2 * 2 * 3 * 8 }])
    await expect(recording.read(1, 2)).rejects.toThrow(RangeError)
  })

  test('a file that is cut off gives the frames it holds', async () => {
    const bytes = fixture('adc<c8.npy').slice(0, -1)
    const recording = await openRecording(options('a.npy'), source('a.npy', bytes).open)
    expect(recording.frames).toBe(1)
    expect(recording.warnings.join()).toContain('promises 2 frames of 96 bytes, the file holds 1')
  })

  test.each([
    ['fortran.npy', 'np.ascontiguousarray'],
    ['three-axes.npy', 'array of shape (2, 2, 3); wanted is (frame, chirp, receiver, sample)'],
    ['half.npy', 'holds "<f2" values'],
    ['text.npy', 'holds "<U1" values'],
    ['records.npy', 'holds records'],
  ])('%s is refused', async (name, says) => {
    const error = await record(name).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(HostError)
    expect(String(error)).toContain(name)
    expect(String(error)).toContain(says)
  })

  test('a geometry that no radar has is refused, field by field', async () => {
    const bad = { ...geometry, frameInterval: 0, chirpSlope: Number.NaN }
    await expect(record('adc<c8.npy', { geometry: bad })).rejects.toThrow(
      'chirp slope NaN (wants a number other than 0); frame interval 0 (wants a number above 0)',
    )
  })
})

describe('series that NumPy wrote', () => {
  test('a vector, real or complex, is the series', async () => {
    const real = await series('vector.npy')
    expect(real.complex).toBe(false)
    expect(Array.from(real.values)).toEqual(valuesOf('vector.npy'))
    const complex = await series('complex.npy')
    expect(complex.complex).toBe(true)
    expect(Array.from(complex.values)).toEqual(valuesOf('complex.npy'))
  })

  test.each(['columns.npy', 'columns-fortran.npy'])('%s offers its columns', async (name) => {
    await expect(series(name)).rejects.toThrow('column 1 (9 samples), column 2 (9 samples)')
    const { values, column } = await series(name, '2')
    expect(column).toBe('column 2')
    expect(Array.from(values)).toEqual(valuesOf(name))
    const both = await series(name, '1', 'column 2')
    expect(both.complex).toBe(true)
    expect(Array.from(both.values).filter((_, at) => at % 2 === 1)).toEqual(valuesOf(name))
  })

  test('more axes, nothing but missing samples, and a cut file are refused', async () => {
    await expect(series('three-axes.npy')).rejects.toThrow('wanted is one axis')
    await expect(series('nan.npy')).rejects.toThrow('holds no number')
    const cut = source('cut.npy', fixture('vector.npy').slice(0, -3))
    const asked = { path: 'cut.npy', column: '', quadrature: '' }
    await expect(openSeries(asked, cut.open)).rejects.toThrow('it is cut off')
  })
})
