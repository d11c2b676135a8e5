/** A bar that stays until somebody deals with it: recovered document, storage full, engine died. */
import { useEditor, useUi } from '../state/editor.ts'
import { Icon, type IconName } from '../theme/icons.tsx'
import './Banner.css'

const icons: Record<'note' | 'warning' | 'error', IconName> = {
  note: 'note',
  warning: 'warning',
  error: 'failed',
}

export function Banner() {
  const editor = useEditor()
  const banner = useUi((state) => state.banner)
  if (!banner) return null
  const close = () => {
    editor.ui.setState({ banner: undefined })
    editor.canvas?.focus()
  }
  return (
    <section className="banner" data-severity={banner.severity} aria-label="Notice">
      <Icon name={icons[banner.severity]} />
      <p>{banner.message}</p>
      {banner.actions.map(({ label, command }) => (
        <button
          key={command}
          type="button"
          className="button small"
          onClick={() => editor.command(command)}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        className="icon-button"
        aria-label="Close the notice"
        title="Close"
        onClick={close}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}
