/** The frame of a plot: grid, ticks and the names of its axes. */
import { at, type Scale } from './scale.ts'
import { escapeText, plain } from './words.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Axis {
  readonly scale: Scale
  readonly ticks: readonly number[]
  readonly label: string
  show?(value: number): string
}

/** Numbers without more digits than they need. */
const short = (value: number) => plain(value, 6).replace(/\.?0+$/, '')

/** An SVG of this size, read aloud as `title`. */
export function drawing(width: number, height: number, title: string, inside: string): string {
  return `<svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(title)}">${inside}</svg>`
}

/** Lines at the ticks, their values, and what the axes are. */
export function frame({ left, top, right, bottom }: Box, x: Axis, y: Axis): string {
  const parts: string[] = [
    `<rect class="field" x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/>`,
  ]
  for (const value of y.ticks) {
    const place = at(y.scale(value))
    parts.push(`<line class="grid" x1="${left}" x2="${right}" y1="${place}" y2="${place}"/>`)
    parts.push(
      `<text class="tick end" x="${left - 6}" y="${place}" dy=".35em">${(y.show ?? short)(value)}</text>`,
    )
  }
  for (const value of x.ticks) {
    const place = at(x.scale(value))
    parts.push(`<line class="grid" x1="${place}" x2="${place}" y1="${top}" y2="${bottom}"/>`)
    parts.push(
      `<text class="tick middle" x="${place}" y="${bottom + 15}">${(x.show ?? short)(value)}</text>`,
    )
  }
  parts.push(
    `<text class="axis middle" x="${at((left + right) / 2)}" y="${bottom + 31}">${escapeText(x.label)}</text>`,
    `<text class="axis middle" transform="translate(${left - 36} ${at((top + bottom) / 2)}) rotate(-90)">${escapeText(y.label)}</text>`,
  )
  return parts.join('')
}

/** A curve with a gap wherever a value is none. Long ones keep the extremes of each stretch. */
export function curve(
  times: readonly number[],
  values: readonly number[],
  x: Scale,
  y: Scale,
  most = 1200,
): string {
  const stride = Math.max(1, Math.ceil((2 * times.length) / most))
  let path = ''
  let isDown = false
  for (let from = 0; from < times.length; from += stride) {
    for (const index of extremes(values, from, Math.min(times.length, from + stride))) {
      if (!Number.isFinite(values[index])) {
        isDown = false
        continue
      }
      path += `${isDown ? 'L' : 'M'}${at(x(times[index]))} ${at(y(values[index]))}`
      // A lone answer would be no line at all.
      if (!isDown && !Number.isFinite(values[index + 1])) path += 'h.01'
      isDown = true
    }
  }
  return path
}

/** The places to draw of a stretch, in order: its least and its largest value, and a gap. */
function extremes(values: readonly number[], from: number, to: number): number[] {
  if (to - from === 1) return [from]
  let least = -1
  let most = -1
  let gap = -1
  for (let index = from; index < to; index++) {
    if (!Number.isFinite(values[index])) gap = index
    else {
      if (least < 0 || values[index] < values[least]) least = index
      if (most < 0 || values[index] > values[most]) most = index
    }
  }
  return [...new Set([least, most, gap])].filter((index) => index >= 0).sort((a, b) => a - b)
}
