/** Maximum-ratio combining of channels that see the same motion with gains of their own. */

export interface MaximumRatioOptions {
  readonly channels: number
  readonly bins: number
  /** Frames a second. */
  readonly rate: number
  /** Seconds after which a frame counts 1/e. */
  readonly memory: number
  /** Share of the values themselves beside their changes. */
  readonly direct: number
}

export interface MaximumRatio {
  /** One frame, `channels` rows of `bins` complex numbers, to `bins` complex numbers. */
  combine(frame: Float32Array, output: Float32Array): void
  reset(): void
}

/** Values count 1e-4 of their changes: 20 dB of clutter do not yet outweigh a breathing chest. */
export const maximumRatioDefaults = { memory: 20, direct: 1e-4 } as const

/**
 * Plans maximum-ratio combining: the sum with the best signal-to-noise ratio for equal noise in all
 * channels, about `channels` times that of one (Brennan, Proc. IRE 47 (1959)).
 *
 * A bin's channels hold x_k = g_k s + c_k + noise, where only s moves and the clutter c_k stands. The
 * gains come from what changes from frame to frame, d[n] = x[n] - x[n-1], where c_k is gone:
 *
 *   C[n] = a C[n-1] + d d^H + direct x x^H,   a = exp(-1 / (rate memory))
 *   v <- C v, scaled to sum |v_k| = 1 and turned;   y = v^H x
 *
 * C tends to |ds|^2 g g^H + 2 sigma^2 I, whose dominant eigenvector is g whatever the noise: the
 * diagonal, unlike a correlation with channel 0 alone, does not favour that channel. One power step a
 * frame follows it. The share of x itself settles the start and the bins in which nothing moves.
 *
 * Phase: v starts with v_0 > 0, so y has the phase of channel 0, and for equal gains its amplitude. From
 * then on v is turned to change least (v_old^H v > 0) and pulled back to v_0 > 0 with the memory as
 * time constant: holding v_0 > 0 in every frame would put the noise of one weak channel into the
 * phase, which is the measurement.
 *
 * Per-bin state; the result depends on nothing but the frames since reset(). A bin with a NaN gives NaN
 * and leaves its state alone.
 */
export function createMaximumRatio(options: MaximumRatioOptions): MaximumRatio {
  const { channels, bins, direct } = options
  const keep = Math.exp(-1 / (options.rate * options.memory))
  const pull = 1 / (options.rate * options.memory)
  const square = 2 * channels * channels
  const correlation = new Float64Array(bins * square)
  const vectors = new Float64Array(bins * 2 * channels)
  const before = new Float64Array(bins * 2 * channels)
  const x = new Float64Array(2 * channels)
  const next = new Float64Array(2 * channels)
  const started = new Uint8Array(bins)

  /** C <- C + weight u u^H, lower triangle. */
  function add(at: number, u: Float64Array, weight: number): void {
    for (let k = 0; k < 2 * channels; k += 2) {
      const re = weight * u[k]
      const im = weight * u[k + 1]
      for (let l = 0, i = at + channels * k; l <= k; l += 2, i += 2) {
        correlation[i] = correlation[i] + re * u[l] + im * u[l + 1]
        correlation[i + 1] = correlation[i + 1] + im * u[l] - re * u[l + 1]
      }
    }
  }

  /** v <- C v, scaled to sum |v_k| = 1 and turned as told above. */
  function follow(at: number, vector: number): void {
    next.fill(0)
    for (let k = 0; k < 2 * channels; k += 2) {
      for (let l = 0, i = at + channels * k; l <= k; l += 2, i += 2) {
        const re = correlation[i]
        const im = correlation[i + 1]
        addProduct(next, k, re, im, vectors, vector + l)
        if (l < k) addProduct(next, l, re, -im, vectors, vector + k)
      }
    }
    let size = 0
    let re = 0
    let im = 0
    for (let k = 0, v = vector; k < 2 * channels; k += 2, v += 2) {
      size += Math.hypot(next[k], next[k + 1])
      re += next[k] * vectors[v] + next[k + 1] * vectors[v + 1]
      im += next[k + 1] * vectors[v] - next[k] * vectors[v + 1]
    }
    if (!(size > 0)) return
    const first = Math.atan2(vectors[vector + 1], vectors[vector])
    const angle = -Math.atan2(im, re) - pull * first
    re = Math.cos(angle) / size
    im = Math.sin(angle) / size
    for (let k = 0; k < 2 * channels; k += 2) {
      vectors[vector + k] = next[k] * re - next[k + 1] * im
      vectors[vector + k + 1] = next[k] * im + next[k + 1] * re
    }
  }

  /** The first frame's v: x itself, turned to x_0 > 0. */
  function begin(vector: number): void {
    const length = Math.hypot(x[0], x[1])
    const re = length > 0 ? x[0] / length : 1
    const im = length > 0 ? -x[1] / length : 0
    for (let k = 0; k < 2 * channels; k += 2) {
      vectors[vector + k] = x[k] * re - x[k + 1] * im
      vectors[vector + k + 1] = x[k] * im + x[k + 1] * re
    }
  }

  function learn(bin: number): void {
    const at = bin * square
    const vector = bin * 2 * channels
    for (let i = at; i < at + square; i++) correlation[i] = correlation[i] * keep
    add(at, x, direct)
    if (started[bin]) {
      for (let k = 0; k < 2 * channels; k++) next[k] = x[k] - before[vector + k]
      add(at, next, 1)
    } else {
      begin(vector)
      started[bin] = 1
    }
    before.set(x, vector)
    follow(at, vector)
  }

  return {
    combine(frame, output) {
      for (let bin = 0; bin < bins; bin++) {
        let energy = 0
        for (let k = 0, i = 2 * bin; k < 2 * channels; k += 2, i += 2 * bins) {
          x[k] = frame[i]
          x[k + 1] = frame[i + 1]
          energy += x[k] * x[k] + x[k + 1] * x[k + 1]
        }
        if (Number.isFinite(energy)) learn(bin)
        let re = 0
        let im = 0
        for (let k = 0, v = bin * 2 * channels; k < 2 * channels; k += 2, v += 2) {
          re += x[k] * vectors[v] + x[k + 1] * vectors[v + 1]
          im += x[k + 1] * vectors[v] - x[k] * vectors[v + 1]
        }
        output[2 * bin] = re
        output[2 * bin + 1] = im
      }
    },
    reset() {
      correlation.fill(0)
      vectors.fill(0)
      started.fill(0)
    },
  }
}

/** sum[at] += (re + i im) * factors[from], complex. */
function addProduct(
  sum: Float64Array,
  at: number,
  re: number,
  im: number,
  factors: Float64Array,
  from: number,
): void {
  sum[at] = sum[at] + re * factors[from] - im * factors[from + 1]
  sum[at + 1] = sum[at + 1] + re * factors[from + 1] + im * factors[from]
}
