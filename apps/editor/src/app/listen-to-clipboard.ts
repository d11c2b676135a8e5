/** Cut, copy and paste through the browser's own events: no permission asked, and across windows. */
import { copySelection, cutSelection, pasteText } from '../state/commands-edit.ts'
import type { Editor } from '../state/editor.ts'

/** Text that a person marked, or a field, is theirs to copy. */
function isTexts(event: ClipboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body
  if (target.closest('input, textarea, select, [contenteditable="true"]')) return true
  return event.type !== 'paste' && getSelection()?.isCollapsed === false
}

export function listenToClipboard(editor: Editor): () => void {
  const take = (event: ClipboardEvent) => {
    if (isTexts(event) || event.defaultPrevented) return
    const text = copySelection(editor)
    if (text === undefined) return
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    if (event.type === 'cut') cutSelection(editor)
    else editor.ui.setState({ announcement: 'Copied.' })
  }
  const put = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain')
    if (isTexts(event) || event.defaultPrevented || !text) return
    event.preventDefault()
    pasteText(editor, text)
  }
  addEventListener('copy', take)
  addEventListener('cut', take)
  addEventListener('paste', put)
  return () => {
    removeEventListener('copy', take)
    removeEventListener('cut', take)
    removeEventListener('paste', put)
  }
}
