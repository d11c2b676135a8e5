/** At the right of the top bar: the radar, how it stands, and for how long it has been seen. */

import { clock } from '../app/spans.ts'
import { useEditor } from '../state/editor.ts'
import { useLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'
import { stateWords } from './state-words.ts'

export default function LiveMark() {
  const editor = useEditor()
  const state = useLive((live) => live)
  const { word, tone, icon, title } = stateWords(state)
  const { health } = state.status
  const time = health && state.server !== 'lost' ? clock(health.time) : ''
  return (
    <button
      type="button"
      className={`button live-mark ${tone}`}
      title={`${title}. A click opens the connection.`}
      aria-label={`${word} ${time}, ${title}: connection`}
      aria-haspopup="dialog"
      onClick={() => editor.ui.setState({ overlay: { kind: 'connect' } })}
    >
      <Icon name={icon} />
      <b>{word}</b>
      <span className="mono">{time}</span>
    </button>
  )
}
