/** While the canvas is panned or zoomed, and a moment longer, its frames are its own: no pictures, no news. */
import { useCallback, useEffect, useRef } from 'react'
import { useEditor } from '../state/editor.ts'
import { closeWireCard } from './hover.ts'
import { useParts } from './local.ts'

/** Turns of a wheel on a slow machine are further apart than React Flow waits for the next one, ms. */
const settling = 400

export function usePanning(): { readonly begin: () => void; readonly end: () => void } {
  const editor = useEditor()
  const parts = useParts()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const resume = useCallback(() => {
    parts.previews.pause(false)
    editor.session.rest(false)
  }, [editor, parts])
  const begin = useCallback(() => {
    clearTimeout(timer.current)
    parts.previews.pause(true)
    editor.session.rest(true)
    closeWireCard(parts)
    if (parts.root.current) parts.root.current.dataset.panning = 'true'
  }, [editor, parts])
  const end = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(resume, settling)
    delete parts.root.current?.dataset.panning
  }, [parts, resume])

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      // the pictures end with the canvas, the session does not
      editor.session.rest(false)
    },
    [editor],
  )
  return { begin, end }
}
