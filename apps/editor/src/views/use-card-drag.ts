/** Dragging a card by its heading to another place in the row; menus and keys do the same. */
import { type PointerEvent, type RefObject, useRef, useState } from 'react'

/** A press becomes a drag after so many pixels. */
const threshold = 6

interface Drop {
  /** The card beside which it would fall, and on which side. */
  readonly id: string
  readonly side: 'before' | 'after'
}

export interface Grip {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
}

/** `move` is called once, with the card and its place in the row of the others. */
export function useCardDrag(
  row: RefObject<HTMLElement | null>,
  move: (id: string, place: number) => void,
) {
  const start = useRef<number>(undefined)
  const [state, setState] = useState<{ moving?: string; drop?: Drop; place?: number }>({})

  const aim = (id: string, x: number) => {
    const others = [...(row.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])].filter(
      (card) => card.dataset.card !== id,
    )
    const middles = others.map((card) => {
      const { left, width } = card.getBoundingClientRect()
      return left + width / 2
    })
    const found = middles.findIndex((middle) => x < middle)
    const place = found < 0 ? others.length : found
    const beside = others[Math.min(place, others.length - 1)]
    const drop: Drop | undefined = beside?.dataset.card
      ? { id: beside.dataset.card, side: place < others.length ? 'before' : 'after' }
      : undefined
    setState({ moving: id, drop, place })
  }

  const end = () => {
    start.current = undefined
    setState({})
  }

  const grip = (id: string): Grip => ({
    onPointerDown: (event) => {
      if (event.button === 0) start.current = event.clientX
    },
    onPointerMove: (event) => {
      if (start.current === undefined) return
      if (state.moving === undefined && Math.abs(event.clientX - start.current) < threshold) return
      if (state.moving === undefined) event.currentTarget.setPointerCapture(event.pointerId)
      aim(id, event.clientX)
    },
    onPointerUp: () => {
      if (state.moving !== undefined && state.place !== undefined) move(state.moving, state.place)
      end()
    },
    onPointerCancel: end,
  })
  return { grip, moving: state.moving, drop: state.drop }
}
