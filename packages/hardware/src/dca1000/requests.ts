/** Requests to the card and their answers, one at a time; what it says by itself. */
import type { Clock } from '../clock.ts'
import { CardError } from './card-error.ts'
import { codes, decodeReply, encodeCommand } from './protocol.ts'

export interface Patience {
  /** Seconds that one try waits for its answer. */
  readonly timeout: number
  readonly tries: number
}

export interface Requests {
  /**
   * Sends a request until it is answered: the answer's status. One at a time; others wait. Rejects
   * with CardError 'silent' when no try was answered, or when this was closed.
   */
  ask(code: number, data?: Uint8Array, patience?: Partial<Patience>): Promise<number>
  /** As `ask`; rejects with CardError 'refused' where the status is not 0. */
  order(code: number, data?: Uint8Array, patience?: Partial<Patience>): Promise<void>
  /** A datagram of the card. Answers nobody waits for are dropped: a try was given up before. */
  hear(datagram: Uint8Array): void
  close(): void
}

export interface RequestsOptions {
  readonly clock: Clock
  /** How the card is called in messages: address and port. */
  readonly card: string
  /** Sends a datagram; rejects where the system does not let it out. */
  readonly send: (bytes: Uint8Array) => Promise<void>
  /** Status bits that the card reports by itself (code 0x0A). */
  readonly onStatus: (status: number) => void
}

const usual: Patience = { timeout: 1, tries: 3 }

export function createRequests({ clock, card, send, onStatus }: RequestsOptions): Requests {
  let queue: Promise<unknown> = Promise.resolve()
  let waiting: { readonly code: number; answer(status: number | undefined): void } | undefined
  let closed = false

  return {
    ask,
    async order(code, data, patience) {
      const status = await ask(code, data, patience)
      if (status === 0) return
      throw new CardError('refused', {
        message: `The DCA1000 at ${card} refused ${commandName(code)} (status ${status}).`,
        cause: 'The command came out of turn, or the card is still busy with an earlier recording.',
        remedy: 'Stop other capture programs, switch the card off and on, and connect again.',
      })
    },
    hear(datagram) {
      const reply = decodeReply(datagram)
      if (!reply) return
      if (reply.code === codes.systemError) onStatus(reply.status)
      else if (reply.code === waiting?.code) waiting.answer(reply.status)
    },
    close() {
      closed = true
      waiting?.answer(undefined)
    },
  }

  function ask(code: number, data?: Uint8Array, patience?: Partial<Patience>): Promise<number> {
    const turn = queue.then(() => tryOften(code, encodeCommand(code, data), patience))
    queue = turn.catch(() => undefined)
    return turn
  }

  async function tryOften(
    code: number,
    bytes: Uint8Array,
    patience?: Partial<Patience>,
  ): Promise<number> {
    const { timeout, tries } = { ...usual, ...patience }
    let failure = ''
    for (let attempt = 0; attempt < tries && !closed; attempt++) {
      const answered = answerTo(code, timeout)
      await send(bytes).catch((error: Error) => {
        failure = error.message
      })
      const status = await answered
      if (status !== undefined) return status
    }
    throw silent(code, tries, failure)
  }

  /** Listens from before the request is sent; undefined after the time. */
  function answerTo(code: number, timeout: number): Promise<number | undefined> {
    return new Promise((resolve) => {
      const answer = (status: number | undefined) => {
        cancel()
        waiting = undefined
        resolve(status)
      }
      const cancel = clock.after(timeout, () => answer(undefined))
      waiting = { code, answer }
    })
  }

  function silent(code: number, tries: number, failure: string): CardError {
    if (closed) {
      return new CardError('silent', {
        message: `The connection to the DCA1000 at ${card} was closed before it answered.`,
        cause: 'The capture was ended.',
        remedy: 'Connect again.',
      })
    }
    return new CardError('silent', {
      message: `No answer from the DCA1000 at ${card} to ${commandName(code)}, in ${tries} ${tries === 1 ? 'try' : 'tries'}.`,
      cause: failure
        ? `This computer could not send to it (${failure}).`
        : 'It has no power or no cable, has another address, or a firewall stops its answers.',
      remedy:
        "Check supply, network cable and the addresses; this computer's port has to be in the card's network (192.168.33.30 for a card as delivered).",
    })
  }
}

/** As in the manual, such as RECORD_START. */
function commandName(code: number): string {
  const name = Object.entries(manualNames).find(([, each]) => each === code)?.[0]
  return name ?? `command 0x${code.toString(16).padStart(2, '0')}`
}

const manualNames = {
  RESET_FPGA: codes.resetFpga,
  RESET_AR_DEV: codes.resetRadar,
  CONFIG_FPGA_GEN: codes.configureFpga,
  RECORD_START: codes.recordStart,
  RECORD_STOP: codes.recordStop,
  SYSTEM_CONNECT: codes.connect,
  CONFIG_PACKET_DATA: codes.configurePackets,
  READ_FPGA_VERSION: codes.readVersion,
}
