/** A button that opens a list of things to do, in the browser's top layer. */
import { type KeyboardEvent, useId, useRef } from 'react'
import { Icon, type IconName } from '../theme/icons.tsx'

export interface MenuItem {
  readonly label: string
  /** Shown at the right. */
  readonly key?: string
  readonly off?: boolean
  readonly checked?: boolean
  readonly radio?: boolean
  readonly does: () => void
}

export function Menu({
  label,
  items,
  icon = 'more',
  onOpen,
}: {
  label: string
  items: readonly (MenuItem | 'line')[]
  icon?: IconName
  onOpen?: () => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  const place = () => {
    const [menu, anchor] = [list.current, button.current?.getBoundingClientRect()]
    if (!menu || !anchor) return
    const { offsetWidth: width, offsetHeight: height } = menu
    const below = anchor.bottom + 4 + height <= innerHeight
    menu.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, anchor.right - width))}px`
    menu.style.top = `${Math.max(8, below ? anchor.bottom + 4 : anchor.top - 4 - height)}px`
  }
  const entries = () => [
    ...(list.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? []),
  ]
  const walk = (event: KeyboardEvent) => {
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    event.stopPropagation()
    if (to === undefined || all.length === 0) return
    event.preventDefault()
    all[(to + all.length) % all.length].focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="icon-button view-menu-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        popoverTarget={id}
      >
        <Icon name={icon} />
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="view-menu"
        aria-label={label}
        onKeyDown={walk}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') onOpen?.()
        }}
        onToggle={(event) => {
          if (event.newState !== 'open') return
          place()
          entries()[0]?.focus()
        }}
      >
        {items.map((item, k) =>
          item === 'line' ? (
            <hr key={`line ${items[k + 1] === 'line' ? k : labelOf(items[k + 1])}`} />
          ) : (
            <Entry key={item.label} item={item} close={() => list.current?.hidePopover()} />
          ),
        )}
      </div>
    </>
  )
}

function labelOf(item: MenuItem | 'line' | undefined): string {
  return typeof item === 'object' ? item.label : ''
}

function Entry({ item, close }: { item: MenuItem; close: () => void }) {
  const checkable = item.checked !== undefined
  const role = item.radio ? 'menuitemradio' : checkable ? 'menuitemcheckbox' : 'menuitem'
  return (
    <button
      type="button"
      role={role}
      {...(checkable ? { 'aria-checked': item.checked } : {})}
      disabled={item.off}
      onClick={() => {
        close()
        item.does()
      }}
    >
      <span className="view-menu-mark">{item.checked && (item.radio ? '•' : '✓')}</span>
      <span className="view-menu-label">{item.label}</span>
      {item.key && <kbd>{item.key}</kbd>}
    </button>
  )
}
