/** Opens a wire as a view: what V, the menu of a node and a click on a preview do. */
import type { Editor } from '../state/editor.ts'
import { newCard } from './cards.ts'
import { viewsOf } from './local.ts'

/** Shows the dock with a card for "node.port"; one that is open already is brought into sight. */
export function openView({ ui, session }: Pick<Editor, 'ui' | 'session'>, wire: string): void {
  const { views } = ui.getState()
  const signal = session.store.getState().plan.signals.get(wire)
  const open = views.find((card) => card.wire === wire)
  const card = open ?? newCard(views, wire, signal)
  ui.setState({
    dock: true,
    dockTab: 'views',
    views: open ? views : [...views, card],
    announcement: open ? `View of ${wire} shown` : `View of ${wire} opened`,
  })
  viewsOf(ui).setState({ reveal: card.id })
}
