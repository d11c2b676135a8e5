import { expect, it } from 'vitest'
import { npyOf } from './npy.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const axis = (size: number) => ({ name: 'range', size, start: 0, step: 1, unit: 'm' }) as const

// What numpy.save (NumPy 1.24) writes: magic, version 1.0, header of 118 bytes, data.
const start = (descr: string, shape: string) => {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`
  return `934e554d50590100${'7600'}${hex(Buffer.from(`${text.padEnd(117)}\n`))}`
}

it('writes one chunk with the shape of its axes', () => {
  const data = Float32Array.of(1, 2, 3, -4, 0, 0, 5, 0, 0, 6, -1, 0)
  const file = npyOf({ dtype: 'complex64', axes: [axis(2), axis(3)] }, [{ data }])
  expect(hex(file)).toBe(
    `${start('<c8', '(2, 3)')}0000803f0000004000004040000080c000000000000000000000a04000000000000000000000c040000080bf00000000`,
  )
})

it('writes several chunks with their number in front, no axes as a series', () => {
  const chunks = [1.5, -2, Number.NaN].map((value) => ({ data: Float64Array.of(value) }))
  const file = npyOf({ dtype: 'float64', axes: [] }, chunks)
  expect(hex(file)).toBe(`${start('<f8', '(3,)')}000000000000f83f00000000000000c0000000000000f87f`)
})

it('writes a single number without axes', () => {
  const file = npyOf({ dtype: 'int16', axes: [] }, [{ data: Int16Array.of(7) }])
  expect(hex(file)).toBe(`${start('<i2', '()')}0700`)
})

it('begins data at a multiple of 64 whatever the shape', () => {
  for (let count = 1; count < 9; count++) {
    const axes = Array.from({ length: count }, () => axis(1))
    const file = npyOf({ dtype: 'float32', axes }, [{ data: Float32Array.of(1) }])
    expect((file.length - 4) % 64).toBe(0)
    expect(file[8] + 256 * file[9]).toBe(file.length - 4 - 10)
  }
})
