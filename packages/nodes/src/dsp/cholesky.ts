/** Small dense symmetric systems: factor once, solve by substitution. */

/**
 * Replaces the lower triangle of a symmetric positive definite matrix (n rows of n numbers) by L with
 * A = L L'; what is above the diagonal stays. False, and nothing to be used, where it is not definite.
 */
export function factor(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k]
      if (i > j) matrix[i * n + j] = sum / matrix[j * n + j]
      else if (sum > 0) matrix[i * n + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** L y = v; v becomes y. */
export function substituteForward(lower: Float64Array, n: number, v: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = v[i]
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * v[k]
    v[i] = sum / lower[i * n + i]
  }
}

/** L' w = y; y becomes w. */
export function substituteBack(lower: Float64Array, n: number, y: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i] * y[k]
    y[i] = sum / lower[i * n + i]
  }
}

/** Four sums side by side: one alone would wait for each addition. */
export function dot(a: Float64Array, b: Float64Array): number {
  const { length } = a
  const even = length - (length % 4)
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  for (let n = 0; n < even; n += 4) {
    s0 += a[n] * b[n]
    s1 += a[n + 1] * b[n + 1]
    s2 += a[n + 2] * b[n + 2]
    s3 += a[n + 3] * b[n + 3]
  }
  for (let n = even; n < length; n++) s0 += a[n] * b[n]
  return s0 + s1 + (s2 + s3)
}
