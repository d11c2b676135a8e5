/** A command of the table as an icon button: its name, its key, and why it cannot be done now. */
import { whyNot } from '../state/command.ts'
import { commandOf, keysOf } from '../state/commands.ts'
import { useDocument, useEditor, useSession } from '../state/editor.ts'
import { ariaKey } from '../state/keys.ts'
import { Icon, type IconName } from '../theme/icons.tsx'
import { hintOf } from './KeyHint.tsx'
import { isMac } from './listen-to-keys.ts'

export function CommandButton({ id, icon, title }: { id: string; icon: IconName; title?: string }) {
  const editor = useEditor()
  // what makes a command possible changes with these
  useDocument((state) => state.past.length + state.future.length * 1e6)
  useSession((state) => state.engine)
  const command = commandOf(id)
  const reason = whyNot(editor, command)
  const name = title ?? command.title
  const hint = hintOf(id)
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={name}
      aria-disabled={reason !== undefined}
      aria-keyshortcuts={keysOf(id)
        .map((key) => ariaKey(key, isMac))
        .join(' ')}
      title={[hint ? `${name} (${hint})` : name, reason].filter(Boolean).join('. ')}
      onClick={() => editor.command(id)}
    >
      <Icon name={icon} />
    </button>
  )
}
