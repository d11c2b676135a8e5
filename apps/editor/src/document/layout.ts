/** Automatic layout: left to right, long chains folded into lanes, the same for the same graph. */
import type { Graph, Registry } from '@chirpflow/graph'
import { cutLanes } from './lanes.ts'
import { gapAcross, gapBetweenLanes, gapDown, type Place, type SizeOf, snap } from './places.ts'
import { type Arc, depths, type Rank, rankByDagre, rankByPath } from './ranks.ts'
import { assignRows } from './rows.ts'

export interface LayoutOptions {
  readonly registry: Registry
  readonly sizeOf: SizeOf
  /** Only these nodes; all by default. */
  readonly only?: Iterable<string>
  /** Top left corner. */
  readonly origin?: Place
  /** Widest lane. */
  readonly laneWidth?: number
}

/** Six nodes of 176 and their gaps: in a window of 1600 they stand beside the panels at 85 %. */
export const usualLaneWidth = 1236

/** More than so many would keep a person waiting for dagre. */
const mostForDagre = 120

/**
 * A place for each node, all snapped to 4. Parts that no wire joins stand below one another, the
 * largest first; single nodes share the last lanes. Independent of the order of links.
 */
export function layoutGraph(graph: Graph, options: LayoutOptions): Readonly<Record<string, Place>> {
  const { only, origin: [left, top] = [0, 0] } = options
  const chosen = new Set(only ?? Object.keys(graph.nodes))
  const ids = [...chosen].filter((id) => Object.hasOwn(graph.nodes, id)).sort(byText)
  const arcs = arcsAmong(graph, new Set(ids))
  const parts = partsOf(ids, arcs)
  const rank = ids.length > mostForDagre ? rankByPath : rankByDagre
  const lone = parts.filter((part) => part.ids.length === 1).flatMap((part) => part.ids)

  const places: [string, Place][] = []
  let y = snap(top)
  const add = (laid: Laid) => {
    for (const [id, [dx, dy]] of laid.places) places.push([id, [snap(left + dx), snap(y + dy)]])
    y += laid.height + gapBetweenLanes
  }
  for (const part of parts)
    if (part.ids.length > 1) add(layPart(graph, part, rank(part.ids, part.arcs), options))
  if (lone.length > 0) add(layShelf(graph, lone, options))
  return Object.fromEntries(places)
}

interface Part {
  readonly ids: readonly string[]
  readonly arcs: readonly Arc[]
}

interface Laid {
  readonly places: readonly (readonly [string, Place])[]
  readonly height: number
}

function layPart(
  graph: Graph,
  { ids, arcs }: Part,
  ranks: ReadonlyMap<string, Rank>,
  options: LayoutOptions,
): Laid {
  const { registry, sizeOf, laneWidth = usualLaneWidth } = options
  const depth = depths(ids, arcs, ranks)
  const columns: string[][] = []
  for (const id of ids) {
    const { column } = ranks.get(id)!
    while (columns.length <= column) columns.push([])
    columns[column].push(id)
  }
  for (const column of columns) {
    column.sort(
      (a, b) =>
        depth.get(b)! - depth.get(a)! || ranks.get(a)!.order - ranks.get(b)!.order || byText(a, b),
    )
  }
  const widthOf = (column: readonly string[]) =>
    Math.max(...column.map((id) => sizeOf(graph.nodes[id].type).width))
  const crossings = countCrossings(arcs, (id) => ranks.get(id)!.column, columns.length)
  const starts = cutLanes(
    columns.map((column, index) => ({
      width: widthOf(column),
      categories: new Set(
        column.map((id) => registry.get(graph.nodes[id].type)?.category ?? 'unknown'),
      ),
      crossings: crossings[index],
    })),
    laneWidth,
    gapAcross,
  )

  const laneOf = new Map<string, number>()
  starts.forEach((start, index) => {
    for (const id of columns.slice(start, starts[index + 1]).flat()) laneOf.set(id, index)
  })
  const arcsOf: Arc[][] = starts.map(() => [])
  for (const arc of arcs) {
    const lane = laneOf.get(arc[0])!
    if (lane === laneOf.get(arc[1])) arcsOf[lane].push(arc)
  }
  const places: [string, Place][] = []
  let y = 0
  starts.forEach((start, index) => {
    const lane = columns.slice(start, starts[index + 1])
    const rows = assignRows(lane, arcsOf[index])
    const { tops, height } = stackRows(rows, (id) => sizeOf(graph.nodes[id].type).height)
    let x = 0
    for (const column of lane) {
      for (const id of column) places.push([id, [x, y + tops[rows.get(id)!]]])
      x += snap(widthOf(column) + gapAcross)
    }
    y += height + gapBetweenLanes
  })
  return { places, height: y - gapBetweenLanes }
}

