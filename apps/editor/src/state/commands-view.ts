/** Commands of views. Their keys are bound by the view that has the focus, from the table they come from here. */
import { viewKeys } from '../views/keys.ts'
import type { Command } from './command.ts'

/** As the one notation of keys has it: "Space" for ' ', capitals for letters. */
function notate(key: string): string {
  if (key === ' ') return 'Space'
  return key.length === 1 ? key.toUpperCase() : key
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const viewCommands: readonly Command[] = [
  ...viewKeys.map(
    ({ action, keys, does }): Command => ({
      id: `view.${kebab(action)}`,
      title: capital(does),
      group: 'Views',
      context: 'view',
      keys: [notate(keys[0])],
      unlisted: true,
    }),
  ),
  {
    id: 'view.previous',
    title: 'Trace of the previous run: show or hide',
    group: 'Views',
    context: 'view',
    run: ({ ui }) => ui.setState((state) => ({ showPrevious: !state.showPrevious })),
  },
  {
    id: 'canvas.time',
    title: 'Show time: shade nodes by their share of the run',
    group: 'Canvas',
    context: 'canvas',
    run: ({ ui }) => ui.setState((state) => ({ showTime: !state.showTime })),
  },
]
