/** How many of all moments are answered within an error: one curve a chain. */
import { shownAs } from '@chirpflow/statistics'
import type { Results } from '../results.ts'
import { drawing, frame } from './frame.ts'
import { chainData, type Mark } from './mark.ts'
import { at, linear, ticks } from './scale.ts'

/** 1/min, or cm; what lies farther is wrong, however far. */
const farthest = 15
const steps = 150

export function drawErrors(
  { recordings, unit }: Results,
  marks: readonly Mark[],
  width: number,
  height: number,
): string {
  const { factor, name } = shownAs[unit]
  const box = { left: 48, top: 8, right: width - 12, bottom: height - 38 }
  const x = linear(0, farthest, box.left, box.right)
  const y = linear(0, 100, box.bottom, box.top)
  const curves = marks.map((mark) => {
    const errors: number[] = []
    let moments = 0
    for (const { reference, answers } of recordings) {
      for (const [moment, truth] of reference.entries()) {
        if (!(truth > 0)) continue
        moments++
        const error = Math.abs(factor * (answers[mark.chain][moment] - truth))
        if (Number.isFinite(error)) errors.push(error)
      }
    }
    errors.sort((a, b) => a - b)
    let within = 0
    const points = Array.from({ length: steps + 1 }, (_, step) => {
      const error = (farthest * step) / steps
      while (within < errors.length && errors[within] <= error) within++
      return `${at(x(error))} ${at(y((100 * within) / Math.max(1, moments)))}`
    })
    return `<path class="curve" ${chainData(mark)} d="M${points.join('L')}"/>`
  })
  const parts = [
    frame(
      box,
      { scale: x, ticks: ticks(0, farthest, 5), label: `error of at most (${name})` },
      { scale: y, ticks: ticks(0, 100, 5), label: 'of all moments (%)' },
    ),
    ...curves,
  ]
  return drawing(width, height, 'Share of all moments answered within an error', parts.join(''))
}
