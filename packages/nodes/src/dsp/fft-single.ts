/** Single precision Fourier transforms by pffft's SIMD WASM, batched row by row. */
/// <reference path="./pffft.d.ts" />
import createPffft, { type Pffft } from '@echogarden/pffft-wasm/simd'
import type { Fft } from './fft-plan.ts'

let loading: Promise<Pffft> | undefined

/** The thread's one WASM instance. A failed load is tried again at the next call. */
function loadPffft(): Promise<Pffft> {
  loading ??= createPffft().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

/** Rows that a stage holds. */
export const rowsAtOnce = 16

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

/** Rows inside the WASM heap, for callers that write and read there themselves. */
export interface SingleStage {
  /** The heap as it is now; another plan may make it grow, so ask before every use. */
  memory(): Float32Array
  /** Index of the first of up to rowsAtOnce rows: 2 size numbers each (complex), size (real). */
  readonly input: number
  /** Index of the first transformed row, like the input. */
  readonly output: number
  transform(rows: number, direction: 0 | 1): void
  free(): void
}

/** Plans transforms in the heap; a real row's last line stands in place of line 0's imaginary part. */
export async function createSingleStage(size: number, complex: boolean): Promise<SingleStage> {
  const fitting = singleSizeAtLeast(size, !complex)
  if (fitting !== size) {
    const rows = complex ? 'complex' : 'real'
    throw new RangeError(`single precision takes ${rows} rows of ${fitting} points, not ${size}`)
  }
  const module = await loadPffft()
  const width = complex ? 2 * size : size
  const setup = module._pffft_new_setup(size, complex ? 1 : 0)
  const block = module._pffft_aligned_malloc(4 * width * (2 * rowsAtOnce + 1))
  const result = block + 4 * width * rowsAtOnce
  const work = result + 4 * width * rowsAtOnce
  let freed = false
  return {
    memory() {
      if (freed) throw new Error('this transform was freed')
      return module.HEAPF32
    },
    input: block / 4,
    output: result / 4,
    transform(rows, direction) {
      for (let r = 0, at = 0; r < rows; r++, at += 4 * width) {
        module._pffft_transform_ordered(setup, block + at, result + at, work, direction)
      }
    },
    free() {
      if (freed) return
      freed = true
      module._pffft_destroy_setup(setup)
      module._pffft_aligned_free(block)
    },
  }
}

/** See createFft. Throws RangeError for a size that pffft does not take. */
export async function createSingleFft(size: number): Promise<Fft<Float32Array>> {
  const complex = await createSingleStage(size, true)
  const real =
    singleSizeAtLeast(size, true) === size ? await createSingleStage(size, false) : undefined

  function run(input: Float32Array, output: Float32Array, rows: number, direction: 0 | 1): void {
    const memory = complex.memory()
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - from)
      const start = from * 2 * size
      const numbers = count * 2 * size
      memory.set(input.subarray(start, start + numbers), complex.input)
      complex.transform(count, direction)
      output.set(memory.subarray(complex.output, complex.output + numbers), start)
      if (direction === 1) {
        for (let i = start; i < start + numbers; i++) output[i] = output[i] / size
      }
    }
  }
  return {
    size,
    forward: (input, output, rows = 1) => run(input, output, rows, 0),
    inverse: (input, output, rows = 1) => run(input, output, rows, 1),
    forwardReal(input, output, rows = 1) {
      if (!real) throw new RangeError(`real rows need a multiple of 32, not ${size}`)
      if (input === output) throw new RangeError('real rows cannot be transformed in place')
      const memory = real.memory()
      for (let from = 0; from < rows; from += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, rows - from)
        memory.set(input.subarray(from * size, (from + count) * size), real.input)
        real.transform(count, 0)
        for (let r = 0; r < count; r++) {
          const at = real.output + r * size
          const to = (from + r) * (size + 2)
          output.set(memory.subarray(at, at + size), to)
          output[to + size] = output[to + 1]
          output[to + 1] = 0
          output[to + size + 1] = 0
        }
      }
    },
    free() {
      complex.free()
      real?.free()
    },
  }
}
