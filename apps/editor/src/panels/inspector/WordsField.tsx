/** A text of several lines that grows with what is written; written when the field is left. */
import { useEffect, useRef, useState } from 'react'
import './words-field.css'

export function WordsField({
  label,
  value,
  onSet,
  className = 'words-field',
  focused = false,
  oneLine = false,
}: {
  label: string
  value: string
  onSet: (text: string) => void
  className?: string
  focused?: boolean
  /** Enter leaves the field, and no line can be broken. */
  oneLine?: boolean
}) {
  const [draft, setDraft] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const leaving = useRef(false)
  useEffect(() => {
    if (focused) field.current?.focus()
  }, [focused])
  return (
    <textarea
      ref={field}
      className={className}
      aria-label={label}
      rows={1}
      spellCheck={!oneLine}
      value={draft ?? value}
      onFocus={() => {
        leaving.current = false
      }}
      onChange={({ target }) => setDraft(oneLine ? target.value.replace(/\n/g, ' ') : target.value)}
      onBlur={() => {
        if (draft !== undefined && !leaving.current && draft !== value) onSet(draft)
        setDraft(undefined)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') leaving.current = true
        if (event.key === 'Enter' && (oneLine || event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          event.currentTarget.blur()
        }
      }}
    />
  )
}
