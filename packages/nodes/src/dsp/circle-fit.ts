/** Circle fits to complex samples: the centre is what static echoes add to a moving chest's phasor. */

export const circleMethods = ['kasa', 'pratt', 'taubin'] as const
export type CircleMethod = (typeof circleMethods)[number]

export interface Circle {
  readonly re: number
  readonly im: number
  readonly radius: number
  /** Root mean square of |z - centre| - radius. */
  readonly residual: number
}

/** Means over the samples about their centre: x, y, s = x^2 + y^2. */
interface Moments {
  readonly xx: number
  readonly xy: number
  readonly yy: number
  readonly sx: number
  readonly sy: number
  readonly ss: number
}

/**
 * Fits a circle to z (interleaved, at least three samples).
 *
 * Kasa 1976 minimises sum (|z - c|^2 - r^2)^2 and shrinks short noisy arcs; Pratt 1987 and Taubin 1991
 * divide by the gradient and do not. All three solve (M - eta) c = (sx, sy) / 2 with M the 2 x 2
 * covariance about the mean: Kasa with eta = 0, the others with the smallest root eta >= 0 of a
 * polynomial, found by Newton's method from 0, where it rises without fail (Chernov, Circular and
 * Linear Regression, 2010, sections 5.5 to 5.9). Samples on a line give infinities or NaN.
 */
export function fitCircle(method: CircleMethod, z: Float32Array | Float64Array): Circle {
  const count = z.length / 2
  let meanRe = 0
  let meanIm = 0
  for (let i = 0; i < z.length; i += 2) {
    meanRe += z[i]
    meanIm += z[i + 1]
  }
  meanRe /= count
  meanIm /= count
  const m = momentsOf(z, meanRe, meanIm)
  const eta = method === 'kasa' ? 0 : smallestRoot(m, method === 'pratt' ? 4 : 0)
  const determinant = (m.xx - eta) * (m.yy - eta) - m.xy * m.xy
  const x = (m.sx * (m.yy - eta) - m.sy * m.xy) / (2 * determinant)
  const y = (m.sy * (m.xx - eta) - m.sx * m.xy) / (2 * determinant)
  const radius = Math.sqrt(x * x + y * y + m.xx + m.yy + (method === 'pratt' ? 2 * eta : 0))
  const re = meanRe + x
  const im = meanIm + y
  let square = 0
  for (let i = 0; i < z.length; i += 2) {
    const u = z[i] - re
    const v = z[i + 1] - im
    const miss = Math.sqrt(u * u + v * v) - radius
    square += miss * miss
  }
  return { re, im, radius, residual: Math.sqrt(square / count) }
}

function momentsOf(z: Float32Array | Float64Array, meanRe: number, meanIm: number): Moments {
  let xx = 0
  let xy = 0
  let yy = 0
  let sx = 0
  let sy = 0
  let ss = 0
  for (let i = 0; i < z.length; i += 2) {
    const x = z[i] - meanRe
    const y = z[i + 1] - meanIm
    const s = x * x + y * y
    xx += x * x
    xy += x * y
    yy += y * y
    sx += s * x
    sy += s * y
    ss += s * s
  }
  const count = z.length / 2
  return {
    xx: xx / count,
    xy: xy / count,
    yy: yy / count,
    sx: sx / count,
    sy: sy / count,
    ss: ss / count,
  }
}

/** Characteristic polynomial of Pratt's (quartic 4) or Taubin's (quartic 0, cubic 4 s) pencil. */
function smallestRoot(m: Moments, quartic: number): number {
  const s = m.xx + m.yy
  const area = m.xx * m.yy - m.xy * m.xy
  const cubic = quartic === 0 ? 4 * s : 0
  const a2 = (quartic === 0 ? 0 : 4 * area) - 3 * s * s - m.ss
  const a1 = m.ss * s + 4 * area * s - m.sx * m.sx - m.sy * m.sy - s * s * s
  const a0 =
    m.sx * m.sx * m.yy + m.sy * m.sy * m.xx - m.ss * area - 2 * m.sx * m.sy * m.xy + s * s * area
  let root = 0
  let last = Number.POSITIVE_INFINITY
  for (let step = 0; step < 99; step++) {
    const value = a0 + root * (a1 + root * (a2 + root * (cubic + root * quartic)))
    const slope = a1 + root * (2 * a2 + root * (3 * cubic + root * 4 * quartic))
    const next = root - value / slope
    // past the accuracy of the polynomial the steps turn to noise: stop before they lead away
    if (next === root || !Number.isFinite(next) || Math.abs(value) >= last) break
    last = Math.abs(value)
    root = next
  }
  return root
}
