/** A card above the window: takes the focus, gives it back, goes with Esc, a click or a Tab elsewhere. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useEditor } from '../state/editor.ts'
import './Overlay.css'

export function Overlay({
  label,
  className = '',
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  const editor = useEditor()
  const { ui } = editor
  const card = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const before = document.activeElement
    const close = () => ui.setState({ overlay: { kind: 'none' } })
    const element = card.current
    const first = element?.querySelector<HTMLElement>('input[type="text"]')
    ;(first ?? element)?.focus()

    const elsewhere = (event: Event) => {
      const { target } = event
      if (target instanceof Node && target !== document && !element?.contains(target)) close()
    }
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      close()
    }
    // what had the focus may be gone, or take it no more
    const leaveUnfocused = (event: KeyboardEvent) => {
      if (document.activeElement === document.body) leave(event)
    }
    addEventListener('keydown', leaveUnfocused, true)
    addEventListener('pointerdown', elsewhere, true)
    addEventListener('focusin', elsewhere)
    element?.addEventListener('keydown', leave)
    return () => {
      removeEventListener('keydown', leaveUnfocused, true)
      removeEventListener('pointerdown', elsewhere, true)
      removeEventListener('focusin', elsewhere)
      element?.removeEventListener('keydown', leave)
      const lost =
        document.activeElement === document.body || element?.contains(document.activeElement)
      if (!lost) return
      if (before instanceof HTMLElement && before !== document.body) before.focus()
      else editor.canvas?.focus()
    }
  }, [editor, ui])

  return (
    <div
      ref={card}
      className={`overlay card ${className}`}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
    >
      {children}
    </div>
  )
}
