/** The menu of a view: what one does to it now and then. */
import type { Signal } from '@chirpflow/graph'
import { type RefObject, useState } from 'react'
import { useEditor, useUi } from '../state/editor.ts'
import type { ViewCard } from '../state/ui.ts'
import { change, saveCsv, saveNpy, savePng, type Target } from './actions.ts'
import { closeCard, moveCard } from './cards.ts'
import { useMemory } from './hooks.ts'
import { patchMemory, viewsOf } from './local.ts'
import { Menu, type MenuItem } from './Menu.tsx'
import { layoutOf, otherBody } from './plot/layout.ts'

const maps = ['viridis', 'cividis', 'magma', 'grey'] as const

export function CardMenu({
  card,
  signal,
  place,
  count,
  target,
}: {
  card: ViewCard
  signal: Signal | undefined
  place: number
  count: number
  target: RefObject<Target | undefined>
}) {
  const editor = useEditor()
  const { ui } = editor
  const memory = useMemory((state) => state.cards[card.id])
  const showPrevious = useUi((state) => state.showPrevious)
  const [chunks, setChunks] = useState(0)
  const store = viewsOf(ui)
  const body = signal && card.minus === undefined ? layoutOf(signal, memory?.wish).body : undefined
  const other = signal && card.minus === undefined ? otherBody(signal, memory?.wish) : undefined
  const withTarget = (does: (target: Target) => void) => () => {
    if (target.current) does(target.current)
  }
  const move = (to: number) => ui.setState(({ views }) => ({ views: moveCard(views, card.id, to) }))

  const items: (MenuItem | 'line')[] = [
    { label: 'Save as PNG', key: 'S', does: withTarget(savePng), off: chunks === 0 },
    { label: 'Save what is shown as CSV', does: withTarget(saveCsv), off: chunks === 0 },
    {
      label: chunks > 1 ? `Save all ${chunks} chunks as NPY` : 'Save as NPY',
      does: withTarget(saveNpy),
      // its chunks are those of one wire alone
      off: chunks === 0 || card.minus !== undefined,
    },
    'line',
    {
      label: 'Freeze',
      key: 'F',
      checked: card.frozen,
      does: () => change(editor, card.id, { frozen: !card.frozen }),
    },
    {
      label: 'Show as table',
      checked: memory?.table === true,
      does: () => patchMemory(store, card.id, { table: memory?.table !== true }),
    },
    ...(other
      ? [
          {
            label: other === 'heat' ? 'Show as heat map' : 'Show as line',
            does: () => patchMemory(store, card.id, { wish: other, x: undefined, y: undefined }),
          },
        ]
      : []),
    ...(body === 'line'
      ? [
          {
            label: 'Previous run behind lines',
            checked: showPrevious,
            does: () => ui.setState({ showPrevious: !showPrevious }),
          },
        ]
      : []),
    ...(body === 'heat'
      ? [
          'line' as const,
          ...maps.map((map) => ({
            label: `${map[0].toUpperCase()}${map.slice(1)}`,
            radio: true,
            checked: card.map === map,
            does: () => change(editor, card.id, { map }),
          })),
        ]
      : []),
    'line',
    { label: 'Move left', does: () => move(place - 1), off: place === 0 },
    { label: 'Move right', does: () => move(place + 1), off: place === count - 1 },
    {
      label: 'Close',
      does: () => ui.setState(({ views }) => ({ views: closeCard(views, card.id) })),
    },
  ]
  return (
    <Menu
      label={`Menu of ${card.wire}`}
      items={items}
      onOpen={() => setChunks(target.current?.painter.chunks().length ?? 0)}
    />
  )
}
