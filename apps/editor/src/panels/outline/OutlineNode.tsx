/** One node of the outline: how it stands and what it is joined to; opened, its ports to be joined. */
import { type Link, typeName, wireName } from '@chirpflow/graph'
import { useEffect, useId, useRef, useState } from 'react'
import { standingOf, stateIcon } from '../../canvas/standing.ts'
import { isRefused, remove, renameNode, setOff } from '../../document/index.ts'
import { edit } from '../../state/edit.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { Icon } from '../../theme/icons.tsx'
import { useProblems } from '../inspector/NodePart.tsx'
import { OutlinePorts } from './OutlinePorts.tsx'

export function OutlineNode(props: {
  id: string
  open: boolean
  stop: boolean
  selected: boolean
  renaming: boolean
  onOpen: (open: boolean) => void
  onSelect: () => void
  onRename: (id: string | undefined) => void
}) {
  const { id, open, stop, selected, renaming, onOpen, onSelect, onRename } = props
  const editor = useEditor()
  const name = useId()
  const node = useDocument(({ graph }) => graph.nodes[id])
  const links = useDocument(({ graph }) => graph.links)
  const status = useSession(({ nodes }) => nodes[id])
  const waitsFor = useSession(({ plan }) => plan.waits.get(id))
  const problems = useProblems(id)
  const type = editor.registry.get(node.type)
  const standing = standingOf(
    {
      unknown: !type,
      ...(node.off === undefined ? {} : { off: node.off }),
      problem: problems.find(({ severity }) => severity === 'error'),
      warning: problems.find(({ severity }) => severity === 'warning'),
      ...(waitsFor === undefined ? {} : { waitsFor }),
    },
    status,
  )
  const into = links.filter(({ to }) => to.node === id)
  const outOf = links.filter(({ from }) => from.node === id)
  const title = type?.title ?? typeName(node)
  const toggle = (off: true | 'bypass') =>
    void edit(editor, setOff, { nodes: [id], off: node.off === off ? undefined : off })
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  return (
    <li ref={item} className="outline-node" data-selected={selected || undefined}>
      <button
        type="button"
        className="outline-row"
        tabIndex={stop ? 0 : -1}
        data-node={id}
        aria-expanded={open}
        aria-controls={`${name}-ports`}
        aria-label={readNode(title, id, standing.words, into, outOf, problems.length)}
        onClick={() => {
          onSelect()
          onOpen(!open)
        }}
        onFocus={(event) => event.target === event.currentTarget && !selected && onSelect()}
      >
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
        <Icon name={stateIcon[standing.state]} className={toneOf(standing.state)} />
        <b>{title}</b>
        <code>{id}</code>
        <span className="outline-from">{into.map(({ from }) => wireName(from)).join(', ')}</span>
        {problems.length > 0 && (
          <span className="chip error">
            {problems.length} {problems.length === 1 ? 'problem' : 'problems'}
          </span>
        )}
      </button>
      {renaming && <Rename id={id} onDone={() => onRename(undefined)} />}
      {open && (
        <div className="outline-inside" id={`${name}-ports`}>
          {type && <OutlinePorts id={id} type={type} />}
          <div className="outline-actions">
            <button type="button" className="button small" onClick={() => onRename(id)}>
              Rename
            </button>
            <button
              type="button"
              className="button small"
              aria-pressed={node.off === 'bypass'}
              onClick={() => toggle('bypass')}
            >
              {node.off === 'bypass' ? 'Bypassed' : 'Bypass'}
            </button>
            <button
              type="button"
              className="button small"
              aria-pressed={node.off === true}
              onClick={() => toggle(true)}
            >
              {node.off === true ? 'Disabled' : 'Disable'}
            </button>
            <button
              type="button"
              className="button small"
              onClick={() => void edit(editor, remove, { nodes: [id], reconnect: true })}
            >
              Delete
            </button>
          </div>
        </div>
      )}
    </li>
  )
}

function Rename({ id, onDone }: { id: string; onDone: () => void }) {
  const editor = useEditor()
  const [draft, setDraft] = useState(id)
  const [refused, setRefused] = useState<string>()
  const over = useRef(false)
  function finish(keep: boolean) {
    if (over.current) return
    const to = draft.trim()
    if (keep && to !== id) {
      const outcome = edit(editor, renameNode, { node: id, to })
      if (isRefused(outcome)) {
        setRefused(outcome.refused)
        return
      }
      editor.ui.setState({ selectedNodes: [to] })
    }
    over.current = true
    onDone()
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(`.outline-row[data-node="${CSS.escape(keep ? to : id)}"]`)
        ?.focus(),
    )
  }
  return (
    <div className="outline-rename">
      <input
        ref={(element) => element?.focus()}
        className="field"
        aria-label={`New id of ${id}`}
        aria-invalid={refused !== undefined}
        spellCheck={false}
        value={draft}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          finish(event.key === 'Enter')
        }}
        onBlur={() => finish(refused === undefined)}
      />
      {refused && <p className="error-text">{refused}</p>}
    </div>
  )
}

function toneOf(state: string): string {
  if (state === 'failed') return 'error-text'
  if (state === 'warning') return 'warning-text'
  return state === 'done' || state === 'cached' ? 'ok-text' : ''
}

/** "Phase unwrap, unwrap, done, inputs from phase.phase, outputs to rlsrhs.displacement, no problems". */
function readNode(
  title: string,
  id: string,
  state: string,
  into: readonly Link[],
  outOf: readonly Link[],
  problems: number,
): string {
  const from = into.map((link) => wireName(link.from)).join(', ')
  const to = outOf.map((link) => wireName(link.to)).join(', ')
  const said = problems === 0 ? 'no problems' : `${problems} problem${problems === 1 ? '' : 's'}`
  const parts = [
    title,
    id,
    state,
    from ? `inputs from ${from}` : 'no inputs connected',
    to ? `outputs to ${to}` : 'no outputs connected',
    said,
  ]
  return parts.join(', ')
}
