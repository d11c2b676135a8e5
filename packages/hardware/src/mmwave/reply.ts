/** What a board's answer to one command means (cli.c of the mmWave SDK; RadarML/xwr radar/base.py). */
import { dialects } from '@chirpflow/formats'

/**
 * done, ignored ("Ignored: ..."), skipped (a comment): the board went on. unknown: it has no such
 * command. garbled: it read something else than was sent. error: it refused. unclear: it said none
 * of these. silent: nothing within the time.
 */
export type ReplyKind =
  | 'done'
  | 'ignored'
  | 'skipped'
  | 'unknown'
  | 'garbled'
  | 'error'
  | 'unclear'
  | 'silent'

export interface LineReply {
  readonly kind: ReplyKind
  /** What it said, without echo, prompt and noise; lines divided by "; ". */
  readonly text: string
}

const knownPrompts = Object.values(dialects).map(({ prompt }) => prompt)
/** What the prompt of another firmware looks like. */
const promptAtEnd = /([A-Za-z][\w .-]*:\/>)$/

/** The prompt that the text ends with. */
export function promptOf(received: string): string | undefined {
  const end = received.trimEnd()
  return knownPrompts.find((prompt) => end.endsWith(prompt)) ?? promptAtEnd.exec(end)?.[1]
}

/** Reads what came after `command` was sent, up to and with the prompt. */
export function readReply(received: string, command: string): LineReply {
  const lines = saidLines(received, command)
  const text = lines.join('; ')
  return { kind: kindOf(lines, command), text }
}

function kindOf(lines: readonly string[], command: string): ReplyKind {
  const has = (pattern: RegExp) => lines.some((line) => pattern.test(line))
  const unknown = lines
    .map((line) => /'(.*)' is not recognized as a CLI command/.exec(line))
    .find((match) => match !== null)
  // Noise ahead of the command makes the board read another word.
  if (unknown) return unknown[1].trim() === command.split(' ')[0] ? 'unknown' : 'garbled'
  if (has(/^error\b/i) || has(/^debug:.*\berror\b/i)) return 'error'
  if (has(/^ignored\b/i)) return 'ignored'
  if (has(/^skipped\b/i)) return 'skipped'
  if (has(/^done\b/i) || has(/^debug:/i)) return 'done'
  return lines.length === 0 ? 'silent' : 'unclear'
}

/** Printable lines other than the echo, the prompt and banners. */
function saidLines(received: string, command: string): string[] {
  const prompt = promptOf(received)
  const body = prompt ? received.slice(0, received.lastIndexOf(prompt)) : received
  return body
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[^\x20-\x7e]/g, '').trim())
    .map((line) => (line.endsWith(command) ? '' : line))
    .filter((line) => line !== '' && !/^\*+$/.test(line) && promptOf(line) === undefined)
}
