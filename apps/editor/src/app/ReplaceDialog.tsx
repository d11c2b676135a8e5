/** The one question: what becomes of unsaved work that another document replaces. */
import { useEffect, useRef } from 'react'
import { useDocument } from '../state/editor.ts'
import { useFiles } from './files/context.ts'
import './ReplaceDialog.css'

export function ReplaceDialog() {
  const asking = useFiles((state) => state.asking)
  const name = useDocument((state) => state.name)
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    if (!asking) return
    dialog.current?.showModal()
    // Enter keeps the work, where the browser would have chosen the first button
    dialog.current?.querySelector<HTMLElement>('.primary')?.focus()
  }, [asking])

  if (!asking) return null
  return (
    <dialog
      ref={dialog}
      className="replace-dialog card"
      aria-labelledby="replace-title"
      onCancel={() => asking.answer('cancel')}
    >
      <h2 id="replace-title">Save the changes to {name || 'this graph'}?</h2>
      <p>Another graph is about to take its place.</p>
      <div className="replace-answers">
        <button type="button" className="button" onClick={() => asking.answer('discard')}>
          Discard the changes
        </button>
        <span />
        <button type="button" className="button" onClick={() => asking.answer('cancel')}>
          Cancel
        </button>
        <button type="button" className="button primary" onClick={() => asking.answer('save')}>
          Save
        </button>
      </div>
    </dialog>
  )
}
