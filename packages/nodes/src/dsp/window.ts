/** Tapers, in the periodic form that spectra need (scipy.signal.get_window). */

export const windowNames = ['hann', 'rectangular', 'blackman'] as const
export type WindowName = (typeof windowNames)[number]

/** Half the width of the main lobe, in lines of an untapered, unpadded transform. */
export const mainLobe: Record<WindowName, number> = { rectangular: 1, hann: 2, blackman: 3 }

/** Coefficients a of w[n] = sum_k (-1)^k a_k cos(2 pi k n / size); Harris, Proc. IEEE 66 (1978). */
const cosines: Record<WindowName, readonly number[]> = {
  rectangular: [1],
  hann: [0.5, 0.5],
  blackman: [0.42, 0.5, 0.08],
}

/** The taper's `size` values. */
export function createWindow(name: WindowName, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, n) =>
    cosines[name].reduce(
      (sum, a, k) => sum + (-1) ** k * a * Math.cos((2 * Math.PI * k * n) / size),
      0,
    ),
  )
}
