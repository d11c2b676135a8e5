/** The keys of a view that has the focus: the one table that help shows and the code binds. */

export type ViewAction =
  | 'back'
  | 'forward'
  | 'down'
  | 'up'
  | 'zoomIn'
  | 'zoomOut'
  | 'reset'
  | 'freeze'
  | 'save'
  | 'scale'
  | 'chunkBefore'
  | 'chunkAfter'
  | 'play'
  | 'leave'

export interface ViewKey {
  readonly action: ViewAction
  /** KeyboardEvent.key, as typed without Shift, Ctrl or Alt. */
  readonly keys: readonly string[]
  /** As help shows it. */
  readonly shown: string
  readonly does: string
  /** One character: off where a person turned those off. */
  readonly single: boolean
}

export const viewKeys: readonly ViewKey[] = [
  {
    action: 'back',
    keys: ['ArrowLeft'],
    shown: '←',
    does: 'cursor back (Shift: ten)',
    single: false,
  },
  {
    action: 'forward',
    keys: ['ArrowRight'],
    shown: '→',
    does: 'cursor on (Shift: ten)',
    single: false,
  },
  { action: 'up', keys: ['ArrowUp'], shown: '↑', does: 'cursor up in a heat map', single: false },
  {
    action: 'down',
    keys: ['ArrowDown'],
    shown: '↓',
    does: 'cursor down in a heat map',
    single: false,
  },
  { action: 'zoomIn', keys: ['+', '='], shown: '+', does: 'zoom in at the cursor', single: true },
  { action: 'zoomOut', keys: ['-', '−'], shown: '−', does: 'zoom out', single: true },
  { action: 'reset', keys: ['r'], shown: 'R', does: 'show everything', single: true },
  { action: 'freeze', keys: ['f'], shown: 'F', does: 'freeze', single: true },
  { action: 'save', keys: ['s'], shown: 'S', does: 'save as PNG', single: true },
  { action: 'scale', keys: ['o'], shown: 'O', does: 'next scale', single: true },
  { action: 'chunkBefore', keys: [','], shown: ',', does: 'chunk before', single: true },
  { action: 'chunkAfter', keys: ['.'], shown: '.', does: 'chunk after', single: true },
  { action: 'play', keys: [' '], shown: 'Space', does: 'play', single: true },
  { action: 'leave', keys: ['Escape'], shown: 'Esc', does: 'put the cursor away', single: false },
]

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** What a key means in a view; nothing with Ctrl, Meta or Alt, which belong to the page. */
export function actionOf(pressed: Pressed, singleKeys: boolean): ViewAction | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
  const found = viewKeys.find(({ keys }) => keys.includes(key))
  return found && (singleKeys || !found.single) ? found.action : undefined
}
