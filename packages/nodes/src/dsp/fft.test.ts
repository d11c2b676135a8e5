import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChirpZ } from './chirp-z.ts'
import { createFft, fftSizeAtLeast } from './fft.ts'

/** The sum of the definition, line k of a `size`-point transform. */
function directLine(x: ArrayLike<number>, k: number, size: number): [number, number] {
  let re = 0
  let im = 0
  for (let n = 0; n < x.length / 2; n++) {
    const angle = (-2 * Math.PI * ((k * n) % size)) / size
    re += x[2 * n] * Math.cos(angle) - x[2 * n + 1] * Math.sin(angle)
    im += x[2 * n] * Math.sin(angle) + x[2 * n + 1] * Math.cos(angle)
  }
  return [re, im]
}
const wave = (count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * i * 0.37) + 0.1 * Math.cos(i))

describe('single precision', () => {
  test('a row has the same bytes alone, in a batch, and in another plan after the heap grew', async () => {
    const size = 240
    const rows = 37
    const batch = wave(2 * size * rows)
    const fft = await createFft(size, 'single')
    const together = new Float32Array(batch.length)
    fft.forward(batch, together, rows)
    const big = await createFft(2 ** 19, 'single')
    const again = await createFft(size, 'single')
    for (const plan of [fft, again]) {
      for (let r = 0; r < rows; r++) {
        const alone = new Float32Array(2 * size)
        plan.forward(batch.slice(2 * size * r, 2 * size * (r + 1)), alone)
        expect(alone).toEqual(together.slice(2 * size * r, 2 * size * (r + 1)))
      }
    }
    for (const plan of [fft, big, again]) plan.free()
    expect(() => fft.forward(batch, together)).toThrow('freed')
  })

  test('agrees with the definition, forward, real and back, in place too', async () => {
    const size = 96
    const fft = await createFft(size, 'single')
    const x = wave(2 * size)
    const lines = new Float32Array(2 * size)
    fft.forward(x, lines)
    const back = lines.slice()
    fft.inverse(back, back)
    x.forEach((value, i) => {
      expect(back[i]).toBeCloseTo(value, 5)
    })
    const real = new Float32Array(size + 2)
    fft.forwardReal(x.subarray(0, size), real)
    const complex = Array.from({ length: 2 * size }, (_, i) => (i % 2 ? 0 : x[i / 2]))
    for (let k = 0; k < size; k++) {
      directLine(x, k, size).forEach((value, i) => {
        expect(lines[2 * k + i]).toBeCloseTo(value, 4)
      })
      if (k > size / 2) continue
      directLine(complex, k, size).forEach((value, i) => {
        expect(real[2 * k + i]).toBeCloseTo(value, 4)
      })
    }
    fft.free()
  })

  test('sizes', async () => {
    expect([1, 16, 100, 250, 257, 1000].map((n) => fftSizeAtLeast(n, 'single'))).toEqual([
      16, 16, 128, 256, 288, 1024,
    ])
    expect(fftSizeAtLeast(100, 'single', true)).toBe(128)
    await expect(createFft(100, 'single')).rejects.toThrow(RangeError)
    const complexOnly = await createFft(48, 'single')
    expect(() => complexOnly.forwardReal(new Float32Array(48), new Float32Array(50))).toThrow(
      RangeError,
    )
    complexOnly.free()
  })
})

describe('double precision', () => {
  test('real rows of any length, several at once', () => {
    for (const size of [1, 2, 15, 64, 97, 250]) {
      const fft = createFft(size, 'double')
      const x = Float64Array.from(wave(2 * size))
      const width = 2 * (Math.floor(size / 2) + 1)
      const lines = new Float64Array(2 * width)
      fft.forwardReal(x, lines, 2)
      for (let r = 0; r < 2; r++) {
        const row = Array.from({ length: 2 * size }, (_, i) => (i % 2 ? 0 : x[r * size + i / 2]))
        for (let k = 0; k <= size / 2; k++) {
          directLine(row, k, size).forEach((value, i) => {
            expect(lines[r * width + 2 * k + i]).toBeCloseTo(value, 10)
          })
        }
      }
    }
  })

  test('complex rows in place give what one row alone gives', () => {
    const fft = createFft(12, 'double')
    const x = Float64Array.from(wave(48))
    const alone = new Float64Array(24)
    fft.forward(x.slice(24), alone)
    fft.forward(x, x, 2)
    expect(x.slice(24)).toEqual(alone)
    fft.inverse(x, x, 2)
    wave(48).forEach((value, i) => {
      expect(x[i]).toBeCloseTo(value, 10)
    })
  })

  test('no length that is not a positive whole number', () => {
    for (const size of [0, -4, 2.5, Number.NaN])
      expect(() => createFft(size, 'double')).toThrow(RangeError)
  })
})

test('chirp-z lines, one block or many, agree with the definition', () => {
  const plan = fc.record({
    size: fc.integer({ min: 1, max: 40 }),
    first: fc.integer({ min: 0, max: 900 }),
    lines: fc.integer({ min: 1, max: 300 }),
    denominator: fc.constantFrom(1000, 1024, 4096, 77),
  })
  fc.assert(
    fc.property(plan, ({ size, first, lines, denominator }) => {
      const x = Float64Array.from(wave(2 * size))
      const output = new Float64Array(2 * lines)
      createChirpZ(size, first, lines, denominator).complex(x, output)
      for (let k = 0; k < lines; k += 7) {
        const [re, im] = directLine(x, first + k, denominator)
        expect(Math.abs(output[2 * k] - re) + Math.abs(output[2 * k + 1] - im)).toBeLessThan(1e-10)
      }
    }),
    { numRuns: 50 },
  )
})
