/** In the place of the run button while a radar is connected: back in time, back to now, record. */
import { CommandButton } from '../app/CommandButton.tsx'
import { KeyHint } from '../app/KeyHint.tsx'
import { useEditor, useSession, useUi } from '../state/editor.ts'
import { useLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'
import './live-top.css'

export default function LiveControls() {
  const editor = useEditor()
  const away = useUi((state) => state.sliderTime !== undefined)
  const recording = useLive((state) => state.status.recording !== undefined)
  const running = useSession((state) => state.engine === 'running')
  return (
    <div className="top-run">
      <button
        type="button"
        className="button"
        title="Look at what was 10 s before; capture goes on"
        aria-label="Back 10 s"
        onClick={() => editor.command('live.back')}
      >
        <Icon name="back" />
        10 s
      </button>
      {away && (
        <button
          type="button"
          className="button primary run-button"
          onClick={() => editor.command('live.now')}
        >
          <Icon name="run" />
          Back to now
          <KeyHint command="live.now" />
        </button>
      )}
      {!running && (
        <button
          type="button"
          className={`button run-button${away ? '' : ' primary'}`}
          onClick={() => editor.command('run.start')}
        >
          <Icon name="run" />
          Run
          <KeyHint command="run.start" />
        </button>
      )}
      <button
        type="button"
        className="button record-button"
        onClick={() => editor.command('live.record')}
      >
        <Icon name="record" className="error-text" />
        {recording ? 'Stop recording' : 'Record'}
        <KeyHint command="live.record" />
      </button>
      <CommandButton id="run.stop" icon="stop" />
    </div>
  )
}
