/** Limits of agreement of answers with a reference (Bland and Altman). */
import type { Agreement } from './types.ts'

/**
 * Bias and 95 % limits, bias -+ 1.96 deviations, of differences grouped by recording.
 *
 * Bland and Altman, J. Biopharm. Stat. 17:571 (2007), section 3, the true value varies: analysis of
 * variance over n recordings of m_i differences; within = MS_residual, between = (MS_recordings -
 * MS_residual) / m0 and not below 0, m0 = ((sum m_i)^2 - sum m_i^2) / ((n - 1) sum m_i),
 * deviation^2 = within + between. With one recording, or one difference in each, the plain limits of
 * Bland and Altman, Lancet 327:307 (1986): their deviation over N - 1.
 */
export function agreementOf(groups: readonly (readonly number[])[]): Agreement {
  const present = groups.filter(({ length }) => length > 0)
  const all = present.flat()
  const bias = meanOf(all)
  const n = present.length
  const deviation =
    all.length < 2
      ? Number.NaN
      : Math.sqrt(n < 2 || all.length === n ? squaresAbout(all, bias) / (all.length - 1) : total())
  return { bias, deviation, lower: bias - 1.96 * deviation, upper: bias + 1.96 * deviation }

  function total(): number {
    const means = present.map(meanOf)
    const among = present.reduce(
      (sum, { length }, group) => sum + length * (means[group] - bias) ** 2,
      0,
    )
    const residual = present.reduce((sum, group, at) => sum + squaresAbout(group, means[at]), 0)
    const squares = present.reduce((sum, { length }) => sum + length ** 2, 0)
    const size = (all.length ** 2 - squares) / ((n - 1) * all.length)
    const within = residual / (all.length - n)
    return within + Math.max(0, (among / (n - 1) - within) / size)
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function squaresAbout(values: readonly number[], centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
}
