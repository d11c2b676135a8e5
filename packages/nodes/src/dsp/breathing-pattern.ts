/** Breathing that changes its pattern: quiet, fast and shallow, slow and deep, quiet again. */

export const breathingPatterns = ['steady', 'changing'] as const
export type BreathingPattern = (typeof breathingPatterns)[number]

/** Factors on a person's own rate and depth (own model: the paper shows a curve and gives no figures). */
const stretches = [
  { rate: 1, depth: 1 },
  { rate: 1.5, depth: 0.6 },
  { rate: 0.7, depth: 1.3 },
  { rate: 1.2, depth: 0.9 },
] as const

/** Seconds of a stretch: four of them are the 192 s of Zhang et al. 2026, Fig. 16. */
const length = 48
/** Seconds that a change takes, at the end of a stretch. */
const change = 6

/** What rate and depth are multiplied by at a time from 0 on, s; after four stretches they repeat. */
export function patternAt(
  pattern: BreathingPattern,
  time: number,
): { readonly rate: number; readonly depth: number } {
  if (pattern === 'steady') return stretches[0]
  const place = Math.floor(time / length)
  const from = stretches[place % stretches.length]
  const to = stretches[(place + 1) % stretches.length]
  const passed = Math.max(0, 1 - (length - (time % length)) / change)
  const share = (1 - Math.cos(Math.PI * passed)) / 2
  return {
    rate: from.rate + share * (to.rate - from.rate),
    depth: from.depth + share * (to.depth - from.depth),
  }
}
