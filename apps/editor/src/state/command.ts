/** What a command is, and how the parts of the editor that own one lend it their hands. */
import type { Editor } from './editor.ts'
import type { KeyPress } from './keys.ts'

/** Where a key acts. selection: on the canvas, while something is selected; live: while a radar is connected. */
export type KeyContext = 'anywhere' | 'canvas' | 'selection' | 'view' | 'live'

export const groups = [
  'File',
  'Edit',
  'Run',
  'Live',
  'Go to',
  'Canvas',
  'Selection',
  'Views',
  'Window',
] as const
export type Group = (typeof groups)[number]

export interface Command {
  /** "file.open": the group, and what it does. */
  readonly id: string
  /** A verb and its object, as it stands in menus. */
  readonly title: string
  readonly group: Group
  readonly context: KeyContext
  readonly keys?: readonly string[]
  /** Its keys act while somebody types in a field too. */
  readonly typing?: true
  /** The browser's own event does it (cut, copy, paste): the key is shown, never caught. */
  readonly native?: true
  /** In no list: only a key (walking by arrows) or a bar (discarding a draft) makes sense of it. */
  readonly unlisted?: true
  /** A sentence why it cannot be done now; undefined where it can. */
  when?(editor: Editor): string | undefined
  /** A handler that some part of the window provides goes before it. */
  run?(editor: Editor): void | Promise<void>
}

/** `press` is there when a key asked for it, for commands that several keys share. */
export type Handler = (press?: KeyPress) => void | Promise<void>

const provided = new WeakMap<Editor, Map<string, Handler>>()

/** Says how some commands of the table are done; call the result when the part goes away. */
export function provideHandlers(
  editor: Editor,
  handlers: Readonly<Record<string, Handler>>,
): () => void {
  const map = provided.get(editor) ?? new Map<string, Handler>()
  provided.set(editor, map)
  for (const [id, handler] of Object.entries(handlers)) map.set(id, handler)
  return () => {
    for (const [id, handler] of Object.entries(handlers)) {
      if (map.get(id) === handler) map.delete(id)
    }
  }
}

export function handlerOf(editor: Editor, id: string): Handler | undefined {
  return provided.get(editor)?.get(id)
}

/** Why a command cannot be done now; undefined where it can. */
export function whyNot(editor: Editor, command: Command): string | undefined {
  const reason = command.when?.(editor)
  if (reason || command.run || handlerOf(editor, command.id)) return reason
  return command.group === 'Views' ? 'No view has the focus.' : 'It has nothing to act on here.'
}

/** Does it, or says in the live region why not. */
export function perform(editor: Editor, command: Command, press?: KeyPress): void {
  const reason = whyNot(editor, command)
  if (reason) {
    editor.ui.setState({ announcement: `${command.title}: ${reason}` })
    return
  }
  const handler = handlerOf(editor, command.id)
  const done = handler ? handler(press) : command.run?.(editor)
  done?.catch((error: unknown) => {
    const what = error instanceof Error ? error.message : String(error)
    editor.ui.setState({ announcement: `${command.title} did not work: ${what}` })
  })
}
