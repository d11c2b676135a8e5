/** Time against accuracy: what a chain takes for an answer, and how wrong that is. */
import { shownAs } from '@chirpflow/statistics'
import type { Results } from '../results.ts'
import { drawing, frame } from './frame.ts'
import { chainData, drawMark, type Mark } from './mark.ts'
import { at, decades, linear, logarithmic, ticks } from './scale.ts'
import { escapeText } from './words.ts'

export function drawCost(
  { table, unit }: Results,
  marks: readonly Mark[],
  width: number,
  height: number,
): string | undefined {
  const { factor, name } = shownAs[unit]
  const points = marks.flatMap((mark) => {
    const { secondsPerWindow = Number.NaN, meanAbsoluteError } = table.rows[mark.chain]
    const milliseconds = 1000 * secondsPerWindow
    const isShown = milliseconds > 0 && Number.isFinite(meanAbsoluteError.value)
    return isShown ? [{ mark, milliseconds, error: meanAbsoluteError }] : []
  })
  if (points.length === 0) return undefined
  const times = points.map(({ milliseconds }) => milliseconds)
  const [least, most] = [Math.min(...times) / 1.6, Math.max(...times) * 1.6]
  const tops = points.map(
    ({ error }) => factor * (Number.isNaN(error.high) ? error.value : error.high),
  )
  const constant = table.rows.find((row) => row.constant)
  const ceiling = factor * (constant?.meanAbsoluteError.value ?? Number.NaN)
  const top = 1.08 * Math.max(...tops, ...(Number.isFinite(ceiling) ? [ceiling] : []))
  const box = { left: 48, top: 8, right: width - 12, bottom: height - 38 }
  const x = logarithmic(least, most, box.left, box.right)
  const y = linear(0, top, box.bottom, box.top)
  const parts = [
    frame(
      box,
      {
        scale: x,
        ticks: most / least > 8 ? decades(least, most) : ticks(least, most, 6),
        label: 'time of one answer (ms)',
      },
      { scale: y, ticks: ticks(0, top, 5), label: `mean error (${name})` },
    ),
    Number.isFinite(ceiling) && constant
      ? `<line class="ceiling" x1="${box.left}" x2="${box.right}" y1="${at(y(ceiling))}" y2="${at(y(ceiling))}"/><text class="tick end" x="${box.right - 6}" y="${at(y(ceiling) - 6)}">${escapeText(constant.chain)}</text>`
      : '',
    ...points.map(({ mark, milliseconds, error }) => {
      const place = x(milliseconds)
      const whisker = Number.isNaN(error.low)
        ? ''
        : `<line class="whisker" x1="${at(place)}" x2="${at(place)}" y1="${at(y(factor * error.low))}" y2="${at(y(factor * error.high))}"/>`
      const label = `<text class="tick" x="${at(place + 8)}" y="${at(y(factor * error.value))}" dy=".35em">${mark.letter}</text>`
      return `<g ${chainData(mark)}>${whisker}${drawMark(mark, place, y(factor * error.value), 4.5)}${label}</g>`
    }),
  ]
  return drawing(width, height, 'Time of one answer against mean error', parts.join(''))
}
