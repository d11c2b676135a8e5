/** Opens a wire as a view: what V, the menu of a node and a click on a preview do. */
import type { Editor } from '../state/editor.ts'
import { nameOfCard, newCard } from './cards.ts'
import { viewsOf } from './local.ts'

/**
 * Shows the dock with a card for "node.port", or for the difference of two; one that is open already is
 * brought into sight.
 */
export function openView(
  { ui, session }: Pick<Editor, 'ui' | 'session'>,
  wire: string,
  minus?: string,
): void {
  const { views } = ui.getState()
  const signal = session.store.getState().plan.signals.get(wire)
  const open = views.find((card) => card.wire === wire && card.minus === minus)
  const made = newCard(views, wire, signal)
  const card = open ?? (minus === undefined ? made : { ...made, minus, width: 0.3 })
  const name = nameOfCard(card)
  ui.setState({
    dock: true,
    dockTab: 'views',
    views: open ? views : [...views, card],
    announcement: open ? `View of ${name} shown` : `View of ${name} opened`,
  })
  viewsOf(ui).setState({ reveal: card.id })
}
