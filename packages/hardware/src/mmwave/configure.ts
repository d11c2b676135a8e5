/** Sends a configuration line by line, and says of each what became of it. */
import type { SentCommand } from '@chirpflow/formats'
import { HostError } from '@chirpflow/graph'
import { askAgain, type CommandLine, repeats, startTimeout } from './command-line.ts'
import { noLvdsCommands } from './identify.ts'
import type { LineReply } from './reply.ts'

export interface LineResult extends SentCommand {
  readonly reply: LineReply
}

/**
 * Sends the commands in order and stops at the first that is not taken: HostError with its line, its
 * text and the board's words. `told` hears of every line, the failed one too.
 */
export async function configure(
  commandLine: CommandLine,
  commands: readonly SentCommand[],
  told: (result: LineResult) => void = () => {},
): Promise<LineResult[]> {
  const results: LineResult[] = []
  for (const command of commands) {
    const result = { ...command, reply: await askAgain(commandLine, command.text) }
    results.push(result)
    told(result)
    const failure = failureOf(result, results.length)
    if (failure !== undefined) throw new HostError(failure, paramOf(result))
  }
  return results
}

/** Starts the radar; the capture card has to listen by now. */
export async function startSensor(commandLine: CommandLine): Promise<LineReply> {
  const reply = await askAgain(commandLine, 'sensorStart', startTimeout)
  const failure = failureOf({ text: 'sensorStart', reply }, 0)
  if (failure !== undefined) throw new HostError(failure, 'config')
  return reply
}

/** Stops the radar. One that stands still says so; that is no failure. */
export async function stopSensor(commandLine: CommandLine): Promise<LineReply> {
  return askAgain(commandLine, 'sensorStop')
}

/** Why a line ends the sending; undefined where it does not. */
function failureOf({ text, line, reply }: LineResult, count: number): string | undefined {
  const { kind, text: said } = reply
  if (kind === 'done' || kind === 'ignored' || kind === 'skipped') return undefined
  // The LVDS-stream firmware calls it an error when it has nothing to stop.
  if (text === 'sensorStop' && kind !== 'silent') return undefined
  const place = line === undefined ? `"${text}"` : `line ${line}, "${text}"`
  if (kind === 'silent') {
    const before = count > 1 ? `; it answered ${count - 1} lines before it` : ''
    const words = said === '' ? '' : `; it said "${said}" and showed no prompt`
    return `${place}: the radar does not answer${before}${words}. Press its reset button and connect again`
  }
  if (kind === 'garbled') {
    return `${place}: the radar reads something else ("${said}"), ${repeats + 1} times; the line is disturbed, or another program writes to it`
  }
  if (kind === 'unknown') {
    const streams = /^(lvdsStreamCfg|testFmkCfg|setProfileCfg)\b/.test(text)
    return streams
      ? `${place}: the firmware has no such command ("${said}"), ${noLvdsCommands}`
      : `${place}: the firmware has no such command ("${said}"); it is another than the device that is set`
  }
  return `${place}: the radar answers "${said}"`
}

function paramOf({ reply, line }: LineResult): string {
  if (reply.kind === 'unknown') return 'device'
  if (reply.kind === 'silent' || reply.kind === 'garbled') return 'commandPort'
  return line === undefined ? 'device' : 'config'
}
