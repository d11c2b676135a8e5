/** Top of a node's page: icon, title, how it stands, its id to rename, its type, what it does. */
import { type GraphNode, idPattern, type NodeType, typeName } from '@chirpflow/graph'
import { useRef, useState } from 'react'
import { hintOf } from '../../app/KeyHint.tsx'
import { Menu } from '../../app/Menu.tsx'
import { type Standing, type State, stateIcon } from '../../canvas/standing.ts'
import { isRefused, renameNode } from '../../document/index.ts'
import { whyNot } from '../../state/command.ts'
import { commandOf } from '../../state/commands.ts'
import { edit, sentence } from '../../state/edit.ts'
import { useEditor } from '../../state/editor.ts'
import { Icon, iconOfCategory } from '../../theme/icons.tsx'

const chips: Record<State, { readonly word: string; readonly tone: string }> = {
  idle: { word: 'Idle', tone: '' },
  running: { word: 'Running', tone: '' },
  done: { word: 'Done', tone: 'ok' },
  cached: { word: 'Done', tone: 'ok' },
  waits: { word: 'Waits', tone: '' },
  warning: { word: 'Warning', tone: 'warning' },
  failed: { word: 'Failed', tone: 'error' },
  bypassed: { word: 'Bypassed', tone: '' },
  disabled: { word: 'Disabled', tone: '' },
  unknown: { word: 'Unknown', tone: 'warning' },
}

export function NodeHead({
  id,
  node,
  type,
  standing,
}: {
  id: string
  node: GraphNode
  type: NodeType | undefined
  standing: Standing
}) {
  const { word, tone } = chips[standing.state]
  return (
    <header className="inspector-head">
      <div className="head-line">
        <Icon name={iconOfCategory(type?.category)} />
        <h2>{type?.title ?? node.type}</h2>
        <span className={`chip ${tone}`} title={standing.words}>
          <Icon name={stateIcon[standing.state]} size={14} />
          {word}
        </span>
        <NodeMenu />
      </div>
      <p className="head-id">
        <IdField key={id} id={id} />
        <code>{typeName(node)}</code>
      </p>
      <p className="head-summary">
        {type?.summary ?? 'This program does not know the type; the node is kept as it was.'}
      </p>
    </header>
  )
}

const actions = [
  ['selection.rename', 'selection.view', 'selection.connect', 'selection.duplicate'],
  ['selection.bypass', 'selection.disable', 'selection.group'],
  ['selection.delete', 'selection.delete-only'],
]

function NodeMenu() {
  const editor = useEditor()
  const [open, setOpen] = useState(false)
  const item = (id: string) => {
    const command = commandOf(id)
    return {
      id,
      title: command.title,
      hint: hintOf(id),
      reason: whyNot(editor, command),
      run: () => editor.command(id),
    }
  }
  return (
    <div className="head-menu">
      <button
        type="button"
        className="icon-button"
        aria-label="What can be done with the node"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </button>
      {open && (
        <Menu
          label="Node"
          sections={actions.map((ids, index) => ({ title: `${index}`, items: ids.map(item) }))}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

/** The id, written over in place: F2 comes here. */
function IdField({ id }: { id: string }) {
  const editor = useEditor()
  const [draft, setDraft] = useState(id)
  const [refused, setRefused] = useState<string>()
  const leaving = useRef(false)

  function commit() {
    if (leaving.current || draft === id) return
    const outcome = edit(editor, renameNode, { node: id, to: draft.trim() })
    if (isRefused(outcome)) {
      setRefused(sentence(outcome.refused))
      return
    }
    editor.ui.setState(({ selectedNodes }) => ({
      selectedNodes: selectedNodes.map((one) => (one === id ? draft.trim() : one)),
    }))
    requestAnimationFrame(() => editor.canvas?.focus(draft.trim()))
  }

  return (
    <>
      <input
        className="id-field"
        data-rename
        aria-label="Id of the node"
        aria-invalid={refused !== undefined}
        title="Rename (F2)"
        spellCheck={false}
        autoComplete="off"
        size={Math.max(3, draft.length)}
        value={draft}
        onFocus={(event) => {
          leaving.current = false
          event.currentTarget.select()
        }}
        onChange={(event) => {
          setDraft(event.target.value)
          if (idPattern.test(event.target.value)) setRefused(undefined)
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') {
            leaving.current = true
            setDraft(id)
            setRefused(undefined)
          }
        }}
      />
      {refused && <span className="id-refused error-text">{refused}</span>}
    </>
  )
}
