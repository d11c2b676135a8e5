/** The rows of ports: inputs left, outputs right, shapes on the card's edges. */
import { PortShape } from '../theme/port-shape.tsx'
import { usePortGestures } from './connect.ts'
import { useLocal } from './local.ts'
import type { Card } from './model.ts'
import type { PortView } from './ports.ts'
import type { Side } from './sizes.ts'
import { portKey } from './wires.ts'

export function CardPorts({ card }: { card: Card }) {
  return (
    <div className="card-ports">
      <div>
        {card.inputs.map((port) => (
          <PortButton key={port.row ?? port.wire} port={port} side="input" />
        ))}
      </div>
      <div>
        {card.outputs.map((port) => (
          <PortButton key={port.wire} port={port} side="output" />
        ))}
      </div>
    </div>
  )
}

function isEndOf(link: string, { wire, row }: PortView, side: Side): boolean {
  const [from, to] = link.split(' -> ')
  return side === 'output' ? from === wire : to === wire && (row === undefined || row === from)
}

function PortButton({ port, side }: { port: PortView; side: Side }) {
  const key = portKey(side, port.wire)
  const gestures = usePortGestures(port, side)
  const verdict = useLocal(({ connecting }) => {
    if (!connecting) return undefined
    if (connecting.side === side) {
      const own = connecting.end.node === port.end.node && connecting.end.port === port.end.port
      return own ? 'own' : 'no'
    }
    if (!connecting.verdicts.has(port.wire)) return 'no'
    return connecting.verdicts.get(port.wire) === undefined ? 'fits' : 'no'
  })
  const over = useLocal((state) =>
    state.over?.key === key ? (state.over.fits ? 'fits' : 'refused') : undefined,
  )
  const lit = useLocal(({ pointed }) =>
    pointed === undefined ? false : isEndOf(pointed, port, side),
  )
  const dtype = port.dtype ?? 'type not known yet'
  return (
    <button
      type="button"
      className="port nodrag nopan"
      tabIndex={-1}
      data-port={port.wire}
      data-side={side}
      data-fit={verdict}
      data-over={over}
      data-lit={lit || undefined}
      aria-label={`${side} ${port.label}, ${dtype}, ${port.connected ? 'connected' : 'free'}`}
      title={port.help}
      {...gestures}
    >
      <span className="port-mark">
        <PortShape dtype={port.dtype} filled={port.connected} size={10} />
      </span>
      <span className="port-name">{port.label}</span>
    </button>
  )
}
