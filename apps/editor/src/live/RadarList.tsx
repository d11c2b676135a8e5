/** Boards and the emulator, one of which is chosen. */
import type { FoundRadar } from '@chirpflow/graph'
import { Icon } from '../theme/icons.tsx'

export function RadarList({
  found,
  looking,
  trouble,
  chosen,
  onChoose,
  onLook,
}: {
  found: readonly FoundRadar[]
  looking: boolean
  trouble: string
  chosen: string | undefined
  onChoose(id: string): void
  onLook(): void
}) {
  return (
    <fieldset className="radar-list">
      <legend>
        Radar
        <button type="button" className="link-button" disabled={looking} onClick={onLook}>
          {looking ? 'Looking' : 'Look again'}
        </button>
      </legend>
      {found.map(({ id, title, detail }) => (
        <label key={id} className="radar-choice">
          <input
            type="radio"
            name="radar"
            value={id}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          <span>
            <strong>{title}</strong>
            <small>{detail}</small>
          </span>
        </label>
      ))}
      {trouble && (
        <p className="connect-refused">
          <Icon name="failed" size={14} />
          {trouble}
        </p>
      )}
      {found.length === 0 && !looking && !trouble && (
        <p className="radar-none">
          No board is plugged in. Connect its USB cable and switch it on, then look again.
        </p>
      )}
    </fieldset>
  )
}
