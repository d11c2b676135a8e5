/** Commands of the radar: connecting, recording, going back in the last minutes. */
import type { PlayedFault } from '@chirpflow/graph'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { howToServe, isLive, liveOf, looksLive, nowOf } from './live.ts'

const noServer = ({ ui }: Editor) =>
  liveOf(ui).getState().server === 'none' ? howToServe : undefined

const notLive = ({ ui }: Editor) =>
  isLive(liveOf(ui).getState()) ? undefined : 'No radar is connected.'

/** Shows the moment `seconds` after the first frame; undefined is now. */
export function lookAt({ ui }: Editor, seconds: number | undefined): void {
  const state = liveOf(ui).getState()
  const [from] = state.status.kept ?? [0]
  const time =
    seconds === undefined || seconds >= nowOf(state) ? undefined : Math.max(from, seconds)
  ui.setState({ sliderTime: time })
}

function lookBack(editor: Editor, seconds: number): void {
  const { ui } = editor
  lookAt(editor, (ui.getState().sliderTime ?? nowOf(liveOf(ui).getState())) - seconds)
}

const notLooking = (editor: Editor) =>
  notLive(editor) ?? (looksLive(editor) ? undefined : 'The graph does not read from the radar.')

const noEmulator = ({ ui }: Editor) => {
  const { status } = liveOf(ui).getState()
  return status.options?.device === 'emulator' ? undefined : 'The emulator is not connected.'
}

/** Something goes wrong on purpose. */
function played(id: string, title: string, fault: PlayedFault): Command {
  return {
    id: `live.${id}`,
    title: `Emulator: ${title}`,
    group: 'Live',
    context: 'live',
    when: noEmulator,
    run: ({ ui }) => liveOf(ui).getState().radar?.playFault(fault),
  }
}

export const liveCommands: readonly Command[] = [
  {
    id: 'live.connect',
    title: 'Connect a radar',
    group: 'Live',
    context: 'anywhere',
    when: noServer,
    run: ({ ui }) => ui.setState({ overlay: { kind: 'connect' } }),
  },
  {
    id: 'live.disconnect',
    title: 'Disconnect the radar',
    group: 'Live',
    context: 'anywhere',
    when: notLive,
    run: ({ ui }) => liveOf(ui).getState().radar?.disconnect(),
  },
  {
    id: 'live.record',
    title: 'Start or stop recording',
    group: 'Live',
    context: 'live',
    keys: ['Shift+R'],
    when: notLive,
    run: ({ ui }) => {
      const { radar, status } = liveOf(ui).getState()
      return status.recording ? radar?.stopRecording() : radar?.record('')
    },
  },
  {
    id: 'live.back',
    title: 'Go back 10 s',
    group: 'Live',
    context: 'live',
    when: notLooking,
    run: (editor) => lookBack(editor, 10),
  },
  {
    id: 'live.oldest',
    title: 'Go to the oldest moment that is kept',
    group: 'Live',
    context: 'live',
    keys: ['Home'],
    when: notLooking,
    run: (editor) => lookAt(editor, 0),
  },
  {
    id: 'live.now',
    title: 'Back to now',
    group: 'Live',
    context: 'live',
    keys: ['End'],
    when: (editor) =>
      notLooking(editor) ??
      (editor.ui.getState().sliderTime === undefined ? 'Now is shown already.' : undefined),
    run: (editor) => lookAt(editor, undefined),
  },
  played('unplug', 'pull the plug', { fault: 'unplug' }),
  played('plug', 'plug in again', { fault: 'plug' }),
  played('lose', 'lose 2 % of the packets', { fault: 'loss', share: 0.02 }),
  played('lose-none', 'lose no more packets', { fault: 'loss', share: 0 }),
]
