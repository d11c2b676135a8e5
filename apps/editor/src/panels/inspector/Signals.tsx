/** What enters and leaves a node: dtype shape, axes, and the unit or the newest value. */
import {
  formatLink,
  type Link,
  type NodeType,
  type Port,
  type Signal,
  wireName,
} from '@chirpflow/graph'
import { displayUnit } from '../../canvas/words.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { PortShape } from '../../theme/icons.tsx'
import { openView } from '../../views/open-view.ts'
import { showValue } from '../../views/plot/show.ts'
import { useNewestNumber } from './use-newest.ts'
import './signals.css'

export function Signals({ id, type }: { id: string; type: NodeType }) {
  const editor = useEditor()
  const links = useDocument((state) => state.graph.links)
  const plan = useSession((state) => state.plan)
  const old = useSession(({ nodes }) => nodes[id] !== undefined && !nodes[id].current)
  const wired = (link: Link) => () =>
    editor.ui.setState({ selectedNodes: [], selectedNotes: [], selectedLinks: [formatLink(link)] })
  return (
    <section className="part" aria-label="Signals">
      <h3 className="part-title">
        Signals
        {old && <span className="part-note">values from before</span>}
      </h3>
      <ul className="signals" data-old={old || undefined}>
        {Object.entries(type.inputs).flatMap(([name, port]) => {
          const own = links.filter(({ to }) => to.node === id && to.port === name)
          return own.length === 0
            ? [<SignalRow key={`in ${name}`} name={name} port={port} />]
            : own.map((link) => (
                <SignalRow
                  key={`in ${formatLink(link)}`}
                  name={name}
                  port={port}
                  wire={wireName(link.from)}
                  signal={plan.signals.get(wireName(link.from))}
                  title={`From ${wireName(link.from)}: select the wire`}
                  onClick={wired(link)}
                />
              ))
        })}
        {Object.entries(type.outputs).map(([name, port]) => {
          const wire = `${id}.${name}`
          return (
            <SignalRow
              key={`out ${name}`}
              name={name}
              port={port}
              wire={wire}
              connected={links.some(({ from }) => wireName(from) === wire)}
              signal={plan.signals.get(wire)}
              title={`View ${wire}`}
              onClick={() => openView(editor, wire)}
            />
          )
        })}
      </ul>
    </section>
  )
}

function SignalRow({
  name,
  port,
  wire,
  connected = wire !== undefined,
  signal,
  title,
  onClick,
}: {
  name: string
  port: Port
  wire?: string
  connected?: boolean
  signal?: Signal
  title?: string
  onClick?: () => void
}) {
  const value = useNewestNumber(wire)
  const said = signal && (value === undefined ? displayUnit(signal) : showValue(value, signal.unit))
  const sole = port.dtypes.length === 1 ? port.dtypes[0] : undefined
  return (
    <li>
      <button type="button" title={title ?? port.help} onClick={onClick} disabled={!onClick}>
        <PortShape dtype={signal?.dtype ?? sole} filled={connected} size={8} />
        <span className="signal-name">{name}</span>
        <code>{signal ? axesText(signal) : wire === undefined ? 'not connected' : 'no data'}</code>
        <code className="signal-unit" data-value={value !== undefined || undefined}>
          {said}
        </code>
      </button>
    </li>
  )
}

/** "time 256", "rx 4 × sample 100", "number". */
export function axesText({ axes, dtype }: Pick<Signal, 'axes' | 'dtype'>): string {
  const long = axes.filter(({ size }) => size > 1)
  if (long.length === 0) return dtype === 'complex64' ? 'complex' : 'number'
  return long.map(({ name, size }) => `${name} ${size}`).join(' × ')
}
