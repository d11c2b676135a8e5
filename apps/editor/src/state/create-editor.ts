/** Puts the parts of the editor together. */
import { performById } from './commands.ts'
import type { Editor } from './editor.ts'

export function createEditor(
  parts: Pick<Editor, 'registry' | 'document' | 'session' | 'ui'>,
): Editor {
  const editor: Editor = {
    ...parts,
    canvas: undefined,
    command: (id) => performById(editor, id),
  }
  return editor
}
