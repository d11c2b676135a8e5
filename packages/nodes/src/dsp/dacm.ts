/** Phase as the running sum of its steps: differentiate and cross-multiply (DACM). */

export const dacmSteps = ['cross-product', 'angle'] as const
export type DacmStep = (typeof dacmSteps)[number]

/**
 * Writes the phase of z - centre (interleaved, one phase a pair), 0 at the first sample.
 *
 * cross-product: p[n] = p[n-1] + (I dQ - Q dI) / (I^2 + Q^2), the extended DACM of Wang et al., IEEE
 * Trans. Instrum. Meas. 63 (2014). At constant magnitude that is sin(step) for step: right for small
 * steps only. angle: p[n] = p[n-1] + arg(z[n] conj z[n-1]), right for steps below pi, and then equal to
 * the unwrapped arctangent but for its start.
 */
export function dacm(
  z: Float32Array | Float64Array,
  centreRe: number,
  centreIm: number,
  step: DacmStep,
  output: Float64Array,
): void {
  let sum = 0
  let re = z[0] - centreRe
  let im = z[1] - centreIm
  // NaN from the start where the first sample is no answer
  output[0] = 0 * (re + im)
  for (let n = 1; n < output.length; n++) {
    const nextRe = z[2 * n] - centreRe
    const nextIm = z[2 * n + 1] - centreIm
    // I dQ - Q dI, with the terms in I Q gone
    const cross = nextIm * re - nextRe * im
    const along = step === 'angle' ? nextRe * re + nextIm * im : 0
    sum += step === 'angle' ? Math.atan2(cross, along) : cross / (nextRe * nextRe + nextIm * nextIm)
    output[n] = sum
    re = nextRe
    im = nextIm
  }
}
