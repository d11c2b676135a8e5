import { expect, test } from 'vitest'
import { createMaximumRatio, maximumRatioDefaults } from './maximum-ratio.ts'

/** Normal numbers from a fixed seed (Box-Muller on a linear congruential generator). */
function normal(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

interface Scene {
  readonly gains: readonly (readonly [number, number])[]
  readonly clutter: number
  readonly noise: number
}

/** Runs 2400 frames at 20 Hz; returns, for the last 400, combined samples beside s and channel 0. */
function run({ gains, clutter, noise }: Scene) {
  const channels = gains.length
  const plan = createMaximumRatio({ channels, bins: 1, rate: 20, ...maximumRatioDefaults })
  const random = normal(7)
  const frame = new Float32Array(2 * channels)
  const output = new Float32Array(2)
  const rows: { y: [number, number]; s: [number, number] }[] = []
  for (let n = 0; n < 2400; n++) {
    const angle =
      6 * Math.sin((2 * Math.PI * 0.3 * n) / 20) + 1.5 * Math.sin((2 * Math.PI * 1.1 * n) / 20)
    const s: [number, number] = [Math.cos(angle), Math.sin(angle)]
    gains.forEach(([re, im], k) => {
      frame[2 * k] = re * s[0] - im * s[1] + clutter * Math.cos(3 * k * k) + noise * random()
      frame[2 * k + 1] = re * s[1] + im * s[0] + clutter * Math.sin(3 * k * k) + noise * random()
    })
    plan.combine(frame, output)
    if (n >= 2000) rows.push({ y: [output[0], output[1]], s })
  }
  return rows
}

/** Least-squares y = a s + b: a, and |a|^2 over the power of what is left. */
function quality(rows: ReturnType<typeof run>) {
  const mean = (pick: (row: (typeof rows)[0]) => number) =>
    rows.reduce((sum, row) => sum + pick(row), 0) / rows.length
  const s = [mean((r) => r.s[0]), mean((r) => r.s[1])] as const
  const y = [mean((r) => r.y[0]), mean((r) => r.y[1])] as const
  const centred = rows.map((r) => ({
    s: [r.s[0] - s[0], r.s[1] - s[1]] as const,
    y: [r.y[0] - y[0], r.y[1] - y[1]] as const,
  }))
  let re = 0
  let im = 0
  let power = 0
  for (const r of centred) {
    re += r.y[0] * r.s[0] + r.y[1] * r.s[1]
    im += r.y[1] * r.s[0] - r.y[0] * r.s[1]
    power += r.s[0] ** 2 + r.s[1] ** 2
  }
  re /= power
  im /= power
  let rest = 0
  for (const r of centred) {
    rest += (r.y[0] - re * r.s[0] + im * r.s[1]) ** 2 + (r.y[1] - re * r.s[1] - im * r.s[0]) ** 2
  }
  return { gain: [re, im] as const, snr: ((re * re + im * im) * rows.length) / rest }
}

const unit = (angle: number): [number, number] => [Math.cos(angle), Math.sin(angle)]

test("four equal channels give four times the signal-to-noise ratio, at channel 0's phase", () => {
  const noise = 0.3
  for (const clutter of [0, 5]) {
    const gains = [unit(0.4), unit(2), unit(-1.3), unit(3)]
    const { gain, snr } = quality(run({ gains, clutter, noise }))
    const one = 1 / (2 * noise * noise)
    expect(snr / one).toBeGreaterThan(3.5)
    expect(snr / one).toBeLessThan(4.5)
    expect(Math.atan2(gain[1], gain[0])).toBeCloseTo(0.4, 1)
    expect(Math.hypot(...gain)).toBeCloseTo(1, 1)
  }
})

test('unequal channels reach the sum of their ratios, also when channel 0 is the weakest', () => {
  const noise = 0.3
  const gains = [0.3, 1, 0.7].map((a, k) => unit(k).map((p) => a * p) as [number, number])
  const { snr, gain } = quality(run({ gains, clutter: 2, noise }))
  const ideal = (0.09 + 1 + 0.49) / (2 * noise * noise)
  expect(snr / ideal).toBeGreaterThan(0.85)
  expect(snr / ideal).toBeLessThan(1.15)
  expect(Math.abs(Math.atan2(gain[1], gain[0]))).toBeLessThan(0.2)
})

test('the first frame is combined in phase, and a frame of NaN leaves the state alone', () => {
  const plan = createMaximumRatio({ channels: 2, bins: 1, rate: 20, ...maximumRatioDefaults })
  const output = new Float32Array(2)
  const frame = Float32Array.of(1, 0, 0, 1)
  plan.combine(frame, output)
  expect([...output]).toEqual([1, 0])
  plan.combine(
    frame.map(() => Number.NaN),
    output,
  )
  expect(output[0]).toBeNaN()
  plan.combine(frame, output)
  expect(output[0]).toBeCloseTo(1, 6)
  expect(output[1]).toBeCloseTo(0, 6)
})
