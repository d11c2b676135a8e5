/** Unit-variance Gaussian noise smoothed by a Hann kernel, at any time, over unbounded time. */
import type { Random } from './random.ts'

/** White values within one kernel: 0.25 s apart for the 10 s of a rate, 0.05 s for 2 s of a walk. */
const values = 40

/**
 * g(t) = sum_k w_k h(t - k D) / sqrt(sum_k h^2), h(u) = (1 - cos(2 pi u / W)) / 2 on [0, W),
 * D = W / 40, w_k white standard normal. The kernel is evaluated at the time asked for instead of
 * interpolating a smoothed sequence, and sum_k h^2 = 3 * 40 / 8 at every t, so the variance is one
 * throughout and the process is the same whatever the times it is asked at.
 *
 * @param width W, seconds.
 * @returns g; successive times in seconds, from 0 on, must not fall.
 */
export function createSmoothNoise(width: number, random: Random): (time: number) => number {
  const white = Float64Array.from({ length: values }, () => random.normal())
  const turn = (2 * Math.PI) / values
  let newest = values - 1
  let [level, cosine, sine] = [0, 0, 0]

  // cos(2 pi t / W - 2 pi k / 40) splits, so between two white values three sums say it all.
  function sum(): void {
    level = cosine = sine = 0
    for (let slot = 0; slot < values; slot++) {
      level += white[slot]
      cosine += white[slot] * Math.cos(turn * slot)
      sine += white[slot] * Math.sin(turn * slot)
    }
  }

  sum()
  return (time) => {
    // Value k = newest enters at the start of step `newest`; time 0 is the start of step 39.
    const place = (time / width) * values + values - 1
    if (place >= newest + 1) {
      while (newest + 1 <= place) white[++newest % values] = random.normal()
      sum()
    }
    const angle = turn * place
    const smoothed = level - cosine * Math.cos(angle) - sine * Math.sin(angle)
    return smoothed / Math.sqrt(1.5 * values)
  }
}