/** Nodes without wires, side by side. */
function layShelf(graph: Graph, ids: readonly string[], options: LayoutOptions): Laid {
  const { sizeOf, laneWidth = usualLaneWidth } = options
  const places: [string, Place][] = []
  let [x, y, height] = [0, 0, 0]
  for (const id of ids) {
    const size = sizeOf(graph.nodes[id].type)
    if (x > 0 && x + size.width > laneWidth) {
      y += snap(height + gapDown)
      x = height = 0
    }
    places.push([id, [x, y]])
    x += snap(size.width + gapAcross)
    height = Math.max(height, size.height)
  }
  return { places, height: y + height }
}

/** The top of each row that is used; rows that only wires pass are as high as a port's row. */
function stackRows(rows: ReadonlyMap<string, number>, heightOf: (id: string) => number) {
  const heights: number[] = []
  for (const [id, row] of rows) heights[row] = Math.max(heights[row] ?? 0, heightOf(id))
  const tops: number[] = []
  let y = 0
  for (let row = 0; row < heights.length; row++) {
    tops.push(y)
    y += snap((heights[row] ?? 20) + gapDown)
  }
  return { tops, height: y - gapDown }
}

/** For each column, how many nodes left of it have wires into it or past it. */
function countCrossings(
  arcs: readonly Arc[],
  columnOf: (id: string) => number,
  count: number,
): readonly number[] {
  const farthest = new Map<string, number>()
  for (const [from, to] of arcs) {
    farthest.set(from, Math.max(farthest.get(from) ?? 0, columnOf(to)))
  }
  const change = new Array<number>(count + 1).fill(0)
  for (const [from, last] of farthest) {
    if (last <= columnOf(from)) continue
    change[columnOf(from) + 1]++
    change[last + 1]--
  }
  let crossing = 0
  return change.slice(0, count).map((step) => {
    crossing += step
    return crossing
  })
}

/** One arc for each pair of nodes that a wire joins, sorted. */
function arcsAmong(graph: Graph, ids: ReadonlySet<string>): readonly Arc[] {
  const pairs = graph.links
    .filter(({ from, to }) => from.node !== to.node && ids.has(from.node) && ids.has(to.node))
    .map(({ from, to }) => `${from.node} ${to.node}`)
  return [...new Set(pairs)].sort(byText).map((pair) => {
    const [from, to] = pair.split(' ')
    return [from, to]
  })
}

function partsOf(ids: readonly string[], arcs: readonly Arc[]): readonly Part[] {
  const beside = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const [from, to] of arcs) {
    beside.get(from)!.push(to)
    beside.get(to)!.push(from)
  }
  const partOf = new Map<string, { ids: string[]; arcs: Arc[] }>()
  const parts: { ids: string[]; arcs: Arc[] }[] = []
  for (const root of ids) {
    if (partOf.has(root)) continue
    // A set that grows while it is walked: each node once.
    const members = new Set([root])
    for (const id of members) for (const other of beside.get(id)!) members.add(other)
    const part = { ids: [...members].sort(byText), arcs: [] as Arc[] }
    for (const id of members) partOf.set(id, part)
    parts.push(part)
  }
  for (const arc of arcs) partOf.get(arc[0])!.arcs.push(arc)
  return parts.sort((a, b) => b.ids.length - a.ids.length || byText(a.ids[0], b.ids[0]))
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
