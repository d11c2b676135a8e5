/** Which index of a further axis a view looks at: "rx 1", "range 0.70 m". */
import type { Axis } from '@chirpflow/graph'
import { useEditor } from '../state/editor.ts'
import type { ViewCard } from '../state/ui.ts'
import { change } from './actions.ts'
import { decimalsOfStep, fixed, shownAs, withUnit } from './plot/show.ts'

/** Counted things from 1, places with their unit. */
export function placeText({ name, size, start, step, unit }: Axis, index: number): string {
  if (unit === '1' || name === 'chirp') return `${name} ${index + 1}`
  const shown = shownAs(unit, Math.max(Math.abs(start), Math.abs(start + (size - 1) * step)))
  const text = fixed((start + index * step) * shown.factor, decimalsOfStep(step * shown.factor))
  return `${name} ${withUnit(text, shown.unit)}`
}

export function AxisSelect({ card, axis }: { card: ViewCard; axis: Axis }) {
  const editor = useEditor()
  const index = Math.min(axis.size - 1, Math.max(0, card.at[axis.name] ?? 0))
  return (
    <select
      className="view-select"
      aria-label={`${axis.name} of ${card.wire}`}
      value={index}
      onChange={(event) =>
        change(editor, card.id, { at: { ...card.at, [axis.name]: Number(event.target.value) } })
      }
    >
      {Array.from({ length: axis.size }, (_, k) => placeText(axis, k)).map((text, k) => (
        <option key={text} value={k}>
          {text}
        </option>
      ))}
    </select>
  )
}
