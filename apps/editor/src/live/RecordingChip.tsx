/** While it records: how long, and how much. */
import { showBytes } from '../app/format.ts'
import { clock } from '../app/spans.ts'
import { useLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'

export function RecordingChip() {
  const recording = useLive((state) => state.status.recording)
  if (!recording) return null
  const { name, seconds, bytes } = recording
  return (
    <span className="chip error figures" title={`Recording to ${name}`}>
      <Icon name="record" size={12} />
      Recording {clock(seconds)} · {showBytes(bytes)}
    </span>
  )
}
