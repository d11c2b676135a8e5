/** What stands right of the dock's tabs while Views is open: time, freeze all, save all, add. */

import { ago } from '../app/spans.ts'
import { useEditor, useSession, useUi } from '../state/editor.ts'
import { nowOf, useLive, useLooksLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'
import { Menu } from './Menu.tsx'
import { openView } from './open-view.ts'
import { TimeBar } from './TimeBar.tsx'

export function ViewsBar() {
  const editor = useEditor()
  const views = useUi((state) => state.views)
  const signals = useSession((state) => state.plan.signals)
  const live = useLooksLive()
  const frozen = views.length > 0 && views.every((card) => card.frozen)
  const items = [...signals.keys()].map((wire) => ({
    label: wire,
    does: () => openView(editor, wire),
  }))
  return (
    <div className="views-bar">
      {live ? <LiveMoment /> : <TimeBar />}
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

/** While a radar is connected the timeline is the slider; here stands only that one looks back. */
function LiveMoment() {
  const time = useUi((state) => state.sliderTime)
  const now = useLive(nowOf)
  if (time === undefined) return null
  return (
    <span className="views-moment warning-text">
      <Icon name="note" size={14} />
      Showing {ago(now - time)}
    </span>
  )
}
