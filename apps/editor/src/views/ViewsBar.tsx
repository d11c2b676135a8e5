/** What stands right of the dock's tabs while Views is open: time, freeze all, save all, add. */
import { useEditor, useSession, useUi } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import { Menu } from './Menu.tsx'
import { openView } from './open-view.ts'
import { TimeBar } from './TimeBar.tsx'

export function ViewsBar() {
  const editor = useEditor()
  const views = useUi((state) => state.views)
  const signals = useSession((state) => state.plan.signals)
  const frozen = views.length > 0 && views.every((card) => card.frozen)
  const items = [...signals.keys()].map((wire) => ({
    label: wire,
    does: () => openView(editor, wire),
  }))
  return (
    <div className="views-bar">
      <TimeBar />
      {views.length > 0 && (
        <button
          type="button"
          className="icon-button"
          aria-label="Freeze all views"
          title={frozen ? 'Let all views follow the data again' : 'Freeze all views'}
          aria-pressed={frozen}
          onClick={() =>
            editor.ui.setState(({ views: all }) => ({
              views: all.map((card) => ({ ...card, frozen: !frozen })),
            }))
          }
        >
          <Icon name="freeze" />
        </button>
      )}
      {items.length > 0 && <Menu label="Add a view" icon="add" items={items} />}
    </div>
  )
}
