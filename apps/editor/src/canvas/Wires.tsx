/** All wires of the canvas in one drawing, under the cards; each is drawn again only when it changes. */
import { memo, useState } from 'react'
import { useEditor, useUi } from '../state/editor.ts'
import { showWireCard } from './hover.ts'
import { useLocal, useParts } from './local.ts'
import type { Route } from './route.ts'
import type { Wire } from './wires.ts'
import './wire.css'

export const Wires = memo(function Wires({
  wires,
  routes,
}: {
  wires: readonly Wire[]
  routes: ReadonlyMap<string, Route>
}) {
  const selected = useUi((state) => state.selectedLinks)
  const nodes = useUi((state) => state.selectedNodes)
  const own = new Set(nodes)
  const any = own.size > 0 && wires.some(({ from, to }) => own.has(from) || own.has(to))
  const chosen = new Set(selected)
  return (
    <div role="listbox" aria-label="Wires" aria-multiselectable="true" tabIndex={-1}>
      <svg className="wires" role="presentation">
        {wires.map((wire) => {
          const route = routes.get(wire.id)
          const lit = own.has(wire.from) || own.has(wire.to)
          return (
            route && (
              <WireView
                key={wire.id}
                wire={wire}
                d={route.d}
                x={route.middle[0]}
                y={route.middle[1]}
                dim={any && !lit}
                selected={chosen.has(wire.id)}
              />
            )
          )
        })}
      </svg>
    </div>
  )
})

interface WireProps {
  wire: Wire
  d: string
  x: number
  y: number
  dim: boolean
  selected: boolean
}

const WireView = memo(function WireView({ wire, d, x, y, dim, selected }: WireProps) {
  const editor = useEditor()
  const parts = useParts()
  const lit = useLocal((state) => state.lit === wire.id)
  const pointed = useLocal((state) => state.pointed === wire.id)
  // Those of a document that is just opened are no news.
  const [fresh] = useState(() => editor.document.getState().past.length > 0)
  const drawsItself = fresh && !wire.problem
  const select = (more: boolean) =>
    editor.ui.setState((state) => ({
      selectedLinks: more ? [...new Set([...state.selectedLinks, wire.id])] : [wire.id],
      ...(more ? {} : { selectedNodes: [], selectedNotes: [] }),
    }))
  const [from, to] = wire.id.split(' -> ')
  const words = wire.problem ? `, does not fit: ${wire.problem.message}` : ''
  const colour = wire.problem
    ? 'var(--error)'
    : wire.dtype
      ? `var(--${wire.dtype})`
      : 'var(--control)'
  return (
    <g
      className="wire"
      data-wire={wire.id}
      data-weight={wire.weight}
      data-refused={wire.problem ? true : undefined}
      data-dim={dim || undefined}
      data-selected={selected || undefined}
      data-pointed={pointed || lit || undefined}
      style={{ color: colour }}
      tabIndex={-1}
      role="option"
      aria-selected={selected}
      aria-label={`wire from ${from} to ${to}${words}`}
      onPointerEnter={(event) => showWireCard(parts, wire.id, [event.clientX, event.clientY], 250)}
      onPointerLeave={() => showWireCard(parts, undefined)}
      onFocus={(event) => {
        select(false)
        if (!event.currentTarget.matches(':focus-visible')) return
        const at = editor.canvas?.toScreen([x, y])
        if (at) showWireCard(parts, wire.id, at, 0)
      }}
      onBlur={() => showWireCard(parts, undefined)}
      onClick={(event) => select(event.shiftKey || event.ctrlKey || event.metaKey)}
      onContextMenu={() => select(false)}
    >
      <path className="wire-hit" d={d} />
      <path
        className="wire-line"
        d={d}
        data-new={drawsItself || undefined}
        pathLength={drawsItself ? 1 : undefined}
      />
      {wire.weight === 2 && <path className="wire-core" d={d} />}
      {wire.problem && (
        <g transform={`translate(${x} ${y})`} className="wire-octagon">
          <path d="M-3.3 -8h6.6L8 -3.3v6.6L3.3 8h-6.6L-8 3.3v-6.6Z" />
          <path d="m-3 -3 6 6M3 -3l-6 6" />
        </g>
      )}
    </g>
  )
})
