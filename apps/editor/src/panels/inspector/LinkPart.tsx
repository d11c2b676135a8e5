/** One wire: what it carries, how often, how much; several: how many, and cutting them. */
import { bytesOf, type Link, wireName } from '@chirpflow/graph'
import { showBytes } from '../../app/format.ts'
import { hintOf } from '../../app/KeyHint.tsx'
import { axisWords, dtypeWords, rateWords } from '../../canvas/words.ts'
import { disconnect } from '../../document/index.ts'
import { edit, sentence } from '../../state/edit.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { Icon, PortShape } from '../../theme/icons.tsx'
import { openView } from '../../views/open-view.ts'
import { Facts } from './Facts.tsx'
import './troubles.css'

export function LinkPart({ link }: { link: Link }) {
  const editor = useEditor()
  const wire = wireName(link.from)
  const name = `${wire} -> ${wireName(link.to)}`
  const signal = useSession(({ plan }) => plan.signals.get(wire))
  const status = useSession(({ nodes }) => nodes[link.from.node])
  const problem = useSession(({ problems }) => problems.find((one) => one.link === name))
  const there = useDocument(({ graph }) =>
    graph.links.some(
      (one) => wireName(one.from) === wire && wireName(one.to) === wireName(link.to),
    ),
  )
  if (!there) return <p className="part part-words">This wire is gone.</p>
  const chunks = status?.chunks ?? 0
  const size = signal && `${showBytes(bytesOf(signal))} a chunk`
  const rows: readonly (readonly [string, string])[] = signal
    ? [
        ['Carries', dtypeWords(signal)],
        ['Axes', signal.axes.map(axisWords).join('\n') || 'one number'],
        ['Rate', rateWords(signal.rate)],
        ['Size', chunks > 0 ? `${size}, ${chunks.toLocaleString('en')} chunks` : `${size}`],
      ]
    : []
  return (
    <>
      <header className="inspector-head">
        <div className="head-line">
          <PortShape dtype={signal?.dtype} />
          <h2>Wire</h2>
        </div>
        <p className="head-id">
          <code>{wire}</code> to <code>{wireName(link.to)}</code>
        </p>
        {problem && (
          <div className="trouble" data-severity="error">
            <p className="trouble-title">
              <Icon name="failed" />
              This wire carries nothing
            </p>
            <p>{sentence(problem.message)}</p>
          </div>
        )}
        {!signal && !problem && <p className="head-summary">What it carries is not known yet.</p>}
        {signal && chunks === 0 && <p className="head-summary">No data yet.</p>}
      </header>
      <div className="wide-facts">
        <Facts title="Signal" rows={rows} />
      </div>
      <div className="part part-buttons">
        <button type="button" className="button small" onClick={() => openView(editor, wire)}>
          View <kbd>{hintOf('selection.view')}</kbd>
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => editor.command('selection.insert')}
        >
          Insert node <kbd>{hintOf('selection.insert')}</kbd>
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => void edit(editor, disconnect, { links: [link] })}
        >
          Cut <kbd>X</kbd>
        </button>
      </div>
    </>
  )
}

export function LinksPart({ links }: { links: readonly Link[] }) {
  const editor = useEditor()
  return (
    <header className="inspector-head">
      <h2>{links.length} wires</h2>
      <ul className="plain-list">
        {links.map((link) => (
          <li key={`${wireName(link.from)} ${wireName(link.to)}`}>
            <code>{wireName(link.from)}</code> to <code>{wireName(link.to)}</code>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button small"
        onClick={() => void edit(editor, disconnect, { links })}
      >
        Cut all
      </button>
    </header>
  )
}
