/** The dock's upper edge: dragged, moved by arrows, set back by a double click. */
import { useRef } from 'react'
import { useEditor, useUi } from '../state/editor.ts'
import { usualCompareHeight, usualDockHeight } from './kept.ts'

const least = 160
const most = 0.7

function limit(height: number): number {
  return Math.round(Math.max(least, Math.min(innerHeight * most, height)))
}

export function DockEdge({ of }: { of: 'dockHeight' | 'compareHeight' }) {
  const { ui } = useEditor()
  const height = useUi((state) => state[of])
  const drag = useRef<{ readonly y: number; readonly height: number } | undefined>(undefined)
  const set = (to: number) => ui.setState({ [of]: limit(to) })

  return (
    // a splitter that can be focused is a widget, whatever the element that carries it
    <hr
      className="dock-edge"
      tabIndex={0}
      aria-label="Height of the dock"
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={least}
      aria-valuemax={limit(Number.MAX_SAFE_INTEGER)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const panel = event.currentTarget.parentElement
        drag.current = { y: event.clientY, height: panel?.clientHeight ?? height }
        event.preventDefault()
      }}
      onPointerMove={(event) => {
        const from = drag.current
        if (from) set(from.height + from.y - event.clientY)
      }}
      onPointerUp={() => {
        drag.current = undefined
      }}
      onPointerCancel={() => {
        drag.current = undefined
      }}
      onDoubleClick={() =>
        set(of === 'dockHeight' ? usualDockHeight(innerWidth) : usualCompareHeight(innerHeight))
      }
      onKeyDown={(event) => {
        const step = { ArrowUp: 16, ArrowDown: -16 }[event.key]
        if (step === undefined) return
        set(height + step)
        event.preventDefault()
      }}
    />
  )
}
