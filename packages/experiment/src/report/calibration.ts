/** Whether answers are right as often as they state: a reliability curve a chain. */
import type { Results } from '../results.ts'
import { drawing, frame } from './frame.ts'
import { chainData, drawMark, type Mark } from './mark.ts'
import { at, linear, ticks } from './scale.ts'

/** With fewer answers a band's share says little, and is left out of the drawing. */
const leastAnswers = 10

/** Nothing where no chain states a confidence. */
export function drawCalibration(
  { table }: Results,
  marks: readonly Mark[],
  width: number,
  height: number,
): string | undefined {
  const stating = marks.filter(({ chain }) => table.rows[chain].calibration)
  if (stating.length === 0) return undefined
  const box = { left: 48, top: 8, right: width - 12, bottom: height - 38 }
  const x = linear(0, 100, box.left, box.right)
  const y = linear(0, 100, box.bottom, box.top)
  const curves = stating.map((mark) => {
    const bands = table.rows[mark.chain].calibration?.bands ?? []
    const points = bands
      .filter(({ answers }) => answers >= leastAnswers)
      .map(({ stated, found }) => [x(100 * stated), y(100 * found.value)] as const)
    const path = points.map(([px, py]) => `${at(px)} ${at(py)}`).join('L')
    const dots = points.map(([px, py]) => drawMark(mark, px, py, 3))
    return points.length === 0
      ? ''
      : `<g ${chainData(mark)}><path class="curve" d="M${path}"/>${dots.join('')}</g>`
  })
  const parts = [
    frame(
      box,
      { scale: x, ticks: ticks(0, 100, 5), label: 'stated confidence (%)' },
      { scale: y, ticks: ticks(0, 100, 5), label: 'right within 4 % (%)' },
    ),
    `<path class="grid" d="M${at(x(0))} ${at(y(0))}L${at(x(100))} ${at(y(100))}"/>`,
    ...curves,
  ]
  return drawing(width, height, 'Share of right answers by stated confidence', parts.join(''))
}
