/** Opens the palette over the canvas at a point of the screen. */
import type { Editor } from '../state/editor.ts'
import type { Point } from './sizes.ts'

export function openAddAt(editor: Editor, screen: Point): void {
  if (!editor.canvas) return
  editor.ui.setState({ overlay: { kind: 'add', at: editor.canvas.toCanvas(screen), screen } })
}
