/** A number with its unit inside: understands what people type, steps by arrows, keeps what it refuses. */
import type { NumberParam } from '@chirpflow/graph'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Icon } from '../../theme/icons.tsx'
import { type FieldProps, severalValues } from './field.ts'
import { stepBy } from './slider-range.ts'
import { formatField, parseField } from './units.ts'
import { refusalOf } from './words.ts'
import './number-field.css'

export function NumberField(props: FieldProps<NumberParam>) {
  const { id, param, value, mixed, describedBy, invalid, onSet, onRefuse } = props
  const known = typeof value === 'number' ? value : param.default
  const shown = formatField(param, known)
  /** What was typed and is no value yet, and the value that stood then. */
  const [draft, setDraft] = useState<{ text: string; of: number; refused: boolean }>()
  const leaving = useRef(false)
  const current = draft && draft.of === known ? draft : undefined
  const text = current?.text ?? (mixed ? '' : shown.text)

  function read(typed: string): number | string {
    const parsed = parseField(param, typed, shown.unit)
    if ('refused' in parsed) return parsed.refused
    return refusalOf(param, parsed.value) ?? parsed.value
  }

  function type(typed: string) {
    const refused = current?.refused ?? false
    setDraft({ text: typed, of: known, refused })
    if (refused) {
      const result = read(typed)
      onRefuse(typeof result === 'string' ? result : undefined)
    }
  }

  function commit() {
    if (leaving.current || !current) return
    const result = read(current.text)
    if (typeof result === 'string') {
      setDraft({ ...current, refused: true })
      onRefuse(result)
      return
    }
    setDraft(undefined)
    onRefuse(undefined)
    if (result !== known || mixed) onSet(result)
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      commit()
      event.currentTarget.select()
    } else if (event.key === 'Escape') {
      // what was typed goes; the key itself takes the focus back to the canvas
      leaving.current = true
      setDraft(undefined)
      onRefuse(undefined)
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      const result = current ? read(current.text) : known
      const from = typeof result === 'number' ? result : known
      const by = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1)
      setDraft(undefined)
      onRefuse(undefined)
      onSet(stepBy(param, from, by))
    }
  }

  return (
    <span className="number-field field" data-invalid={invalid || undefined}>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={mixed ? severalValues : undefined}
        data-settled={current ? undefined : ''}
        value={text}
        onFocus={() => {
          leaving.current = false
        }}
        onChange={(event) => type(event.target.value)}
        onBlur={commit}
        onKeyDown={press}
      />
      {invalid ? (
        <Icon name="failed" className="error-text" />
      ) : (
        shown.unit !== '' && !(mixed && text === '') && <span className="unit">{shown.unit}</span>
      )}
    </span>
  )
}
