/** Commands of the radar. How they are done is loaded with it (live/handlers.ts). */
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { howToServe, isLive, liveOf, looksLive } from './live.ts'

const noServer = ({ ui }: Editor) =>
  liveOf(ui).getState().server === 'none' ? howToServe : undefined

const notLive = ({ ui }: Editor) =>
  isLive(liveOf(ui).getState()) ? undefined : 'No radar is connected.'

const notLooking = (editor: Editor) =>
  notLive(editor) ?? (looksLive(editor) ? undefined : 'The graph does not read from the radar.')

const notAway = (editor: Editor) =>
  notLooking(editor) ??
  (editor.ui.getState().sliderTime === undefined ? 'Now is shown already.' : undefined)

const noEmulator = ({ ui }: Editor) =>
  liveOf(ui).getState().status.options?.device === 'emulator'
    ? undefined
    : 'The emulator is not connected.'

function command(
  id: string,
  title: string,
  when: (editor: Editor) => string | undefined,
  key?: string,
): Command {
  const known = { id: `live.${id}`, title, group: 'Live', when } as const
  return key ? { ...known, context: 'live', keys: [key] } : { ...known, context: 'anywhere' }
}

export const liveCommands: readonly Command[] = [
  {
    ...command('connect', 'Connect a radar', noServer),
    run: ({ ui }) => ui.setState({ overlay: { kind: 'connect' } }),
  },
  command('disconnect', 'Disconnect the radar', notLive),
  command('record', 'Start or stop recording', notLive, 'Shift+R'),
  command('back', 'Go back 10 s', notLooking),
  command('oldest', 'Go to the oldest moment that is kept', notLooking, 'Home'),
  command('now', 'Back to now', notAway, 'End'),
  command('unplug', 'Emulator: pull the plug', noEmulator),
  command('plug', 'Emulator: plug in again', noEmulator),
  command('lose', 'Emulator: lose 2 % of the packets', noEmulator),
  command('lose-none', 'Emulator: lose no more packets', noEmulator),
]
