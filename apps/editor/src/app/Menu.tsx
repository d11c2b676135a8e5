/** A menu of sections, walked by arrows, letters, Home and End; Esc and a click elsewhere close it. */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import './Menu.css'

export interface MenuItem {
  readonly id: string
  readonly title: string
  readonly hint?: string
  /** Why it cannot be done now. */
  readonly reason?: string
  run(): void | Promise<void>
}

export interface MenuSection {
  readonly title: string
  readonly items: readonly MenuItem[]
}

export function Menu({
  label,
  sections,
  onClose,
}: {
  label: string
  sections: readonly MenuSection[]
  onClose: () => void
}) {
  const menu = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const before = document.activeElement
    itemsOf(menu.current)[0]?.focus()
    const elsewhere = (event: PointerEvent) => {
      const { target } = event
      const own = target instanceof Node && menu.current?.parentElement?.contains(target)
      if (!own) onClose()
    }
    addEventListener('pointerdown', elsewhere, true)
    return () => {
      removeEventListener('pointerdown', elsewhere, true)
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
    }
  }, [onClose])

  function walk(event: KeyboardEvent) {
    const items = itemsOf(menu.current)
    const at = items.indexOf(document.activeElement as HTMLButtonElement)
    const next = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key]
    if (next !== undefined) items[next].focus()
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase()
      const turned = [...items.slice(at + 1), ...items.slice(0, at + 1)]
      turned.find((item) => item.textContent?.toLowerCase().startsWith(letter))?.focus()
    } else return
    if (event.key !== 'Tab') event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="menu card" role="menu" aria-label={label} ref={menu} onKeyDown={walk}>
      {sections
        .filter(({ items }) => items.length > 0)
        .map(({ title, items }) => (
          <fieldset key={title} className="menu-section" aria-label={title}>
            {items.map(({ id, title: name, hint, reason, run }) => (
              <button
                key={id}
                type="button"
                role="menuitem"
                tabIndex={-1}
                className="menu-item"
                aria-disabled={reason !== undefined}
                title={reason}
                onClick={() => {
                  onClose()
                  void run()
                }}
              >
                <span>{name}</span>
                {hint && <span className="key-hint">{hint}</span>}
              </button>
            ))}
          </fieldset>
        ))}
    </div>
  )
}

function itemsOf(menu: HTMLElement | null): readonly HTMLButtonElement[] {
  return [...(menu?.querySelectorAll<HTMLButtonElement>('[role="menuitem"]') ?? [])]
}
