/** Commands of views: keys of the card that has the focus. The dock provides how they are done. */
import type { Command } from './command.ts'

const inView = (id: string, title: string, keys: readonly string[], unlisted?: true): Command => ({
  id: `view.${id}`,
  title,
  group: 'Views',
  context: 'view',
  keys,
  ...(unlisted ? { unlisted } : {}),
})

export const viewCommands: readonly Command[] = [
  inView('cursor', 'Move the cursor', ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], true),
  inView(
    'cursor-far',
    'Move the cursor ten steps',
    ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    true,
  ),
  inView('zoom-in', 'Zoom the view in', ['+'], true),
  inView('zoom-out', 'Zoom the view out', ['-'], true),
  inView('reset', 'Show all of the view', ['R']),
  inView('freeze', 'Freeze the view', ['F']),
  inView('save', 'Save the view', ['S']),
  inView('scale', 'Change the scale of the view', ['O']),
  inView('chunk-before', 'Chunk before', [',']),
  inView('chunk-after', 'Chunk after', ['.']),
  inView('play', 'Play', ['Space']),
  {
    id: 'view.previous',
    title: 'Trace of the previous run: show or hide',
    group: 'Views',
    context: 'view',
    run: ({ ui }) => ui.setState((state) => ({ showPrevious: !state.showPrevious })),
  },
  {
    id: 'view.time',
    title: "Shade nodes by their share of the run's time",
    group: 'Canvas',
    context: 'canvas',
    run: ({ ui }) => ui.setState((state) => ({ showTime: !state.showTime })),
  },
]
