/** Least squares over breathing with its harmonics and one heart tone together. */
import { dot, factor, substituteForward } from './cholesky.ts'
import { createToneProducts, dirichlet, type RateGridLayout, rateAt } from './tone-grid.ts'

export interface JointFit {
  /** Breathing rate of the best fit, Hz; NaN where no rate of the grid can be told from breathing. */
  readonly breathing: number
  /** What the best fit leaves over, squared and summed. */
  readonly left: number
  /** The same of breathing alone. */
  readonly alone: number
}

/** Below this share of its largest value the determinant says that the heart tone is a breathing one. */
const leastDeterminant = 1e-3

/**
 * Plans fits of windows of `size` samples at `rate` Hz: for each breathing rate tried, the basis
 * [1, t, cos and sin of h f t] is projected out, and what one more tone explains of the rest is
 *
 *   g(F) = c^2 / a + s^2 / b,   a = |cos|^2 - |Q' cos|^2,  c = cos' x - (Q' cos)'(Q' x), likewise s, b
 *
 * (Q orthonormal). With t from the middle of the window, even and odd parts never mix, and all inner
 * products of tones are Dirichlet kernels. `left[k]` becomes the least residual over the breathing rates
 * for heart rate k of the grid. Maximum likelihood in white noise: Kay, Fundamentals of statistical
 * signal processing (1993), section 8.9.
 *
 * @returns f(x, breathing, left): x without its mean, breathing rates to try (Hz).
 */
export function createJointFit(
  size: number,
  rate: number,
  harmonics: number,
  grid: RateGridLayout,
): (x: Float64Array, breathing: ArrayLike<number>, left: Float64Array) => JointFit {
  const { count } = grid
  const project = createToneProducts(size, grid)
  const withCosine = new Float64Array(count)
  const withSine = new Float64Array(count)
  const heart = halves(size, count, (k) => (2 * Math.PI * rateAt(grid, k)) / rate)
  const n = harmonics + 1
  const even = createPart(n)
  const odd = createPart(n)
  const ramp = (size * (size * size - 1)) / 12
  const square = Float64Array.from({ length: count }, (_, k) =>
    dirichlet(size, (4 * Math.PI * rateAt(grid, k)) / rate),
  )

  /** Factors the breathing basis, and takes it out of x; what it explains. */
  function take(x: Float64Array, w: number): number {
    even.set(0, 0, size)
    odd.set(0, 0, ramp)
    for (let i = 1; i < n; i++) {
      even.set(i, 0, dirichlet(size, i * w))
      odd.set(i, 0, -slopeOfDirichlet(size, i * w))
      for (let j = 1; j <= i; j++) {
        const [near, far] = [dirichlet(size, (i - j) * w), dirichlet(size, (i + j) * w)]
        even.set(i, j, (near + far) / 2)
        odd.set(i, j, (near - far) / 2)
      }
    }
    projectBreathing(x, w, even.known, odd.known)
    if (!even.factor() || !odd.factor()) return Number.NaN
    return dot(even.known, even.known) + dot(odd.known, odd.known)
  }

  return (x, breathing, left) => {
    const power = dot(x, x)
    project(x, withCosine, withSine)
    left.fill(Number.POSITIVE_INFINITY)
    let best = { breathing: Number.NaN, left: Number.POSITIVE_INFINITY }
    let alone = Number.POSITIVE_INFINITY
    for (let r = 0; r < breathing.length; r++) {
      const w = (2 * Math.PI * breathing[r]) / rate
      const rest = power - take(x, w)
      if (rest < alone) alone = rest
      const tones = halves(size, harmonics, (h) => (h + 1) * w)
      for (let k = 0; k < count; k++) {
        fillHeart(k, tones)
        const a = (size + square[k]) / 2 - dot(even.tone, even.tone)
        const b = (size - square[k]) / 2 - dot(odd.tone, odd.tone)
        if (!(a * b > (leastDeterminant * size * size) / 16)) continue
        const c = withCosine[k] - dot(even.tone, even.known)
        const s = withSine[k] - dot(odd.tone, odd.known)
        const over = Math.max(0, rest - (c * c) / a - (s * s) / b)
        if (over < left[k]) left[k] = over
        if (over < best.left) best = { breathing: breathing[r], left: over }
      }
    }
    return { ...best, alone }
  }

  /** Products of the heart's cosine and sine with the factored breathing basis. */
  function fillHeart(k: number, tones: ReturnType<typeof halves>): void {
    even.tone[0] = heart.whole[k] / heart.sine[k]
    odd.tone[0] = slopeAt(size, heart, k)
    for (let h = 0; h < harmonics; h++) {
      const above = heart.whole[k] * tones.wholeCosine[h]
      const beside = heart.wholeCosine[k] * tones.whole[h]
      const sum = heart.sine[k] * tones.cosine[h]
      const difference = heart.cosine[k] * tones.sine[h]
      const below = sum - difference
      const near = Math.abs(below) < 1e-9 ? size : (above - beside) / below
      const far = (above + beside) / (sum + difference)
      even.tone[h + 1] = (near + far) / 2
      odd.tone[h + 1] = (near - far) / 2
    }
    even.substitute()
    odd.substitute()
  }
}

/** One of the two halves, even or odd, of the breathing basis. */
function createPart(n: number) {
  const matrix = new Float64Array(n * n)
  const known = new Float64Array(n)
  const tone = new Float64Array(n)
  return {
    /** Products of the basis with x, then of its orthonormal form. */
    known,
    /** The same with a heart tone. */
    tone,
    set(i: number, j: number, value: number) {
      matrix[i * n + j] = value
    },
    factor() {
      if (!factor(matrix, n)) return false
      substituteForward(matrix, n, known)
      return true
    },
    substitute: () => substituteForward(matrix, n, tone),
  }
}

/** Sine and cosine of w / 2 and of size w / 2 for several w: kernels of sums come from products. */
function halves(size: number, count: number, of: (k: number) => number) {
  const w = Float64Array.from({ length: count }, (_, k) => of(k))
  return {
    sine: w.map((each) => Math.sin(each / 2)),
    cosine: w.map((each) => Math.cos(each / 2)),
    whole: w.map((each) => Math.sin((size * each) / 2)),
    wholeCosine: w.map((each) => Math.cos((size * each) / 2)),
  }
}

/** sum_n t sin(w t), t in samples from the middle: minus the derivative of the Dirichlet kernel. */
function slopeAt(size: number, at: ReturnType<typeof halves>, k: number): number {
  const { sine, cosine, whole, wholeCosine } = at
  return (whole[k] * cosine[k] - size * wholeCosine[k] * sine[k]) / (2 * sine[k] ** 2)
}

function slopeOfDirichlet(size: number, w: number): number {
  return -slopeAt(
    size,
    halves(size, 1, () => w),
    0,
  )
}

/** Products of x with 1 and cosines, and with t and sines, of the multiples of w. */
function projectBreathing(x: Float64Array, w: number, even: Float64Array, odd: Float64Array): void {
  even.fill(0)
  odd.fill(0)
  for (let n = 0; n < x.length; n++) {
    const t = n - (x.length - 1) / 2
    const c = Math.cos(w * t)
    const s = Math.sin(w * t)
    even[0] += x[n]
    odd[0] += x[n] * t
    let re = c
    let im = s
    for (let h = 1; h < even.length; h++) {
      even[h] += x[n] * re
      odd[h] += x[n] * im
      const next = re * c - im * s
      im = re * s + im * c
      re = next
    }
  }
}
