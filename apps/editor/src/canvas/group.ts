/** Opening a group in place and closing it again: the canvas's own affair, never in the file. */
import type { LocalStore } from './local.ts'

/** `group`: "group:x". */
export function openGroup(local: LocalStore, group: string): void {
  local.setState(({ openGroups }) => ({ openGroups: new Set([...openGroups, group]) }))
}

export function closeGroup(local: LocalStore, group: string): void {
  local.setState(({ openGroups }) => ({
    openGroups: new Set([...openGroups].filter((id) => id !== group)),
  }))
}
