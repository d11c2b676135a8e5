/** Choices, flags and texts. */
import type { ChoiceParam, FlagParam, Param } from '@chirpflow/graph'
import { useRef, useState } from 'react'
import { Icon } from '../../theme/icons.tsx'
import { type FieldProps, severalValues } from './field.ts'
import { showOption } from './words.ts'
import './slider.css'
import './number-field.css'

export function ChoiceField(props: FieldProps<ChoiceParam>) {
  const { id, param, value, mixed, describedBy, invalid, onSet } = props
  return (
    <span className="choice-field">
      <select
        id={id}
        className="field"
        aria-invalid={invalid}
        aria-describedby={describedBy}
        value={mixed ? '' : String(value)}
        onChange={(event) => onSet(event.target.value)}
      >
        {mixed && (
          <option value="" disabled>
            {severalValues}
          </option>
        )}
        {param.options.map((option) => (
          <option key={option} value={option}>
            {showOption(option)}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={14} />
    </span>
  )
}

export function Switch({
  id,
  on,
  mixed = false,
  label,
  describedBy,
  disabled,
  onToggle,
}: {
  id?: string
  on: boolean
  mixed?: boolean
  /** Where no label element names it. */
  label?: string
  describedBy?: string
  disabled?: boolean
  onToggle: (on: boolean) => void
}) {
  return (
    <button
      id={id}
      type="button"
      role="switch"
      className="switch"
      aria-checked={on}
      aria-label={label}
      aria-describedby={describedBy}
      aria-disabled={disabled}
      onClick={() => !disabled && onToggle(!on)}
    >
      <span className="switch-track" />
      {mixed ? severalValues : on ? 'on' : 'off'}
    </button>
  )
}

export function FlagField({ id, value, mixed, describedBy, onSet }: FieldProps<FlagParam>) {
  return (
    <Switch
      id={id}
      on={value === true && !mixed}
      mixed={mixed}
      describedBy={describedBy}
      onToggle={onSet}
    />
  )
}

export function TextField(props: FieldProps<Param> & { placeholder?: string }) {
  const { id, value, mixed, describedBy, invalid, onSet, placeholder } = props
  const [draft, setDraft] = useState<string>()
  const leaving = useRef(false)
  function commit() {
    if (draft !== undefined && !leaving.current && (draft !== value || mixed)) onSet(draft)
    setDraft(undefined)
  }
  return (
    <input
      id={id}
      type="text"
      className="field"
      autoComplete="off"
      spellCheck={false}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={mixed ? severalValues : placeholder}
      data-settled={draft === undefined ? '' : undefined}
      value={draft ?? (mixed ? '' : String(value))}
      onFocus={() => {
        leaving.current = false
      }}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) commit()
        if (event.key === 'Escape') leaving.current = true
      }}
    />
  )
}
