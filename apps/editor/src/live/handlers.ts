/** What the commands of the radar do. */
import type { PlayedFault } from '@chirpflow/graph'
import type { RadarClient } from '../session/radar.ts'
import { provideHandlers } from '../state/command.ts'
import type { Editor } from '../state/editor.ts'
import { liveOf, nowOf } from '../state/live.ts'

/** Shows the moment `seconds` after the first frame; undefined is now. */
export function lookAt({ ui }: Editor, seconds: number | undefined): void {
  const state = liveOf(ui).getState()
  const [from] = state.status.kept ?? [0]
  const isPast = seconds !== undefined && seconds < nowOf(state)
  ui.setState({ sliderTime: isPast ? Math.max(from, seconds) : undefined })
}

/** A jump of the back button, s. */
const jump = 10

/** The result takes them back. */
export function provideLiveCommands(editor: Editor, radar: RadarClient): () => void {
  const { ui } = editor
  const live = liveOf(ui)
  const play = (fault: PlayedFault) => () => radar.playFault(fault)
  return provideHandlers(editor, {
    'live.disconnect': () => radar.disconnect(),
    'live.record': () =>
      live.getState().status.recording ? radar.stopRecording() : radar.record(''),
    'live.back': () => lookAt(editor, (ui.getState().sliderTime ?? nowOf(live.getState())) - jump),
    'live.oldest': () => lookAt(editor, 0),
    'live.now': () => lookAt(editor, undefined),
    'live.unplug': play({ fault: 'unplug' }),
    'live.plug': play({ fault: 'plug' }),
    'live.lose': play({ fault: 'loss', share: 0.02 }),
    'live.lose-none': play({ fault: 'loss', share: 0 }),
  })
}
