/** Keeps objects that say the same, so that whoever compares them sees at once that nothing changed. */

/** `before` where it has the same members as `next`, else `next`. */
export function unlessSame<T extends object>(before: T | undefined, next: T): T {
  if (!before) return next
  const members = Object.entries(next)
  const same =
    Object.keys(before).length === members.length &&
    members.every(([name, value]) => Object.is((before as Record<string, unknown>)[name], value))
  return same ? before : next
}
