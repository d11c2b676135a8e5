/** Bland-Altman: the difference of chain and reference over their mean, with limits of agreement. */
import { shownAs } from '@chirpflow/statistics'
import type { Results } from '../results.ts'
import { drawing, frame } from './frame.ts'
import { chainData, type Mark } from './mark.ts'
import { at, linear, rangeOf, ticks } from './scale.ts'
import { plain } from './words.ts'

/** Points of one chain; of more, evenly chosen ones. */
const mostPoints = 1200

interface Point {
  readonly mean: number
  readonly difference: number
}

/** Answers beside their reference, as they are shown. */
function pointsOf({ recordings, unit }: Results, { chain }: Mark): readonly Point[] {
  const { factor } = shownAs[unit]
  return recordings.flatMap(({ reference, answers }) =>
    reference.flatMap((truth, moment) => {
      const answer = answers[chain][moment]
      if (!(truth > 0) || !Number.isFinite(answer)) return []
      return [{ mean: (factor * (answer + truth)) / 2, difference: factor * (answer - truth) }]
    }),
  )
}

/** One small plot a chain, all on one scale. */
export function drawAgreement(
  results: Results,
  marks: readonly Mark[],
  width: number,
  height: number,
): readonly string[] {
  const { factor, name, unit } = shownAs[results.unit]
  const all = marks.map((mark) => pointsOf(results, mark))
  const [left, right] = rangeOf(all.flatMap((list) => list.map(({ mean }) => mean))) ?? [40, 100]
  const limits = marks.flatMap(({ chain }) => {
    const { lower, upper } = results.table.rows[chain].agreement
    return [factor * lower, factor * upper]
  })
  const differences = all.flatMap((list) => list.map(({ difference }) => difference))
  const reach = Math.max(...(rangeOf([...differences, ...limits]) ?? [5]).map(Math.abs))
  return marks.map((mark, index) => {
    const box = { left: 48, top: 8, right: width - 46, bottom: height - 38 }
    const x = linear(left, right, box.left, box.right)
    const y = linear(-reach, reach, box.bottom, box.top)
    const points = all[index]
    const stride = Math.max(1, Math.ceil(points.length / mostPoints))
    const dots = points
      .filter((_, place) => place % stride === 0)
      .map(({ mean, difference }) => `M${at(x(mean))} ${at(y(difference))}h0`)
    const { bias, lower, upper } = results.table.rows[mark.chain].agreement
    let free = -Infinity
    // From the top down; a word that would lie on the one above moves below it.
    const line = (value: number, kind: string) => {
      if (!Number.isFinite(value)) return ''
      const place = at(y(factor * value))
      const sign = value > 0 ? '+' : ''
      const word = Math.max(y(factor * value), free)
      free = word + 12
      return `<line class="${kind}" x1="${box.left}" x2="${box.right}" y1="${place}" y2="${place}"/><text class="tick" x="${box.right + 5}" y="${at(word)}" dy=".35em">${sign}${plain(factor * value, 1)}</text>`
    }
    const parts = [
      frame(
        box,
        { scale: x, ticks: ticks(left, right, 4), label: `mean of chain and reference (${name})` },
        { scale: y, ticks: ticks(-reach, reach, 5), label: `chain − reference (${name})` },
      ),
      `<path class="dots" d="${dots.join('')}"/>`,
      line(upper, 'limit'),
      line(bias, 'bias'),
      line(lower, 'limit'),
    ]
    const title = `Bland-Altman of ${mark.name}: bias ${plain(factor * bias, 1)}, limits ${plain(factor * lower, 1)} to ${plain(factor * upper, 1)} ${unit}`
    return drawing(width, height, title, `<g ${chainData(mark)}>${parts.join('')}</g>`)
  })
}
