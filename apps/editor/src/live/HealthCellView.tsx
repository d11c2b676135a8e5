/** One cell of the health bar; a click explains it. */
import { useEffect, useId, useRef } from 'react'
import { Icon } from '../theme/icons.tsx'
import type { HealthCell } from './health-cells.ts'
import { Trace } from './Trace.tsx'

export function HealthCellView({
  cell,
  open,
  onToggle,
}: {
  cell: HealthCell
  open: boolean
  onToggle(open: boolean): void
}) {
  const { id, title, figure, unit, note, tone, chip, trace, bar, explained } = cell
  const cardId = useId()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const leave = (event: Event) => {
      const isKey = event instanceof KeyboardEvent
      if (isKey && event.key !== 'Escape') return
      if (!isKey && event.target instanceof Node && place.current?.contains(event.target)) return
      onToggle(false)
    }
    addEventListener('pointerdown', leave, true)
    addEventListener('keydown', leave)
    return () => {
      removeEventListener('pointerdown', leave, true)
      removeEventListener('keydown', leave)
    }
  }, [open, onToggle])
  const word = { none: '', ok: '', warning: 'warning, ', error: 'trouble, ' }[tone]
  return (
    <div className="health-cell" data-cell={id} data-tone={tone} ref={place}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? cardId : undefined}
        aria-label={`${title}: ${word}${figure} ${unit}${note ? `, ${note}` : ''}${chip ? `, ${chip.text}` : ''}`}
        title={explained.join(' ')}
        onClick={() => onToggle(!open)}
      >
        <span className="cell-title">
          {(tone === 'warning' || tone === 'error') && !chip && (
            <Icon name={tone === 'error' ? 'failed' : 'warning'} size={12} />
          )}
          {title}
        </span>
        <span className="cell-figure figures">
          <b>{figure}</b> {unit}
        </span>
        <span className="cell-side">
          {chip && (
            <span className={`chip ${chip.tone === 'none' ? '' : chip.tone}`}>
              {chip.tone !== 'none' && <Icon name={chip.icon} size={12} />}
              {chip.text}
            </span>
          )}
          {trace && !chip && <Trace values={trace} />}
          {bar && !chip && <Bar {...bar} />}
        </span>
        <span className="cell-note mono">{note}</span>
      </button>
      {open && (
        <div className="health-card card" id={cardId} role="note">
          {explained.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </div>
  )
}

function Bar({ share, limit }: { share: number; limit?: number }) {
  return (
    <span className="cell-bar" aria-hidden="true">
      <span className="cell-part" style={{ width: `${100 * share}%` }} />
      {limit !== undefined && <i style={{ left: `${100 * limit}%` }} />}
    </span>
  )
}
