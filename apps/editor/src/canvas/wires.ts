/** The wires of the canvas: between which points, how thick, how they run, and whether their ends fit. */
import {
  type Dtype,
  formatLink,
  type Graph,
  type Link,
  type Plan,
  type Problem,
  wireName,
} from '@chirpflow/graph'
import { type Box, boxAt, type Place } from '../document/places.ts'
import type { Card } from './model.ts'
import { back, bezier, type Route, runsBack, type Track, trackUnder } from './route.ts'
import { type Point, portPoint, type Side } from './sizes.ts'

export interface Wire {
  /** "a.x -> b.y" */
  readonly id: string
  readonly link: Link
  readonly from: string
  readonly to: string
  readonly dtype?: Dtype
  /** How many axes a chunk has: none, one, two or more. */
  readonly weight: 0 | 1 | 2
  /** Why its ends do not fit. */
  readonly problem?: Problem
}

export interface PlacedPort {
  readonly card: string
  readonly side: Side
  readonly wire: string
  readonly point: Point
}

export interface Geometry {
  readonly boxes: ReadonlyMap<string, Box>
  /** By side and "node.port". */
  readonly ports: ReadonlyMap<string, PlacedPort>
  readonly routes: ReadonlyMap<string, Route>
}

export function portKey(side: Side, wire: string): string {
  return `${side} ${wire}`
}

/** Of one of the rows of a port that shows each of its wires. */
function rowKey(side: Side, wire: string, row: string): string {
  return `${portKey(side, wire)} ${row}`
}

/** Wires between cards; one that stays within a closed group is not drawn. */
export function listWires(
  graph: Graph,
  plan: Plan,
  problems: readonly Problem[],
  cardOf: ReadonlyMap<string, string>,
): readonly Wire[] {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const byLink = new Map(
    errors.flatMap((problem) => (problem.link ? [[problem.link, problem]] : [])),
  )
  const byInput = new Map<string, Problem>()
  for (const problem of errors) {
    if (problem.node === undefined || problem.input === undefined) continue
    byInput.set(wireName({ node: problem.node, port: problem.input }), problem)
  }
  return graph.links.flatMap((link): Wire[] => {
    const [from, to] = [cardOf.get(link.from.node), cardOf.get(link.to.node)]
    if (from === undefined || to === undefined || from === to) return []
    const id = formatLink(link)
    const signal = plan.signals.get(wireName(link.from))
    const axes = signal?.axes.filter(({ size }) => size > 1).length ?? 1
    const problem = byLink.get(id) ?? byInput.get(wireName(link.to))
    return [
      {
        id,
        link,
        from,
        to,
        ...(signal ? { dtype: signal.dtype } : {}),
        weight: axes === 0 ? 0 : axes === 1 ? 1 : 2,
        ...(problem ? { problem } : {}),
      },
    ]
  })
}

/** Where everything lies, while things are dragged too. */
export function placeAll(
  cards: readonly Card[],
  places: ReadonlyMap<string, Place>,
  wires: readonly Wire[],
  frames: readonly Box[],
): Geometry {
  const boxes = new Map(cards.map(({ id, size }) => [id, boxAt(places.get(id) ?? [0, 0], size)]))
  const ports = new Map<string, PlacedPort>()
  for (const { id, inputs, outputs } of cards) {
    const box = boxes.get(id)!
    const put = (side: Side) => (port: { wire: string; row?: string }, index: number) => {
      const placed = { card: id, side, wire: port.wire, point: portPoint(box, side, index) }
      if (port.row !== undefined) ports.set(rowKey(side, port.wire, port.row), placed)
      if (!ports.has(portKey(side, port.wire))) ports.set(portKey(side, port.wire), placed)
    }
    inputs.forEach(put('input'))
    outputs.forEach(put('output'))
  }
  const all = [...boxes.values()]
  const routes = new Map<string, Route>()
  /** Tracks by their row; wires of one port share one. */
  const rows = new Map<number, string[]>()
  for (const { id, link, from, to, problem } of wires) {
    const start = ports.get(portKey('output', wireName(link.from)))?.point
    const input = wireName(link.to)
    const end = (
      ports.get(rowKey('input', input, wireName(link.from))) ?? ports.get(portKey('input', input))
    )?.point
    if (!start || !end) continue
    if (!runsBack(start, end)) {
      const route = bezier(start, end)
      routes.set(id, problem ? { ...route, middle: middleInSight(route, all) } : route)
      continue
    }
    const [source, target] = [boxes.get(from)!, boxes.get(to)!]
    const first: Track = trackUnder(source, target, all, frames)
    const sharing = rows.get(first.y) ?? []
    const name = wireName(link.from)
    if (!sharing.includes(name)) sharing.push(name)
    rows.set(first.y, sharing)
    const place = sharing.indexOf(name)
    const track = place === 0 ? first : trackUnder(source, target, all, frames, place)
    routes.set(id, back(start, end, track))
  }
  return { boxes, ports, routes }
}

/** The point nearest the middle that no card hides: a refused wire is marked where it can be seen. */
function middleInSight({ points, middle }: Route, boxes: readonly Box[]): Point {
  const hidden = ([x, y]: Point) =>
    boxes.some(
      (box) => x > box.left - 9 && x < box.right + 9 && y > box.top - 9 && y < box.bottom + 9,
    )
  const half = (points.length - 1) / 2
  const byMiddle = points
    .map((point, index) => ({ point, far: Math.abs(index - half) }))
    .sort((a, b) => a.far - b.far)
  return byMiddle.find(({ point }) => !hidden(point))?.point ?? middle
}
