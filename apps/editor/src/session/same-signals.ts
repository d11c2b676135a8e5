/** Keeps the signals of an edit's plan that say what those before said: whoever shows a wire compares objects. */
import type { Plan, Signal } from '@chirpflow/graph'

export function keepSignals(before: Plan | undefined, next: Plan): Plan {
  if (!before) return next
  const signals = new Map<string, Signal>()
  for (const [wire, signal] of next.signals) {
    const known = before.signals.get(wire)
    signals.set(wire, known && isSame(known, signal) ? known : signal)
  }
  return { ...next, signals }
}

/** Plain data of the same kind; a member that is left out is one that is undefined. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  const [ours, theirs] = [one as Record<string, unknown>, other as Record<string, unknown>]
  return [ours, theirs].every((side) =>
    Object.keys(side).every((name) => isSame(ours[name], theirs[name])),
  )
}
