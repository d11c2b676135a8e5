/** Rates over time: what each chain answered, and the reference. */
import { type JudgedUnit, shownAs } from '@chirpflow/statistics'
import type { RecordingResult, Results } from '../results.ts'
import { curve, drawing, frame } from './frame.ts'
import { chainData, type Mark } from './mark.ts'
import { linear, rangeOf, ticks } from './scale.ts'
import { escapeText } from './words.ts'

/** More would be no picture any more. */
export const mostRecordings = 6
export const mostCurves = 5

/** The chains of least error, in the chains' order. */
export function nearest({ table }: Results, marks: readonly Mark[], most: number): readonly Mark[] {
  const errorOf = ({ chain }: Mark) => table.rows[chain].meanAbsoluteError.value
  return [...marks]
    .sort((a, b) => (errorOf(a) || Infinity) - (errorOf(b) || Infinity))
    .slice(0, most)
    .sort((a, b) => a.chain - b.chain)
}

export function drawRates(
  recording: RecordingResult,
  marks: readonly Mark[],
  unit: JudgedUnit,
  width: number,
  height: number,
): string {
  const box = { left: 48, top: 8, right: width - 10, bottom: height - 38 }
  const { time } = recording
  const { factor, name, noun } = shownAs[unit]
  const reference = recording.reference.map((value) => factor * value)
  const answers = marks.map(({ chain }) => recording.answers[chain].map((value) => factor * value))
  const [low, high] = rangeOf([...reference, ...answers.flat()]) ?? [0, 100]
  const x = linear(time[0] ?? 0, time.at(-1) ?? 1, box.left, box.right)
  const y = linear(low, high, box.bottom, box.top)
  const parts = [
    frame(
      box,
      { scale: x, ticks: ticks(x.low, x.high, width / 110), label: 'time (s)' },
      { scale: y, ticks: ticks(low, high, height / 60), label: `${noun} (${name})` },
    ),
    ...answers.map((values, at) => {
      const dash = at % 2 === 1 ? ' dashed' : ''
      return `<path class="curve${dash}" ${chainData(marks[at])} d="${curve(time, values, x, y)}"/>`
    }),
    `<path class="truth" d="${curve(time, reference, x, y)}"/>`,
  ]
  return drawing(width, height, `${noun}s over time, ${recording.name}`, parts.join(''))
}

export function ratesLegend(marks: readonly Mark[]): string {
  const items = marks.map((mark, at) => {
    const line = `<svg class="icon" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true"><path class="curve${at % 2 === 1 ? ' dashed' : ''}" d="M1 6H19"/></svg>`
    return `<span class="key" ${chainData(mark)}>${line}${mark.letter} ${escapeText(mark.name)}</span>`
  })
  const truth =
    '<span class="key"><svg class="icon" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true"><path class="truth" d="M1 6H19"/></svg>Reference</span>'
  return `<div class="legend">${items.join('')}${truth}</div>`
}
