/** Where a command writes, and what it may assume of it. A test gives its own. */

export interface Terminal {
  /** What was asked for: results, lists. */
  out(text: string): void
  /** What is said beside it: problems, progress. */
  err(text: string): void
  /** Whether a person watches `err`, so that a line may be drawn over. */
  readonly watched: boolean
  /** Width of `err`. */
  readonly columns: number
  /** What paths on the command line are relative to. */
  readonly folder: string
}

export const exitCodes = { done: 0, failed: 1, refused: 2, interrupted: 130 } as const

/** The text on one line, without characters that would steer a terminal. */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    return character === '\n' || character === '\t' ? ' ' : `\\u${code}`
  })
}
