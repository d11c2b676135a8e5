/** The picture of an experiment: panels of curves side by side, as an SVG file of its own. */
import { type Axis, curve, drawing, frame } from '../../packages/experiment/src/report/frame.ts'
import { linear, ticks } from '../../packages/experiment/src/report/scale.ts'
import { escapeText } from '../../packages/experiment/src/report/words.ts'

export interface Panel {
  readonly title: string
  readonly curves: readonly Curve[]
}

export interface Curve {
  /** Curves of one name are alike in every panel. */
  readonly name: string
  readonly x: readonly number[]
  readonly y: readonly number[]
}

export interface PictureAxis {
  readonly label: string
  readonly low: number
  readonly high: number
}

const panelWidth = 330
const panelHeight = 270
const keyTop = panelHeight + 8
const keyWidth = 160
const hues = ['#0067b8', '#a85400', '#0f6e3b', '#b0307f', '#5b3fd6', '#5f6200']
const dashes = ['', '6 3', '2 3', '8 3 2 3', '', '6 3']

/** Dark on light whatever page it stands on. */
const style = `<style>.field{fill:#f7f9fb}.grid{stroke:#d5dbe3}text{font:11px system-ui,sans-serif;fill:#434d5b}.middle{text-anchor:middle}.end{text-anchor:end}.title{font-weight:600;fill:#151a21}.curve{fill:none;stroke-width:1.8;stroke-linejoin:round}</style>`

/** The text of an SVG file; curves that leave the axes are cut off there. */
export function drawPicture(
  title: string,
  x: PictureAxis,
  y: PictureAxis,
  panels: readonly Panel[],
): string {
  const names = [...new Set(panels.flatMap(({ curves }) => curves.map(({ name }) => name)))]
  const width = panelWidth * panels.length
  const inRow = Math.max(1, Math.floor(width / keyWidth))
  const height = panelHeight + 10 + 20 * Math.ceil(names.length / inRow)
  const parts = panels.map((panel, at) => {
    const inside = drawPanel(panel, x, y, names)
    return `<g transform="translate(${at * panelWidth} 0)">${inside}</g>`
  })
  const keys = names.map((name, at) => {
    const [left, middle] = [20 + keyWidth * (at % inRow), keyTop + 20 * Math.floor(at / inRow)]
    const sample = `<path class="curve" ${lookOf(at)} d="M${left} ${middle}h24"/>`
    return `${sample}<text x="${left + 30}" y="${middle}" dy=".35em">${escapeText(name)}</text>`
  })
  const back = `<rect width="${width}" height="${height}" fill="#fff"/>`
  const svg = drawing(width, height, title, [style, back, ...parts, ...keys].join('\n'))
  return `${svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')}\n`
}

function drawPanel(
  { title, curves }: Panel,
  x: PictureAxis,
  y: PictureAxis,
  names: readonly string[],
): string {
  const box = { left: 48, top: 24, right: panelWidth - 12, bottom: panelHeight - 38 }
  const across: Axis = {
    scale: linear(x.low, x.high, box.left, box.right),
    ticks: ticks(x.low, x.high, 6),
    label: x.label,
  }
  const up: Axis = {
    scale: linear(y.low, y.high, box.bottom, box.top),
    ticks: ticks(y.low, y.high, 6),
    label: y.label,
  }
  const paths = curves.map((one) => {
    const inside = one.y.map((value) => Math.min(y.high, Math.max(y.low, value)))
    const path = curve(one.x, inside, across.scale, up.scale)
    return `<path class="curve" ${lookOf(names.indexOf(one.name))} d="${path}"/>`
  })
  const heading = `<text class="title middle" x="${(box.left + box.right) / 2}" y="15">${escapeText(title)}</text>`
  return [heading, frame(box, across, up), ...paths].join('')
}

const lookOf = (at: number) =>
  `stroke="${hues[at % hues.length]}" stroke-dasharray="${dashes[at % dashes.length] || 'none'}"`
