/** Tells a person what the lint found: what has to be mended one by one, all else in one note. */
import type { Say } from '@chirpflow/graph'
import type { Finding } from './physics.ts'

export function sayLint(findings: readonly Finding[], say: Say, at: { param?: string } = {}): void {
  for (const { severity, message } of findings) {
    if (severity !== 'note') say[severity](`${message}.`, at)
  }
  const notes = findings.filter(({ severity }) => severity === 'note')
  if (notes.length > 0) say.note(notes.map(({ message }) => `${message}.`).join(' '), at)
}
