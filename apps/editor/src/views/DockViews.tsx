/** The Views tab of the dock: cards in one row, or a sentence on how to get one. */
import { Fragment, useRef } from 'react'
import { useEditor, useUi } from '../state/editor.ts'
import { moveCard } from './cards.ts'
import { DockCard } from './DockCard.tsx'
import { ResizeHandle } from './ResizeHandle.tsx'
import { useCardDrag } from './use-card-drag.ts'
import './views.css'

export function DockViews() {
  const { ui } = useEditor()
  const views = useUi((state) => state.views)
  const row = useRef<HTMLDivElement>(null)
  const drag = useCardDrag(row, (id, place) =>
    ui.setState((state) => ({ views: moveCard(state.views, id, place) })),
  )
  if (views.length === 0) {
    return (
      <p className="views-empty">
        Click a wire’s preview, or press <kbd>V</kbd> on a node
      </p>
    )
  }
  return (
    <div className="views-row" ref={row}>
      {views.map((card, place) => (
        <Fragment key={card.id}>
          {place > 0 && <ResizeHandle row={row} place={place - 1} />}
          <DockCard
            card={card}
            place={place}
            count={views.length}
            grip={drag.grip(card.id)}
            drop={drag.drop?.id === card.id ? drag.drop.side : undefined}
            moving={drag.moving === card.id}
          />
        </Fragment>
      ))}
    </div>
  )
}
