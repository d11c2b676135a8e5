/** The few functions of the WASM module that are used; pointers are byte offsets into its heap. */
declare module '@echogarden/pffft-wasm/simd' {
  export interface Pffft {
    /** Replaced by a new view whenever the heap grows: read it anew for every transform. */
    readonly HEAPF32: Float32Array
    _pffft_aligned_malloc(bytes: number): number
    _pffft_aligned_free(pointer: number): void
    /** 0 when the size does not split into the factors 2, 3 and 5. transform: 0 real, 1 complex. */
    _pffft_new_setup(size: number, transform: 0 | 1): number
    _pffft_destroy_setup(setup: number): void
    /** Lines in their natural order, not scaled. direction: 0 forward, 1 backward. */
    _pffft_transform_ordered(
      setup: number,
      input: number,
      output: number,
      work: number,
      direction: 0 | 1,
    ): void
  }
  export default function createPffft(options?: {
    locateFile?: (name: string) => string
  }): Promise<Pffft>
}
