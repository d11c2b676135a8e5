/** Ports of a node in the outline: inputs are connected by a list of what fits, wires cut by a button. */
import {
  formatLink,
  type Link,
  type NodeType,
  type Port,
  whichOutputsFit,
  wireName,
} from '@chirpflow/graph'
import { useMemo } from 'react'
import { connect, disconnect } from '../../document/index.ts'
import { edit } from '../../state/edit.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { Icon, PortShape } from '../../theme/icons.tsx'
import { axesText } from '../inspector/Signals.tsx'
import { wiringOf } from '../palette/choices.ts'

export function OutlinePorts({ id, type }: { id: string; type: NodeType }) {
  return (
    <ul className="outline-ports" aria-label={`Ports of ${id}`}>
      {Object.entries(type.inputs).map(([name, port]) => (
        <InputRow key={name} node={id} name={name} port={port} />
      ))}
      {Object.entries(type.outputs).map(([name, port]) => (
        <OutputRow key={name} node={id} name={name} port={port} />
      ))}
    </ul>
  )
}

function InputRow({ node, name, port }: { node: string; name: string; port: Port }) {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const links = graph.links.filter(({ to }) => to.node === node && to.port === name)
  const fitting = useMemo(() => {
    const wiring = { ...wiringOf(editor), graph }
    const verdicts = whichOutputsFit({ node, port: name }, wiring)
    return [...verdicts].filter(([, refusal]) => refusal === undefined).map(([wire]) => wire)
  }, [editor, graph, node, name])
  const several = port.kind === 'many'
  const [only] = links
  const value = !several && only ? wireName(only.from) : ''
  const join = (wire: string) => {
    if (wire === '') {
      edit(editor, disconnect, { links })
      return
    }
    const [from, output] = wire.split('.')
    edit(editor, connect, { from: { node: from, port: output }, to: { node, port: name } })
  }
  return (
    <li>
      <PortShape dtype={port.dtypes[0]} filled={links.length > 0} size={9} />
      <span className="outline-port">{name}</span>
      <span className="outline-word">from</span>
      <span className="outline-ends">
        {several && links.map((link) => <Wire key={formatLink(link)} link={link} end="from" />)}
        <span className="choice-field">
          <select
            className="field"
            aria-label={`${name} of ${node} takes`}
            value={value}
            onChange={({ target }) => join(target.value)}
          >
            <option value="" disabled={several || links.length === 0}>
              {several ? 'Connect' : links.length > 0 ? 'Nothing: cut the wire' : 'Nothing'}
            </option>
            {value !== '' && <option value={value}>{value}</option>}
            {fitting
              .filter((wire) => wire !== value)
              .map((wire) => (
                <option key={wire}>{wire}</option>
              ))}
          </select>
          <Icon name="chevronDown" size={14} />
        </span>
        {fitting.length === 0 && links.length === 0 && (
          <span className="outline-word">Nothing in the graph fits it.</span>
        )}
      </span>
    </li>
  )
}

function OutputRow({ node, name, port }: { node: string; name: string; port: Port }) {
  const links = useDocument(({ graph }) => graph.links).filter(
    ({ from }) => from.node === node && from.port === name,
  )
  const signal = useSession(({ plan }) => plan.signals.get(`${node}.${name}`))
  return (
    <li>
      <PortShape dtype={signal?.dtype ?? port.dtypes[0]} filled={links.length > 0} size={9} />
      <span className="outline-port">{name}</span>
      <span className="outline-word">to</span>
      <span className="outline-ends">
        {links.map((link) => (
          <Wire key={formatLink(link)} link={link} end="to" />
        ))}
        {links.length === 0 && <span className="outline-word">nothing</span>}
        {signal && <code>{axesText(signal)}</code>}
      </span>
    </li>
  )
}

function Wire({ link, end }: { link: Link; end: 'from' | 'to' }) {
  const editor = useEditor()
  const name = wireName(link[end])
  return (
    <span className="outline-wire">
      <code>{name}</code>
      <button
        type="button"
        aria-label={`Cut the wire ${formatLink(link)}`}
        title="Cut"
        onClick={() => void edit(editor, disconnect, { links: [link] })}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  )
}
