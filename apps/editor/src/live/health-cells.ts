/** The health of a capture as the bar's cells: a figure, how it was in the last minute, and what it means. */
import type { RadarHealth } from '@chirpflow/graph'
import type { IconName } from '../theme/icons.tsx'
import { fixed } from '../views/plot/show.ts'
import type { Spread } from './latency.ts'

export type Tone = 'none' | 'ok' | 'warning' | 'error'

export interface Chip {
  readonly tone: Tone
  readonly icon: IconName
  readonly text: string
}

export interface HealthCell {
  readonly id: 'frames' | 'packets' | 'lost' | 'jitter' | 'queue' | 'latency' | 'coverage'
  readonly title: string
  readonly figure: string
  readonly unit: string
  readonly note: string
  readonly tone: Tone
  readonly chip?: Chip
  /** The last minute, oldest first. */
  readonly trace?: readonly number[]
  /** Share of a bar, and where on it the limit stands. */
  readonly bar?: { readonly share: number; readonly limit?: number }
  /** What it is, and what to do where it is not well. */
  readonly explained: readonly string[]
}

export interface HealthInput {
  /** Of the last minute, oldest first; the last is now. */
  readonly health: readonly RadarHealth[]
  /** s; by the configuration. */
  readonly frameInterval: number
  readonly frameBytes: number
  readonly latency: Spread | undefined
  /** Why the first rate has no answer; '' where it has one, undefined where there is no rate. */
  readonly silent: string | undefined
}

/** None while nothing is known. */
export function healthCells(input: HealthInput): readonly HealthCell[] {
  const now = input.health.at(-1)
  if (!now) return []
  return [
    framesCell(input, now),
    packetsCell(input, now),
    lostCell(input, now),
    jitterCell(input, now),
    queueCell(now),
    latencyCell(input),
    coverageCell(input, now),
  ]
}

const traceOf = ({ health }: HealthInput, of: (one: RadarHealth) => number) => health.map(of)

function framesCell(input: HealthInput, now: RadarHealth): HealthCell {
  const due = 1 / input.frameInterval
  const short = now.frameRate < 0.98 * due
  const none = now.frameRate === 0
  return {
    id: 'frames',
    title: 'Frames',
    figure: fixed(now.frameRate, 2),
    unit: '/s',
    note: Number.isFinite(due) ? `of ${fixed(due, 2)}` : '',
    tone: none ? 'error' : short ? 'warning' : 'none',
    trace: traceOf(input, ({ frameRate }) => frameRate),
    explained: [
      `${count(now.frames, 'frame')} since the first, ${now.missing} missing altogether, ${now.damaged} not whole.`,
      ...(short ? [now.remedy || 'Fewer frames come than the configuration asks for.'] : []),
    ],
  }
}

function packetsCell(input: HealthInput, now: RadarHealth): HealthCell {
  const bits = 8 * input.frameBytes * now.frameRate
  return {
    id: 'packets',
    title: 'Packets',
    figure: fixed(now.packetRate, 0),
    unit: '/s',
    note: bits > 0 ? `${fixed(bits / 1e6, 1)} Mbit/s` : '',
    tone: now.packetRate === 0 ? 'error' : 'none',
    trace: traceOf(input, ({ packetRate }) => packetRate),
    explained: [`${count(now.packets.received, 'packet')} received from the capture card.`],
  }
}

function lostCell(input: HealthInput, now: RadarHealth): HealthCell {
  const { lost, late, doubled, foreign, reordered, received } = now.packets
  const before = input.health[0].packets
  const lately = lost + late - before.lost - before.late
  const share = lost / Math.max(1, lost + received)
  const dropped = now.dropped
  return {
    id: 'lost',
    title: 'Lost',
    figure: String(lost),
    unit: lost === 1 ? 'packet' : 'packets',
    note: kindsOf({ late, doubled, foreign }),
    tone: lately > 0 ? 'warning' : 'none',
    ...(lost > 0
      ? { chip: { tone: lately > 0 ? 'warning' : 'none', icon: 'warning', text: percent(share) } }
      : {}),
    explained: [
      `Never seen ${lost}, too late ${late}, out of order ${reordered}, doubled ${doubled}, foreign ${foreign}.`,
      ...(dropped === undefined
        ? []
        : [
            dropped > 0
              ? `This system itself dropped ${dropped}: its receive buffer of ${bytes(now.receiveBuffer)} was full. Close other programs, or raise net.core.rmem_max.`
              : `${lost + late > 0 ? 'None of them' : 'Nothing'} was dropped by this system (receive buffer ${bytes(now.receiveBuffer)}).`,
          ]),
      ...(lately > 0 && !dropped
        ? ['Check the cable, use a network port of its own, or raise the packet delay.']
        : []),
    ],
  }
}

