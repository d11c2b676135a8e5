/** The one table of commands: menus, the command palette, the map of keys and the keys themselves. */
import { type Command, type KeyContext, perform } from './command.ts'
import { canvasCommands, wiringCommands } from './commands-canvas.ts'
import { editCommands, selectionCommands } from './commands-edit.ts'
import { liveCommands } from './commands-live.ts'
import { viewCommands } from './commands-view.ts'
import { fileCommands, goCommands, runCommands, windowCommands } from './commands-window.ts'
import type { Editor } from './editor.ts'
import { isSingle, type KeyPress, matchKey, parseKey } from './keys.ts'

export const commands: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...runCommands,
  ...liveCommands,
  ...goCommands,
  ...canvasCommands,
  ...wiringCommands,
  ...selectionCommands,
  ...viewCommands,
  ...windowCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

/** Throws where the table has no such command: callers are ours. */
export function commandOf(id: string): Command {
  const command = byId.get(id)
  if (!command) throw new Error(`there is no command ${id}`)
  return command
}

export function performById(editor: Editor, id: string): void {
  perform(editor, commandOf(id))
}

const bindings = commands.flatMap((command) =>
  (command.keys ?? []).map((text) => ({ command, key: parseKey(text) })),
)

export interface Listening {
  /** Which contexts the focus stands in; the narrowest first. */
  readonly contexts: readonly KeyContext[]
  /** A field has the focus. */
  readonly typing: boolean
  readonly singleKeys: boolean
  readonly mac: boolean
}

/** The command that a key press means, if any. */
export function commandFor(press: KeyPress, listening: Listening): Command | undefined {
  const { contexts, typing, singleKeys, mac } = listening
  for (const context of contexts) {
    for (const { command, key } of bindings) {
      if (command.context !== context || !matchKey(press, key, mac)) continue
      if (typing && !command.typing) continue
      if (isSingle(key) && (typing || !singleKeys)) continue
      return command
    }
  }
  return undefined
}

/** Keys of a command for people and for aria-keyshortcuts. */
export function keysOf(id: string): readonly string[] {
  return commandOf(id).keys ?? []
}

/** What a pointer does together with a key: shown in the map of keys, bound nowhere. */
export const gestures: readonly { readonly keys: string; readonly title: string }[] = [
  { keys: 'Space drag', title: 'Pan' },
  { keys: 'Ctrl scroll', title: 'Zoom at the pointer' },
  { keys: 'Alt drop', title: 'Put a node on a wire without inserting it' },
]
