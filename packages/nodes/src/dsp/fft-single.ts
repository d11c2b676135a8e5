/** Single precision Fourier transforms by pffft's SIMD WASM, batched row by row. */
/// <reference path="./pffft.d.ts" />
import createPffft, { type Pffft } from '@echogarden/pffft-wasm/simd'
import type { Fft } from './fft.ts'

let loading: Promise<Pffft> | undefined

/** The thread's one WASM instance. A failed load is tried again at the next call. */
function loadPffft(): Promise<Pffft> {
  loading ??= createPffft().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

const rowsAtOnce = 64

/** pffft splits N / 4 into vectors of 4: N = 2^a 3^b 5^c, a multiple of 16 (complex) or 32 (real). */
export function singleSizeAtLeast(n: number, real: boolean): number {
  const step = real ? 32 : 16
  let size = step * Math.max(1, Math.ceil(n / step))
  while (!isSmooth(size)) size += step
  return size
}

function isSmooth(size: number): boolean {
  for (const factor of [2, 3, 5]) while (size % factor === 0) size /= factor
  return size === 1
}

/** See createFft. Throws RangeError for a size that pffft does not take. */
export async function createSingleFft(size: number): Promise<Fft<Float32Array>> {
  if (singleSizeAtLeast(size, false) !== size) {
    throw new RangeError(
      `single precision takes ${singleSizeAtLeast(size, false)} points instead of ${size}`,
    )
  }
  const module = await loadPffft()
  const width = 2 * size
  const complexSetup = module._pffft_new_setup(size, 1)
  const realSetup = singleSizeAtLeast(size, true) === size ? module._pffft_new_setup(size, 0) : 0
  const block = module._pffft_aligned_malloc(4 * width * (rowsAtOnce + 1))
  const work = block + 4 * width * rowsAtOnce
  let freed = false

  /** Transforms up to rowsAtOnce rows of `stride` numbers that lie in the block, in place. */
  function transform(setup: number, stride: number, rows: number, direction: 0 | 1): void {
    for (let r = 0, at = block; r < rows; r++, at += 4 * stride) {
      module._pffft_transform_ordered(setup, at, at, work, direction)
    }
  }
  function heap(): Float32Array {
    if (freed) throw new Error('this transform was freed')
    return module.HEAPF32
  }
  function run(input: Float32Array, output: Float32Array, rows: number, direction: 0 | 1): void {
    const memory = heap()
    const start = block / 4
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - from)
      const numbers = count * width
      memory.set(input.subarray(from * width, from * width + numbers), start)
      transform(complexSetup, width, count, direction)
      if (direction === 1) {
        for (let i = start; i < start + numbers; i++) memory[i] = memory[i]! / size
      }
      output.set(memory.subarray(start, start + numbers), from * width)
    }
  }
  return {
    size,
    forward: (input, output, rows = 1) => run(input, output, rows, 0),
    inverse: (input, output, rows = 1) => run(input, output, rows, 1),
    forwardReal(input, output, rows = 1) {
      if (realSetup === 0) throw new RangeError(`real rows need a multiple of 32, not ${size}`)
      if (input === output) throw new RangeError('real rows cannot be transformed in place')
      const memory = heap()
      const start = block / 4
      const out = size + 2
      for (let from = 0; from < rows; from += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, rows - from)
        memory.set(input.subarray(from * size, (from + count) * size), start)
        transform(realSetup, size, count, 0)
        for (let r = 0; r < count; r++) {
          const at = start + r * size
          const to = (from + r) * out
          output.set(memory.subarray(at, at + size), to)
          // pffft keeps the (real) last line in the place of line 0's imaginary part
          output[to + size] = output[to + 1]!
          output[to + 1] = 0
          output[to + size + 1] = 0
        }
      }
    },
    free() {
      if (freed) return
      freed = true
      module._pffft_destroy_setup(complexSetup)
      if (realSetup !== 0) module._pffft_destroy_setup(realSetup)
      module._pffft_aligned_free(block)
    },
  }
}