/** "1 late, 2 foreign": those that there are. */
function kindsOf(kinds: Readonly<Record<string, number>>): string {
  const some = Object.entries(kinds).filter(([, many]) => many > 0)
  return some.length > 0 ? some.map(([kind, many]) => `${many} ${kind}`).join(', ') : 'none late'
}

function jitterCell(input: HealthInput, now: RadarHealth): HealthCell {
  const most = Math.max(...traceOf(input, ({ jitter }) => jitter))
  const large = now.jitter > 0.2 * input.frameInterval
  return {
    id: 'jitter',
    title: 'Jitter',
    figure: milli(now.jitter, 2),
    unit: 'ms',
    note: `most ${milli(most, 2)}`,
    tone: large ? 'warning' : 'none',
    trace: traceOf(input, ({ jitter }) => jitter),
    explained: [
      'How unevenly frames come (standard deviation of the time between them). Estimates go by the radar’s own clock, so it delays them, and does no other harm.',
    ],
  }
}

function queueCell({ queue, queueLimit }: RadarHealth): HealthCell {
  const share = queueLimit > 0 ? queue / queueLimit : 0
  return {
    id: 'queue',
    title: 'Queue',
    figure: String(queue),
    unit: queue === 1 ? 'frame' : 'frames',
    note: `of ${queueLimit.toLocaleString('en')}`,
    tone: share >= 0.9 ? 'error' : share > 0.5 ? 'warning' : 'none',
    bar: { share },
    explained: [
      'Frames that wait for the chain.',
      ...(share > 0.5
        ? ['The chain is slower than the radar: take out an alternative, or shorten its windows.']
        : []),
    ],
  }
}

function latencyCell({ latency, frameInterval }: HealthInput): HealthCell {
  const period = milli(frameInterval, 0)
  const late = latency !== undefined && latency.high > frameInterval
  return {
    id: 'latency',
    title: 'Latency',
    figure: latency ? milli(latency.median, 0) : '—',
    unit: latency ? 'ms' : '',
    note: latency ? `p99 ${milli(latency.high, 0)} of ${period}` : 'no estimate yet',
    tone: late ? 'warning' : 'none',
    bar: latency && { share: Math.min(1, latency.median / (1.5 * frameInterval)), limit: 1 / 1.5 },
    explained: [
      `From the last packet of a frame to its estimate on this screen. A frame lasts ${period} ms.`,
      ...(late
        ? ['Estimates come later than the next frame: the chain or this page is busy.']
        : []),
    ],
  }
}

function coverageCell({ silent }: HealthInput, now: RadarHealth): HealthCell {
  const whole = now.coverage >= 1
  return {
    id: 'coverage',
    title: 'Coverage',
    figure: whole ? '100' : fixed(100 * now.coverage, 1),
    unit: '%',
    note: now.damaged > 0 ? `${now.damaged} not whole` : whole ? 'no gaps' : '',
    tone: now.coverage < 0.5 ? 'error' : whole ? 'none' : 'warning',
    ...(silent === undefined
      ? {}
      : {
          chip: silent
            ? { tone: 'warning', icon: 'warning', text: 'No answer' }
            : { tone: 'ok', icon: 'done', text: 'Answers' },
        }),
    explained: [
      'Share of the samples of the last 10 s that arrived. What did not holds the samples of the frame before, and every estimate says how much of its window was there.',
      ...(silent ? [`No answer now: ${silent}.`] : []),
    ],
  }
}

const milli = (seconds: number, digits: number) => fixed(1000 * seconds, digits)
const percent = (share: number) => (share < 5e-5 ? 'under 0.01 %' : `${fixed(100 * share, 2)} %`)
const count = (many: number, word: string) =>
  `${many.toLocaleString('en')} ${word}${many === 1 ? '' : 's'}`
const bytes = (size: number) => `${fixed(size / 1e6, 1)} MB`
