/** Closes a card that floats over the window when something outside of it is pressed or focused. */
import { type RefObject, useEffect } from 'react'
import { useEditor } from '../../state/editor.ts'

export function useCloseOutside(card: RefObject<HTMLElement | null>): void {
  const { ui } = useEditor()
  useEffect(() => {
    const elsewhere = ({ target }: Event) => {
      const isInside = target === document || card.current?.contains(target as Node)
      if (target instanceof Node && !isInside) ui.setState({ overlay: { kind: 'none' } })
    }
    addEventListener('pointerdown', elsewhere, true)
    addEventListener('focusin', elsewhere)
    return () => {
      removeEventListener('pointerdown', elsewhere, true)
      removeEventListener('focusin', elsewhere)
    }
  }, [ui, card])
}
