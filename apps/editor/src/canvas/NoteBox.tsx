/** A box behind the cards: a note with its heading, or the frame of a group that is open. */
import { type Node, NodeResizeControl } from '@xyflow/react'
import { useRef } from 'react'
import { editNote, renameGroup } from '../document/index.ts'
import { edit } from '../state/edit.ts'
import { useEditor } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import { closeGroup } from './group.ts'
import { useLocal, useParts } from './local.ts'
import './note.css'

export interface BoxData {
  /** "note:x", or "frame:x" of group x. */
  readonly id: string
  readonly kind: 'note' | 'group'
  /** The first line is the heading. */
  readonly text: string
  readonly at: readonly [number, number]
  readonly size: readonly [number, number]
}

export type BoxNode = Node<{ box: BoxData }>

export function NoteBox({ box, selected }: { box: BoxData; selected: boolean }) {
  const editor = useEditor()
  const { local } = useParts()
  const writing = useLocal((state) => state.writing === box.id)
  const [heading, ...rest] = box.text.split('\n')
  const name = box.id.slice(box.id.indexOf(':') + 1)
  const select = (more: boolean) =>
    editor.ui.setState((state) => ({
      ...(more ? {} : { selectedNodes: [], selectedLinks: [] }),
      ...(box.kind === 'note'
        ? { selectedNotes: more ? [...new Set([...state.selectedNotes, box.id])] : [box.id] }
        : { selectedNodes: [`group:${name}`], selectedNotes: [] }),
    }))
  const write = (text: string | undefined) => {
    local.setState({ writing: undefined })
    if (text === undefined || text === box.text) return
    if (box.kind === 'note') edit(editor, editNote, { note: name, text })
    else edit(editor, renameGroup, { group: name, title: text })
  }
  return (
    <section
      className="note-box"
      data-kind={box.kind}
      data-selected={selected || undefined}
      data-box={box.id}
      aria-label={`${box.kind === 'note' ? 'Note' : 'Open group'}: ${heading}`}
    >
      {writing ? (
        <Writing text={box.text} single={box.kind === 'group'} done={write} />
      ) : (
        <>
          <div className="box-head">
            <button
              type="button"
              className="box-title"
              tabIndex={-1}
              aria-keyshortcuts="F2"
              onClick={(event) => select(event.shiftKey || event.ctrlKey || event.metaKey)}
              onFocus={() => select(false)}
              onDoubleClick={() => local.setState({ writing: box.id })}
            >
              {heading || 'Note'}
            </button>
            {box.kind === 'group' && (
              <button
                type="button"
                className="icon-button box-close nodrag"
                aria-label="Close the group"
                title="Draw it as one node"
                onClick={() => closeGroup(local, `group:${name}`)}
              >
                <Icon name="group" size={14} />
              </button>
            )}
          </div>
          {rest.length > 0 && <p className="box-text">{rest.join('\n')}</p>}
        </>
      )}
      {box.kind === 'note' && (
        <NodeResizeControl
          className="box-resize"
          minWidth={80}
          minHeight={40}
          position="bottom-right"
        />
      )}
    </section>
  )
}

function Writing({
  text,
  single,
  done,
}: {
  text: string
  single: boolean
  done: (text: string | undefined) => void
}) {
  const left = useRef(false)
  return (
    <textarea
      className="box-writing nodrag nowheel"
      aria-label={single ? 'Title of the group' : 'Text of the note; its first line is the heading'}
      defaultValue={text}
      rows={single ? 1 : undefined}
      ref={(area) => {
        if (area && document.activeElement !== area) {
          area.focus()
          area.select()
        }
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        const ends = event.key === 'Enter' && (single || event.ctrlKey || event.metaKey)
        if (event.key !== 'Escape' && !ends) return
        event.preventDefault()
        left.current = true
        done(ends ? event.currentTarget.value : undefined)
      }}
      onBlur={(event) => {
        if (!left.current) done(event.currentTarget.value)
      }}
    />
  )
}
