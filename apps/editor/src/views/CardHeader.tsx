/** Heading of a view: what it looks at, selections, part and scale, menu. */
import type { Signal } from '@chirpflow/graph'
import type { RefObject } from 'react'
import { useEditor, useSession, useUi } from '../state/editor.ts'
import type { ViewCard } from '../state/ui.ts'
import { Icon, PortShape } from '../theme/icons.tsx'
import { AxisSelect } from './AxisSelect.tsx'
import { change, type Target } from './actions.ts'
import { CardMenu } from './CardMenu.tsx'
import { nameOfCard } from './cards.ts'
import { Pill } from './Pill.tsx'
import type { Layout } from './plot/layout.ts'
import { type Part, type Scale, scaleFor, scalesOf } from './plot/values.ts'
import type { Grip } from './use-card-drag.ts'

const parts: Record<Part, string> = {
  magnitude: 'Magnitude',
  phase: 'Phase',
  real: 'Real',
  imaginary: 'Imaginary',
}
const scales: Record<Scale, string> = { linear: 'Linear', dB: 'dB', log: 'Log' }

export function CardHeader({
  card,
  signal,
  layout,
  stale,
  place,
  count,
  grip,
  target,
}: {
  card: ViewCard
  signal: Signal | undefined
  layout: Layout | undefined
  /** What the data are not, in a word or two: of now. */
  stale: string | undefined
  place: number
  count: number
  grip: Grip
  target: RefObject<Target | undefined>
}) {
  const editor = useEditor()
  const shows = useUi((state) => state.showPrevious) && layout?.body === 'line'
  const some = useSession(() => editor.session.previous(card.wire).chunks.length > 0)
  const previous = shows && some && card.minus === undefined
  const known = signal ? scalesOf(signal, card.part) : []
  const now = signal ? scaleFor(signal, card) : 'linear'
  return (
    <header className="view-head">
      <div className="view-grip" title={`${nameOfCard(card)}: drag to move this view`} {...grip}>
        <PortShape dtype={signal?.dtype} filled size={9} />
        <h3 className="mono">{nameOfCard(card)}</h3>
      </div>
      {signal && layout && layout.selectors.length > 0 && (
        <div className="view-selections">
          {layout.selectors.map((at) => (
            <AxisSelect key={signal.axes[at].name} card={card} axis={signal.axes[at]} />
          ))}
        </div>
      )}
      <span className="view-space" />
      {card.frozen && (
        <span className="chip" title="Frozen: what arrives is not shown">
          <Icon name="freeze" size={12} /> Frozen
        </span>
      )}
      {stale && <span className="chip warning">{stale}</span>}
      {previous && <span className="view-legend">previous run</span>}
      {signal?.dtype === 'complex64' && (
        <Pill
          label={`Part of ${card.wire}`}
          value={card.part}
          options={parts}
          onChange={(part) => change(editor, card.id, { part })}
        />
      )}
      {known.length > 1 && (signal?.dtype === 'complex64' || now !== 'linear') && (
        <Pill
          label={`Scale of ${card.wire}`}
          value={now}
          options={scales}
          onChange={(scale) => change(editor, card.id, { scale })}
        />
      )}
      <CardMenu card={card} signal={signal} place={place} count={count} target={target} />
    </header>
  )
}
