/** A slider beside a number: dragging it is one step of undo, and the graph runs again all the while. */
import type { NumberParam } from '@chirpflow/graph'
import { type CSSProperties, useEffect } from 'react'
import { useEditor } from '../../state/editor.ts'
import type { SliderRange } from './slider-range.ts'
import { showParam } from './units.ts'
import './slider.css'

export function Slider({
  label,
  param,
  range,
  value,
  onDrag,
}: {
  label: string
  param: NumberParam
  range: SliderRange
  value: number
  onDrag: (value: number) => void
}) {
  const { document: graph } = useEditor()
  const place = Math.round(range.placeOf(value))
  const begin = () => {
    if (!graph.getState().gesture) graph.begin()
  }
  const commit = () => graph.commit()
  useEffect(() => () => graph.commit(), [graph])
  const style = { '--part': `${(100 * place) / range.steps}%` } as CSSProperties
  return (
    <input
      type="range"
      className="slider"
      aria-label={`${label}, slider`}
      aria-valuetext={showParam(param, value)}
      min={0}
      max={range.steps}
      step={1}
      value={place}
      style={style}
      onPointerDown={begin}
      onPointerUp={commit}
      onLostPointerCapture={commit}
      onKeyDown={(event) => {
        if (/^(Arrow|Page|Home|End)/.test(event.key)) begin()
      }}
      onKeyUp={commit}
      onBlur={commit}
      onChange={(event) => onDrag(range.valueAt(Number(event.target.value)))}
    />
  )
}
