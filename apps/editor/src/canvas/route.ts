/** How a wire runs: a bezier to the right, or back under its row where the target lies to the left. */
import type { Box } from '../document/places.ts'
import type { Point } from './sizes.ts'

export interface Route {
  /** An SVG path. */
  readonly d: string
  /** Points along it, close enough to tell whether something lies on it. */
  readonly points: readonly Point[]
  readonly middle: Point
}

/** Room below a row, beside a frame, beside a node; and between two wires that run side by side. */
const under = 20
const besideFrame = 8
const besideNode = 20
const apart = 7
const corner = 8

export function runsBack(from: Point, to: Point): boolean {
  return to[0] < from[0] + 8
}

/** To the right: leaves and enters level. */
export function bezier(from: Point, to: Point): Route {
  const reach = Math.max(12, Math.min(120, Math.abs(to[0] - from[0]) / 2, 400))
  const [a, b] = [from[0] + reach, to[0] - reach]
  const points = Array.from({ length: 17 }, (_, index): Point => {
    const t = index / 16
    const s = 1 - t
    const at = (p: number, q: number, r: number, e: number) =>
      s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * e
    return [at(from[0], a, b, to[0]), at(from[1], from[1], to[1], to[1])]
  })
  const d =
    Math.abs(from[1] - to[1]) < 0.5
      ? `M${round(from)}L${round(to)}`
      : `M${round(from)}C${round([a, from[1]])} ${round([b, to[1]])} ${round(to)}`
  return { d, points, middle: points[8] }
}

/** Where a wire that returns runs: out to the right at `right`, back at `y`, in from `left`. */
export interface Track {
  readonly right: number
  readonly y: number
  readonly left: number
}

/**
 * The track below the source's row. `boxes` are all cards, `frames` all boxes behind them; `place`
 * counts the wires that share it.
 */
export function trackUnder(
  source: Box,
  target: Box,
  boxes: readonly Box[],
  frames: readonly Box[],
  place = 0,
): Track {
  const shift = place * apart
  const outer = (box: Box) => frames.filter((frame) => holds(frame, box))
  const [left, right] = [Math.min(source.left, target.left), source.right]
  const inRow = boxes.filter(
    (box) =>
      box.top < source.bottom && box.bottom > source.top && box.left < right && box.right > left,
  )
  const bottom = Math.max(
    source.bottom,
    ...inRow.map((box) => box.bottom),
    ...outer(source).map((frame) => frame.bottom),
  )
  const below = [...boxes, ...frames].filter(
    (box) => box.top >= bottom && box.left < right && box.right > left,
  )
  const next = Math.min(Number.POSITIVE_INFINITY, ...below.map((box) => box.top))
  const wanted = bottom + under + shift
  return {
    right:
      Math.max(
        source.right + besideNode,
        ...outer(source).map((frame) => frame.right + besideFrame),
      ) + shift,
    y: wanted > next - 6 ? (bottom + next) / 2 : wanted,
    left:
      Math.min(
        target.left - besideNode,
        ...outer(target).map((frame) => frame.left - besideFrame),
      ) - shift,
  }
}

/** Along a track, with round corners. */
export function back(from: Point, to: Point, { right, y, left }: Track): Route {
  const points: Point[] = [from, [right, from[1]], [right, y], [left, y], [left, to[1]], to]
  let d = `M${round(from)}`
  for (let index = 1; index < points.length - 1; index++) {
    const [before, at, after] = [points[index - 1], points[index], points[index + 1]]
    const radius = Math.min(corner, distance(before, at) / 2, distance(at, after) / 2)
    d += `L${round(toward(at, before, radius))}Q${round(at)} ${round(toward(at, after, radius))}`
  }
  return { d: `${d}L${round(to)}`, points, middle: [(left + right) / 2, y] }
}

/** How far a point is from a route. */
export function distanceTo({ points }: Pick<Route, 'points'>, point: Point): number {
  let least = Number.POSITIVE_INFINITY
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]]
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const length = dx * dx + dy * dy
    const along = length > 0 ? ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length : 0
    const t = Math.max(0, Math.min(1, along))
    least = Math.min(least, distance(point, [a[0] + t * dx, a[1] + t * dy]))
  }
  return least
}

function holds(frame: Box, box: Box): boolean {
  return (
    frame.left <= box.left &&
    frame.right >= box.right &&
    frame.top <= box.top &&
    frame.bottom >= box.bottom
  )
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to)
  if (length === 0) return from
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length]
}

function round([x, y]: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
}
