/** What a node type does, and its ports with their shapes: beside the row that is pointed at. */
import type { NodeType, Port, Ports } from '@chirpflow/graph'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Icon, iconOfCategory, PortShape } from '../../theme/icons.tsx'
import './type-card.css'

export function TypeCard({
  type,
  beside,
}: {
  type: NodeType
  /** The row; the card stands right of the list, or left of it where there is no room. */
  beside: RefObject<HTMLElement | null>
}) {
  const card = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ left: number; top: number }>()
  useLayoutEffect(() => {
    const row = beside.current?.getBoundingClientRect()
    const own = card.current?.getBoundingClientRect()
    if (!row || !own) return
    const right = row.right + 10
    const left = right + own.width > innerWidth - 8 ? row.left - own.width - 10 : right
    const top = Math.max(8, Math.min(row.top - 8, innerHeight - own.height - 8))
    setPlace((now) => (now?.left === left && now.top === top ? now : { left, top }))
  }, [beside])
  return createPortal(
    <div
      ref={card}
      className="type-card card"
      role="tooltip"
      style={place ?? { visibility: 'hidden' }}
    >
      <p className="type-card-title">
        <Icon name={iconOfCategory(type.category)} />
        {type.title}
      </p>
      <p className="type-card-summary">{type.summary}</p>
      <PortList title="In" ports={type.inputs} />
      <PortList title="Out" ports={type.outputs} />
    </div>,
    document.body,
  )
}

function PortList({ title, ports }: { title: string; ports: Ports }) {
  const entries = Object.entries(ports)
  if (entries.length === 0) return null
  return (
    <dl className="type-card-ports">
      <dt>{title}</dt>
      {entries.map(([name, port]) => (
        <dd key={name}>
          <PortShape dtype={port.dtypes[0]} filled={port.kind !== 'optional'} size={9} />
          <span>{name}</span>
          <code>{shapeOf(port)}</code>
        </dd>
      ))}
    </dl>
  )
}

/** "(…, time) mm": what a chunk looks like. */
function shapeOf({ axes, units }: Port): string {
  const names = axes.map((axis) => (axis === '...' ? '…' : axis)).join(', ')
  const unit = units?.filter((one) => one !== '1').join(' or ') ?? ''
  return [names || 'number', unit].filter(Boolean).join(' · ')
}
