/** Asks a board over its command line: one line at a time, at the pace its firmware can follow. */
import { type Dialect, dialects } from '@chirpflow/formats'
import { HostError } from '@chirpflow/graph'
import { type Clock, wait } from '../clock.ts'
import type { Line } from './line.ts'
import { type LineReply, promptOf, readReply } from './reply.ts'

/** What of a dialect sending a line depends on. */
export type Pace = Pick<Dialect, 'lineEnd' | 'characterPause' | 'linePause'>

export interface CommandLine {
  readonly name: string
  /** Sends nothing but line ends until the board shows its prompt; undefined where it never does. */
  wake(timeout?: number): Promise<string | undefined>
  /** Sends one line and waits for the answer; `silent` where none comes. One call at a time. */
  ask(text: string, timeout?: number): Promise<LineReply>
  /** From now on, the pace of this firmware. */
  pace(pace: Pace): void
  close(): Promise<void>
}

/** Longest a board may take for one command, s; sensorStart calibrates first (xwr waits 10 s). */
export const commandTimeout = 2
export const startTimeout = 10

/** The slowest of the firmwares known: safe until it is known which one it is. */
const carefulPace: Pace = dialects['lvds-stream']

export function createCommandLine(line: Line, clock: Clock): CommandLine {
  let pace = carefulPace
  let received = ''
  let gone: string | undefined
  let heard = () => {}
  line.onData((bytes) => {
    // Of a flood of noise, only the end can matter.
    received = (received + Buffer.from(bytes).toString('latin1')).slice(-65536)
    heard()
  })
  line.onGone((why) => {
    gone = why
    heard()
  })

  return {
    name: line.name,
    async wake(timeout = 1) {
      received = ''
      const until = clock.now() + timeout
      while (clock.now() < until) {
        await write('\r')
        await awaitUntil(() => promptOf(received) !== undefined, 0.1)
        if (promptOf(received) !== undefined) break
      }
      const prompt = promptOf(received)
      // What is still under way must not be taken for the next answer.
      if (prompt) await quiet()
      return prompt
    },
    async ask(text, timeout = commandTimeout) {
      received = ''
      for (const character of pieces(text)) {
        await write(character)
        if (pace.characterPause > 0) await wait(clock, pace.characterPause)
      }
      await write(pace.lineEnd)
      if (pace.linePause > 0) await wait(clock, pace.linePause)
      // A prompt with nothing before it belongs to an empty line sent earlier.
      const answered = () =>
        promptOf(received) !== undefined && readReply(received, text).kind !== 'silent'
      await awaitUntil(answered, timeout)
      return answered() ? readReply(received, text) : silence(text)
    },
    pace(next) {
      pace = next
    },
    close: () => line.close(),
  }

  function silence(text: string): LineReply {
    const { text: said } = readReply(received, text)
    return { kind: 'silent', text: said }
  }

  function pieces(text: string): Iterable<string> {
    return pace.characterPause > 0 ? text : [text]
  }

  async function write(text: string): Promise<void> {
    refuseGone()
    try {
      await line.write(Buffer.from(text, 'latin1'))
    } catch (error) {
      gone ??= error instanceof Error ? error.message : String(error)
      refuseGone()
    }
  }

  /** Waits until it holds, at most so long. Throws where the line is gone. */
  async function awaitUntil(holds: () => boolean, seconds: number): Promise<void> {
    const ended = new AbortController()
    heard = () => {
      if (gone !== undefined || holds()) ended.abort()
    }
    heard()
    await wait(clock, seconds, ended.signal)
    heard = () => {}
    refuseGone()
  }

  /** Waits for a pause of 50 ms in what the board sends. */
  async function quiet(): Promise<void> {
    let length = -1
    while (length !== received.length) {
      length = received.length
      await wait(clock, 0.05)
    }
  }

  function refuseGone(): void {
    if (gone === undefined) return
    throw new HostError(
      `the command line of the radar at ${line.name} is gone (${gone}); is the board still plugged in and powered?`,
      'commandPort',
    )
  }
}

/** Times a line is sent again when the board read something else. */
export const repeats = 2

/** Asks, and asks again where noise on the line made the board read something else. */
export async function askAgain(
  commandLine: CommandLine,
  text: string,
  timeout?: number,
): Promise<LineReply> {
  let reply = await commandLine.ask(text, timeout)
  for (let time = 0; time < repeats && reply.kind === 'garbled'; time++) {
    reply = await commandLine.ask(text, timeout)
  }
  return reply
}
