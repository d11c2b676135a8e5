/** Connecting and viewing without a pointer: a port, then the list of what fits it. */
import { wireName } from '@chirpflow/graph'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { connect } from '../document/index.ts'
import { openView } from '../state/commands-canvas.ts'
import { edit } from '../state/edit.ts'
import { type Editor, useEditor } from '../state/editor.ts'
import { PortShape } from '../theme/port-shape.tsx'
import { endOf, linkBetween, otherSide, verdictsFor } from './fits.ts'
import './float.css'
import { type CanvasParts, type Picking, useLocal, useParts } from './local.ts'
import { type PlacedPort, portKey } from './wires.ts'

interface Row {
  readonly key: string
  readonly label: string
  readonly detail: string
  readonly wire: string
  act(): void
}

export function Picker() {
  const picking = useLocal((state) => state.picking)
  if (!picking) return null
  const port = picking.port ? wireName(picking.port.end) : ''
  return <Choices key={`${picking.kind} ${picking.card} ${port}`} picking={picking} />
}

function Choices({ picking }: { picking: Picking }) {
  const editor = useEditor()
  const parts = useParts()
  const rows = useMemo(() => rowsFor(editor, parts, picking), [editor, parts, picking])
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const words = query.toLowerCase()
  const shown = rows.filter(({ label, detail }) =>
    `${label} ${detail}`.toLowerCase().includes(words),
  )
  const chosen = Math.min(at, shown.length - 1)
  const box = parts.geometry.current.boxes.get(picking.card)
  const corner = editor.canvas?.toScreen([box?.right ?? 0, box?.top ?? 0]) ?? [0, 0]
  const room = parts.root.current?.getBoundingClientRect()
  const left = Math.max(8, Math.min(corner[0] - (room?.left ?? 0) + 12, (room?.width ?? 0) - 308))
  const top = Math.max(8, Math.min(corner[1] - (room?.top ?? 0), (room?.height ?? 0) - 328))
  const close = () => {
    parts.local.setState({ picking: undefined })
    editor.canvas?.focus(picking.card)
  }
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation()
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined && shown.length > 0) setAt((chosen + by + shown.length) % shown.length)
    else if (event.key === 'Enter') shown[chosen]?.act()
    else if (event.key === 'Tab') close()
    else return
    event.preventDefault()
  }
  const title = titleOf(picking)
  return (
    <section
      className="picker card"
      data-over-canvas
      role="dialog"
      aria-label={title}
      style={{ left, top }}
    >
      <h2>{title}</h2>
      <input
        className="field"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown[chosen] ? `${id}-${shown[chosen].key}` : undefined}
        aria-label={title}
        placeholder="Type to narrow"
        value={query}
        ref={(field) => field?.focus()}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={keys}
        onBlur={(event) => {
          const next = event.relatedTarget
          if (!(next instanceof Element && next.closest('.picker'))) {
            if (parts.local.getState().picking === picking)
              parts.local.setState({ picking: undefined })
          }
        }}
      />
      <div id={id} role="listbox" aria-label={title} className="picker-list">
        {shown.map((row, index) => (
          <div
            key={row.key}
            id={`${id}-${row.key}`}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            className="picker-row"
            onPointerMove={() => setAt(index)}
            onPointerDown={(event) => {
              event.preventDefault()
              row.act()
            }}
          >
            <PortShape dtype={dtypeOf(editor, row.wire)} size={10} />
            <span>{row.label}</span>
            <small>{row.detail}</small>
          </div>
        ))}
      </div>
      {shown.length === 0 && <p>{rows.length === 0 ? nothingFor(picking) : 'No such port.'}</p>}
    </section>
  )
}

function titleOf({ kind, port }: Picking): string {
  if (kind === 'view') return 'View which output?'
  if (!port) return 'Connect which port?'
  return port.side === 'output' ? `${wireName(port.end)} to` : `${wireName(port.end)} from`
}

function nothingFor({ kind, port }: Picking): string {
  if (kind === 'view') return 'This node has no output.'
  return port
    ? 'No port of the graph fits. Press Esc, then A to add a node.'
    : 'This node has no ports.'
}

function rowsFor(
  editor: Editor,
  parts: CanvasParts,
  { kind, card, port }: Picking,
): readonly Row[] {
  const { local, geometry } = parts
  const ports = [...geometry.current.ports.values()]
  const own = ports.filter((one) => one.card === card)
  if (kind === 'view') {
    return own
      .filter(({ side }) => side === 'output')
      .map((one) =>
        rowOf(editor, one, () => {
          local.setState({ picking: undefined })
          openView(editor, one.wire)
        }),
      )
  }
  if (!port) {
    return own.map((one) =>
      rowOf(
        editor,
        one,
        () =>
          local.setState({ picking: { kind, card, port: { end: endOf(one), side: one.side } } }),
        one.side,
      ),
    )
  }
  const verdicts = verdictsFor(editor, port.end, port.side)
  const side = otherSide(port.side)
  return [...verdicts].flatMap(([wire, verdict]) => {
    const there = geometry.current.ports.get(portKey(side, wire)) ?? hidden(wire, side)
    if (verdict) return []
    return [
      rowOf(editor, there, () => {
        local.setState({ picking: undefined })
        edit(editor, connect, linkBetween(port.end, port.side, endOf(there)))
        editor.canvas?.focus(card)
      }),
    ]
  })
}

/** A port within a closed group. */
function hidden(wire: string, side: PlacedPort['side']): PlacedPort {
  return { card: '', side, wire, point: [0, 0] }
}

function rowOf(editor: Editor, { wire, side }: PlacedPort, act: () => void, words?: string): Row {
  const { node, port } = endOf({ wire })
  const { graph } = editor.document.getState()
  const title = editor.registry.get(graph.nodes[node]?.type ?? '')?.title ?? node
  return {
    key: `${side}-${wire.replace('.', '-')}`,
    label: words ? port : `${title} · ${port}`,
    detail: words ?? node,
    wire,
    act,
  }
}

function dtypeOf({ document, registry, session }: Editor, wire: string) {
  const { graph } = document.getState()
  const { node, port } = endOf({ wire })
  const into = graph.links.find((link) => wireName(link.to) === wire)
  const source = into ? wireName(into.from) : wire
  const known = session.store.getState().plan.signals.get(source)?.dtype
  const type = registry.get(graph.nodes[node]?.type ?? '')
  return known ?? (type?.inputs[port] ?? type?.outputs[port])?.dtypes[0]
}
