/** A note: its text. */
import { readAnnotations } from '@chirpflow/graph'
import { useMemo } from 'react'
import { editNote } from '../../document/index.ts'
import { edit } from '../../state/edit.ts'
import { useDocument, useEditor } from '../../state/editor.ts'
import { Icon } from '../../theme/icons.tsx'
import { WordsField } from './WordsField.tsx'

export function NotePart({ id }: { id: string }) {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const note = useMemo(() => readAnnotations(graph).notes[id], [graph, id])
  if (!note) return null
  return (
    <header className="inspector-head">
      <div className="head-line">
        <Icon name="note" />
        <h2>Note</h2>
      </div>
      <WordsField
        label="Text of the note"
        value={note.text}
        onSet={(text) => void edit(editor, editNote, { note: id, text })}
      />
      <p className="head-summary">
        Nodes that stand wholly on a note move with it: it serves as a frame round a lane.
      </p>
    </header>
  )
}
