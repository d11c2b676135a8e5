/** Why nothing comes from a radar, in words, from what its card and its command line say. */
import type { RadarHealth, RadarOptions } from '@chirpflow/graph'
import type { Explanation } from './capture-error.ts'
import { statusBits } from './dca1000/protocol.ts'

/** What is known when no frames come. */
export interface Silence {
  readonly options: Pick<RadarOptions, 'address' | 'cardAddress' | 'configPort' | 'dataPort'>
  /** Frames came before. */
  readonly streamed: boolean
  readonly cardAnswers: boolean
  readonly commandLine: CommandLineState
  /** Name of the serial port, where there is one. */
  readonly port: string
  /** Bits of code 0x0A since recording began. */
  readonly status: number
  /** Packets of the card, and of others, since recording began. */
  readonly packets: number
  readonly foreign: number
}

/** answers; mute: its port is there and nothing comes back; gone: its port is not there; none: not ours to use. */
export type CommandLineState = 'answers' | 'mute' | 'gone' | 'none'

export interface ExplainedSilence extends Explanation {
  /** lost: a part of it is not there; silent: all is there, and nothing comes. */
  readonly state: Extract<RadarHealth['state'], 'silent' | 'lost'>
}

/** The first that fits, from what is nearest to this computer to what is farthest. */
export function explainSilence(silence: Silence): ExplainedSilence {
  const { options, streamed, cardAnswers, commandLine, port, status, packets, foreign } = silence
  const has = (bit: keyof typeof statusBits) => ((status >> statusBits[bit]) & 1) === 1
  if (!cardAnswers) return { state: 'lost', ...cardIsGone(silence) }
  if (commandLine === 'gone') {
    return {
      state: 'lost',
      message: `The radar's serial port ${port} is gone.`,
      cause: 'The radar was unplugged, or lost power.',
      remedy: 'Plug it in again; it is configured anew by itself.',
    }
  }
  if (commandLine === 'mute') {
    return {
      state: 'lost',
      message: `The radar does not answer on ${port}.`,
      cause: 'Its firmware hangs, or the board is in flashing mode.',
      remedy: 'Press reset on the board; check that its boot jumpers (SOP) are set to run.',
    }
  }
  if (has('noLvdsData')) {
    return {
      state: 'silent',
      message: 'The card answers, but gets no data from the radar over LVDS.',
      cause:
        commandLine === 'none'
          ? 'mmWave Studio has not started the frames, or the cable between the boards is loose.'
          : "The radar took its configuration and was started, so the 60-pin cable is loose or the card's switches are set for another board.",
      remedy:
        commandLine === 'none'
          ? 'Trigger the frames in mmWave Studio; check the 60-pin cable.'
          : "Check the 60-pin cable and the card's switches (SW2: LVDS capture, set by software).",
    }
  }
  if (has('lvdsBufferFull') || has('ddrFull')) {
    return {
      state: 'silent',
      message: 'The card stopped: its memory is full.',
      cause: 'The radar makes more data than the card may send with its pause between packets.',
      remedy: 'Shorten the packet delay, or take fewer samples, chirps or frames a second.',
    }
  }
  if (packets > 0) {
    return {
      state: 'silent',
      message: `${packets} packets came, but no whole frame.`,
      cause: 'The radar sends frames of another size than its configuration says, or most is lost.',
      remedy:
        'Check that the configuration is the one the radar runs with, and that no packets are lost.',
    }
  }
  if (foreign > 0) {
    return {
      state: 'silent',
      message: `Packets come to port ${options.dataPort}, but none of them from ${options.cardAddress}.`,
      cause: 'Another device sends to this port, or the card has another address.',
      remedy: "Set the card's address to the one it really has.",
    }
  }
  if (commandLine === 'none') {
    return {
      state: 'silent',
      message: 'The card is ready; the radar does not send yet.',
      cause: 'mmWave Studio has not started the frames.',
      remedy: 'Configure the radar in mmWave Studio and trigger the frames.',
    }
  }
  if (streamed) {
    return {
      state: 'silent',
      message: 'Card and radar answer, but no frames come.',
      cause: 'The radar has stopped, or has only just come back.',
      remedy: 'It is configured and started again by itself.',
    }
  }
  return {
    state: 'silent',
    message: `Card and radar answer, but nothing comes to port ${options.dataPort}.`,
    cause: `A firewall stops it, or another program holds port ${options.dataPort}.`,
    remedy: `Let UDP port ${options.dataPort} in, and close mmWave Studio and other capture programs.`,
  }
}

function cardIsGone({ options, streamed }: Silence): Explanation {
  const { address, cardAddress, configPort } = options
  if (streamed) {
    return {
      message: `The DCA1000 at ${cardAddress} does not answer any more.`,
      cause: 'Its network cable or its supply was pulled, or it starts anew.',
      remedy: 'Check cable and supply; it is configured anew by itself when it is back.',
    }
  }
  return {
    message: `No reply from the DCA1000 at ${cardAddress}:${configPort}.`,
    cause: `The card has no power or no cable, or this computer is not set to ${address}.`,
    remedy: `Check supply and network cable, and set this computer's network port to ${address}, mask 255.255.255.0.`,
  }
}
