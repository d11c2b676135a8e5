/** A small picture of a graph, drawn from the places of its nodes. */
import { parseGraph } from '@chirpflow/graph'
import { useMemo } from 'react'
import { usualSize } from '../document/places.ts'

const { width, height } = usualSize
const margin = 60

export function GraphPicture({ text }: { text: string }) {
  const graph = useMemo(() => parseGraph(text).graph, [text])
  const places = Object.values(graph?.view ?? {})
  if (!graph || places.length === 0) return <svg viewBox="0 0 10 10" aria-hidden="true" />
  const xs = places.map(([x]) => x)
  const ys = places.map(([, y]) => y)
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  const box = [
    left,
    top,
    Math.max(...xs) + width + margin - left,
    Math.max(...ys) + height + margin - top,
  ]
  return (
    <svg viewBox={box.join(' ')} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {graph.links.map(({ from, to }) => {
        const start = graph.view[from.node]
        const end = graph.view[to.node]
        if (!start || !end) return null
        return (
          <path
            key={`${from.node}.${from.port} ${to.node}.${to.port}`}
            d={wire([start[0] + width, start[1] + height / 2], [end[0], end[1] + height / 2])}
            fill="none"
            stroke="var(--control)"
            strokeWidth="6"
          />
        )
      })}
      {Object.entries(graph.view).map(([id, [x, y]]) => (
        <rect
          key={id}
          x={x}
          y={y}
          width={width}
          height={height}
          rx="20"
          fill="var(--node)"
          stroke="var(--control)"
          strokeWidth="4"
        />
      ))}
    </svg>
  )
}

type Place = readonly [number, number]

/** To the right a curve; to the left under the row, as on the canvas. */
function wire([x1, y1]: Place, [x2, y2]: Place): string {
  if (x2 > x1) {
    const bend = Math.max(20, (x2 - x1) / 2)
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
  }
  const under = y1 + (y2 > y1 ? (y2 - y1) / 2 : height)
  return `M${x1} ${y1}h20V${under}H${x2 - 20}V${y2}h20`
}
