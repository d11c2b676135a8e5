import { HostError } from '@chirpflow/graph'
import * as h5 from 'h5wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixture, source, valuesOf } from '../fixtures/load.ts'
import { openSeries } from './open-series.ts'

function series(bytes: Uint8Array, column = '', quadrature = '') {
  return openSeries({ path: 'a.mat', column, quadrature }, source('a.mat', bytes).open)
}

describe.each(['plain.mat', 'packed.mat'])('%s, as SciPy writes it', (name) => {
  const bytes = fixture(name)
  const y = valuesOf(name).map((value) => value / 1000)

  test('real, complex, single and integer vectors', async () => {
    expect(Array.from((await series(bytes, 'chest')).values)).toEqual(valuesOf(name))
    const iq = await series(bytes, 'iq')
    expect(iq.complex).toBe(true)
    expect(Array.from(iq.values)).toHaveLength(18)
    iq.values.forEach((value, at) => {
      expect(value).toBeCloseTo(y[at >> 1] * (1 + (at % 2)), 12)
    })
    expect(Array.from((await series(bytes, 'small')).values)).toEqual([-3, -2, -1, 0, 1, 2, 3])
    const single = await series(bytes, 'single')
    expect(Array.from(single.values)).toEqual(Array.from(single.values, Math.fround))
    expect(single.values[0]).toBeCloseTo(y[0], 6)
  })

  test('columns of a tall matrix, rows of a wide one', async () => {
    expect(Array.from((await series(bytes, 'matrix(:,2)')).values)).toEqual([1, 3, 5, 7, 9, 11])
    expect(Array.from((await series(bytes, 'wide(2,:)')).values)).toEqual([6, 7, 8, 9, 10, 11])
  })

  test('other kinds are skipped by name', async () => {
    const { notes } = await series(bytes, 'chest')
    expect(notes.join()).toBe(
      'Not offered as series: settings (struct), label (char), cells (cell), thin (sparse), cube (2 x 3 x 2).',
    )
  })

  test('several are listed', async () => {
    await expect(series(bytes)).rejects.toThrow('chest (9 samples), iq (9 complex samples)')
  })
})

test('the only vector is the series, a number beside it is not', async () => {
  const { values, column, columns } = await series(fixture('one.mat'))
  expect(column).toBe('chest')
  expect(columns).toEqual(['chest', 'fs'])
  expect(Array.from(values)).toEqual(valuesOf('one.mat'))
})

/** One element as the format's chapter 1 draws it; big endian where asked for. */
function element(type: number, data: Uint8Array, little: boolean, small = false): Uint8Array {
  const padded = small ? 8 : 8 + Math.ceil(data.length / 8) * 8
  const bytes = new Uint8Array(padded)
  const view = new DataView(bytes.buffer)
  if (small) view.setUint32(0, (data.length << 16) | type, little)
  else {
    view.setUint32(0, type, little)
    view.setUint32(4, data.length, little)
  }
  bytes.set(data, small ? 4 : 8)
  return bytes
}

test.each([true, false])(
  'doubles that MATLAB stored as bytes (little endian: %s)',
  async (little) => {
    const words = (...values: number[]) => {
      const view = new DataView(new ArrayBuffer(4 * values.length))
      values.forEach((value, index) => {
        view.setUint32(4 * index, value, little)
      })
      return new Uint8Array(view.buffer)
    }
    const parts = [
      element(6, words(6, 0), little),
      element(5, words(1, 3), little),
      element(1, Buffer.from('x'), little, true),
      element(2, Uint8Array.of(7, 8, 9), little, true),
    ]
    const header = Buffer.alloc(128, ' ')
    header.write(little ? '\x00\x01IM' : '\x01\x00MI', 124, 'latin1')
    const file = Buffer.concat([header, element(14, Buffer.concat(parts), little)])
    expect(Array.from((await series(file)).values)).toEqual([7, 8, 9])
  },
)

describe('version 7.3', () => {
  let bytes: Uint8Array

  beforeAll(async () => {
    const { FS } = await h5.ready
    const file = new h5.File('/made.mat', 'w')
    const put = (name: string, data: Float64Array | Int16Array, shape: number[]) =>
      file.create_dataset({ name, data, shape })
    put('chest', Float64Array.of(1, 2, 3, 4), [1, 4]).create_attribute('MATLAB_class', 'double')
    put('matrix', Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3])
    put('counts', Int16Array.of(-1, 0, 1), [3, 1])
    put('label', Int16Array.of(65, 66), [2, 1]).create_attribute('MATLAB_class', 'char')
    file.create_group('settings').create_attribute('MATLAB_class', 'struct')
    file.create_group('#refs#')
    file.create_dataset({
      name: 'iq',
      data: new Map<string, number[]>([
        ['real', [1, 2, 3]],
        ['imag', [4, 5, 6]],
      ]),
      shape: [1, 3],
      dtype: [
        ['real', '<d'],
        ['imag', '<d'],
      ],
    })
    file.close()
    // MATLAB puts 512 bytes of text before the HDF5.
    const block = Buffer.alloc(512)
    block.write('MATLAB 7.3 MAT-file', 0, 'latin1')
    block.write('\x00\x02IM', 124, 'latin1')
    bytes = Buffer.concat([block, FS?.readFile('/made.mat', { encoding: 'binary' }) ?? block])
  })

  test('real, integer and complex', async () => {
    expect(Array.from((await series(bytes, 'chest')).values)).toEqual([1, 2, 3, 4])
    expect(Array.from((await series(bytes, 'counts')).values)).toEqual([-1, 0, 1])
    const iq = await series(bytes, 'iq')
    expect(iq.complex).toBe(true)
    expect(Array.from(iq.values)).toEqual([1, 4, 2, 5, 3, 6])
  })

  test('a matrix is column-major', async () => {
    expect(Array.from((await series(bytes, 'matrix(:,1)')).values)).toEqual([1, 2, 3])
  })

  test('text and structs are skipped by name', async () => {
    const { notes } = await series(bytes, 'chest')
    expect(notes.join()).toContain('label (char)')
    expect(notes.join()).toContain('settings (struct)')
  })

  test('a file that is cut off is refused', async () => {
    await expect(series(bytes.slice(0, 900))).rejects.toThrow(HostError)
  })
})

test('version 4 is refused', async () => {
  await expect(series(fixture('version4.mat'))).rejects.toThrow(HostError)
})
