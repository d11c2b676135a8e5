/** One node type of a list: clicked, or dragged to the canvas; with the port its wire would use. */
import type { NodeType } from '@chirpflow/graph'
import type { DragEvent } from 'react'
import { Icon, iconOfCategory, PortShape } from '../../theme/icons.tsx'
import type { Choice } from './choices.ts'

/** What the canvas takes when it is dropped there: the id of a node type. */
export const dragFormat = 'application/x-chirpflow-node'

export function TypeRow({
  id,
  choice,
  active,
  onPoint,
  onChoose,
}: {
  id: string
  choice: Choice
  active: boolean
  onPoint: (element: HTMLElement | null) => void
  onChoose: () => void
}) {
  const { type, needsCare, title = type.title, without } = choice
  return (
    <div
      id={id}
      className="type-row"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      draggable
      onDragStart={(event) => drag(event, type, () => onPoint(null))}
      onPointerEnter={(event) => onPoint(event.currentTarget)}
      onPointerLeave={() => onPoint(null)}
      onPointerDown={() => onPoint(null)}
      onClick={(event) => event.detail < 2 && onChoose()}
      onKeyDown={(event) => event.key === 'Enter' && onChoose()}
    >
      <Icon name={without ? 'bypassed' : iconOfCategory(type.category)} />
      <span className="type-title">{title}</span>
      <PortUsed choice={choice} />
      {needsCare && <Icon name="warning" className="warning-text" size={14} />}
    </div>
  )
}

/** The port that the wire would use. */
function PortUsed({ choice: { type, port, output } }: { choice: Choice }) {
  const name = port ?? output
  if (name === undefined) return null
  const used = port === undefined ? type.outputs[name] : type.inputs[name]
  return (
    <span className="type-port">
      <PortShape dtype={used?.dtypes[0]} size={8} />
      {name}
    </span>
  )
}

function drag(event: DragEvent, type: NodeType, begun: () => void) {
  event.dataTransfer.setData(dragFormat, type.id)
  event.dataTransfer.setData('text/plain', type.title)
  event.dataTransfer.effectAllowed = 'copy'
  begun()
}
