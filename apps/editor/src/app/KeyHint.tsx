/** The first key of a command, as it stands on this person's keyboard. */
import { keysOf } from '../state/commands.ts'
import { showKey } from '../state/keys.ts'
import { isMac } from './listen-to-keys.ts'

export function hintOf(command: string): string {
  const [key] = keysOf(command)
  return key === undefined ? '' : showKey(key, isMac)
}

export function KeyHint({ command, boxed = false }: { command: string; boxed?: boolean }) {
  const text = hintOf(command)
  if (!text) return null
  return boxed ? <kbd>{text}</kbd> : <span className="key-hint">{text}</span>
}
