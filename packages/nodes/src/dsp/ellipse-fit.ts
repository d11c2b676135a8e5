/** Ellipse fit to complex samples: what unequal and skewed I and Q channels make of a circle. */

/** I = A cos p + re, Q = gain A sin(p + skew) + im. */
export interface Imbalance {
  readonly re: number
  readonly im: number
  readonly gain: number
  /** rad. */
  readonly skew: number
}

/**
 * Fits an ellipse to z (interleaved, at least five samples) and reads the imbalance off it; NaN where
 * the samples have no ellipse (a line, a point).
 *
 * Direct least squares of a x^2 + b x y + c y^2 + d x + e y + f under 4 a c - b^2 = 1 (Fitzgibbon et al.
 * 1999), the linear part eliminated (Halir & Flusser 1998). With q = (a + c, a - c, b) the constraint is
 * q' J q = 1, J = diag(1, -1, -1), so q solves R q = l J q for the one positive root l of
 * det(R - l J): it is at most R[0][0], from where Newton's method falls to it without fail.
 */
export function fitEllipse(z: Float32Array | Float64Array): Imbalance {
  const { re, im, scale } = placeOf(z)
  const { quadratic, fold } = scatterOf(z, re, im, scale)
  const found = nullVector(shifted(quadratic, positiveRoot(quadratic)))
  const q = found.map((value) => (found[0] < 0 ? -value : value))
  const a = (q[0] + q[1]) / 2
  const b = q[2]
  const c = (q[0] - q[1]) / 2
  const [d, e] = fold.map((row) => dot(row, q))
  const determinant = b * b - 4 * a * c
  return {
    re: re + (scale * (2 * c * d - b * e)) / determinant,
    im: im + (scale * (2 * a * e - b * d)) / determinant,
    gain: Math.sqrt(a / c),
    skew: Math.asin(-b / (2 * Math.sqrt(a * c))),
  }
}

/**
 * Undoes the imbalance: I' = I - re, Q' = ((Q - im) / gain - I' sin skew) / cos skew. z interleaved,
 * output of the same length.
 */
export function correctImbalance(
  z: Float32Array | Float64Array,
  { re, im, gain, skew }: Imbalance,
  output: Float32Array | Float64Array,
): void {
  const sine = Math.sin(skew)
  const cosine = Math.cos(skew)
  for (let i = 0; i < z.length; i += 2) {
    const x = z[i] - re
    output[i + 1] = ((z[i + 1] - im) / gain - x * sine) / cosine
    output[i] = x
  }
}

/** Mean of the samples, and the farthest one's distance from it. */
function placeOf(z: Float32Array | Float64Array) {
  let re = 0
  let im = 0
  for (let i = 0; i < z.length; i += 2) {
    re += (2 * z[i]) / z.length
    im += (2 * z[i + 1]) / z.length
  }
  let square = 0
  for (let i = 0; i < z.length; i += 2) {
    square = Math.max(square, (z[i] - re) ** 2 + (z[i + 1] - im) ** 2)
  }
  return { re, im, scale: Math.sqrt(square) }
}

type Matrix = readonly (readonly number[])[]

/**
 * Scatter R of the quadratic terms (x^2 + y^2, x^2 - y^2, 2 x y) / 2 left over from their best linear
 * fit, and that fit: d and e of each quadratic term.
 */
function scatterOf(z: Float32Array | Float64Array, re: number, im: number, scale: number) {
  const count = z.length / 2
  // sums of products of x^2 + y^2, x^2 - y^2, 2 x y, x, y, 1
  const sums = Array.from({ length: 6 }, () => new Float64Array(6))
  for (let i = 0; i < z.length; i += 2) {
    const x = (z[i] - re) / scale
    const y = (z[i + 1] - im) / scale
    const terms = [(x * x + y * y) / 2, (x * x - y * y) / 2, x * y, x, y, 1]
    for (let r = 0; r < 6; r++) {
      for (let s = 0; s < 6; s++) sums[r][s] = sums[r][s] + (terms[r] * terms[s]) / count
    }
  }
  // x and y have no mean, so only they mix
  const [, , , xs, ys, ones] = sums
  const area = xs[3] * ys[4] - xs[4] * xs[4]
  const fold = [
    [0, 1, 2].map((k) => (xs[4] * ys[k] - ys[4] * xs[k]) / area),
    [0, 1, 2].map((k) => (xs[4] * xs[k] - xs[3] * ys[k]) / area),
  ]
  const quadratic = [0, 1, 2].map((r) =>
    [0, 1, 2].map((s) => sums[r][s] + xs[r] * fold[0][s] + ys[r] * fold[1][s] - ones[r] * ones[s]),
  )
  return { quadratic, fold }
}

/** R - l J. */
function shifted(r: Matrix, l: number): Matrix {
  return [
    [r[0][0] - l, r[0][1], r[0][2]],
    [r[1][0], r[1][1] + l, r[1][2]],
    [r[2][0], r[2][1], r[2][2] + l],
  ]
}

/** The positive root of det(R - l J) = det R + p l + t l^2 - l^3, where R[0][0] stands above it. */
function positiveRoot(r: Matrix): number {
  const minor = (i: number, j: number) => r[i][i] * r[j][j] - r[i][j] * r[j][i]
  const constant = dot(r[0], cross(r[1], r[2]))
  const linear = minor(0, 1) + minor(0, 2) - minor(1, 2)
  const square = r[0][0] - r[1][1] - r[2][2]
  let root = r[0][0]
  for (let step = 0; step < 99; step++) {
    const value = constant + root * (linear + root * (square - root))
    const slope = linear + root * (2 * square - 3 * root)
    const next = root - value / slope
    if (!(next < root)) break
    root = next
  }
  return root
}

/** What a singular symmetric matrix maps to 0: the longest cross product of two of its rows. */
function nullVector(m: Matrix): readonly number[] {
  const candidates = [cross(m[0], m[1]), cross(m[1], m[2]), cross(m[2], m[0])]
  return candidates.reduce((best, one) => (dot(one, one) > dot(best, best) ? one : best))
}

const dot = (a: readonly number[], b: readonly number[]) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const cross = (a: readonly number[], b: readonly number[]) => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
