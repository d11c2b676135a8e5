/** One view: heading, plot or table, menu. Chunks reach the plot beside React, never through it. */
import { nodeOfWire } from '@chirpflow/graph'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useEditor, useSession, useUi } from '../state/editor.ts'
import { useLooksLive, useSilence } from '../state/live.ts'
import type { ViewCard } from '../state/ui.ts'
import type { Target } from './actions.ts'
import { CardHeader } from './CardHeader.tsx'
import { CardTable } from './CardTable.tsx'
import { nameOfCard } from './cards.ts'
import { emptyText } from './empty-text.ts'
import { useMemory } from './hooks.ts'
import { viewsOf } from './local.ts'
import { PlotCanvas } from './PlotCanvas.tsx'
import { layoutOf } from './plot/layout.ts'
import type { Grip } from './use-card-drag.ts'

export function DockCard({
  card,
  place,
  count,
  grip,
  drop,
  moving,
}: {
  card: ViewCard
  place: number
  count: number
  grip: Grip
  drop: 'before' | 'after' | undefined
  moving: boolean
}) {
  const { ui } = useEditor()
  const signal = useSession((state) => state.plan.signals.get(card.wire))
  const node = nodeOfWire(card.wire)
  const status = useSession((state) => state.nodes[node])
  const engine = useSession((state) => state.engine)
  const memory = useMemory((state) => state.cards[card.id])
  const known = useSession((state) => state.plan.nodes.some(({ id }) => id === node))
  const waits = useSession((state) => state.plan.waits.get(node))
  const target = useRef<Target>(undefined)
  const [some, setSome] = useState(false)
  const element = useRef<HTMLElement>(null)
  const wanted = useMemory((state) => state.reveal === card.id)
  useEffect(() => {
    if (!wanted) return
    element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    viewsOf(ui).setState({ reveal: undefined })
  }, [wanted, ui])
  const ready = useCallback((made: Target | undefined) => {
    target.current = made
  }, [])

  const wish = card.minus === undefined ? memory?.wish : 'line'
  const layout = signal ? layoutOf(signal, wish) : undefined
  const failed = status?.activity === 'failed'
  const before = some && (status?.current === false || failed)
  const silent = useSilence() && some
  const looking = useUi((state) => state.sliderTime !== undefined)
  const away = useLooksLive() && looking
  const stopped = some && status?.activity === 'stopped' ? 'stopped' : undefined
  return (
    <section
      ref={element}
      className={`view-card${moving ? ' moving' : ''}${drop ? ` drop-${drop}` : ''}`}
      data-card={card.id}
      data-body={card.minus === undefined ? (layout?.body ?? 'line') : 'lanes'}
      style={{ flexGrow: Math.max(2, 100 * card.width) }}
      aria-label={`View of ${nameOfCard(card)}`}
    >
      <CardHeader
        card={card}
        signal={signal}
        layout={layout}
        stale={before ? 'from before' : silent ? 'no frames come' : stopped}
        place={place}
        count={count}
        grip={grip}
        target={target}
      />
      <div className={`view-body${before || silent ? ' stale' : ''}`}>
        <PlotCanvas
          key={card.wire}
          id={card.id}
          wire={card.wire}
          minus={card.minus}
          hidden={memory?.table === true}
          onTarget={ready}
          onSome={setSome}
        />
        {memory?.table === true && <CardTable target={target} />}
        {!some && (
          <p className="view-none">
            {emptyText({
              wire: card.wire,
              node,
              known,
              signal: signal !== undefined,
              waits,
              status,
              engine,
              away,
            })}
          </p>
        )}
      </div>
    </section>
  )
}
