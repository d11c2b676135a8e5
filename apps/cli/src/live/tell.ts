/** Tells of a live run as it goes: lines for a person, or one JSON value a line. */
import type { RadarHealth, RadarStepState } from '@chirpflow/graph'
import { plainLine, type Terminal } from '../terminal.ts'
import { type Estimate, formatEstimate } from './estimates.ts'
import { percent } from './reasons.ts'

export interface Teller {
  step(state: RadarStepState): void
  health(health: RadarHealth): void
  estimate(estimate: Estimate): void
  end(what: Readonly<Record<string, unknown>>): void
}

/** Every event as {"event": ...}, no answer as null. */
export function createJsonTeller({ out }: Terminal): Teller {
  const line = (event: string, value: object) => out(`${JSON.stringify({ event, ...value })}\n`)
  return {
    step: (state) => line('step', state),
    health: (health) => line('health', health),
    estimate: (estimate) => line('estimate', estimate),
    end: (what) => line('end', what),
  }
}

/** Seconds between two words about loss, or about a radar that is away. */
const patience = 10

/** Estimates go to `out`; what becomes of the radar, when it changes, to `err`. */
export function createLineTeller({ out, err }: Terminal, nameWidth: number): Teller {
  let said = ''
  let lost = 0
  let lostAt = -patience
  let spoken = 0
  return {
    step({ step, state, message, cause, remedy }) {
      if (state === 'done') err(`${step}: ${plainLine(message)}\n`)
      if (state !== 'failed') return
      err(`${step} failed: ${plainLine([message, cause, remedy].filter(Boolean).join(' '))}\n`)
    },
    health(health) {
      const { state, message, remedy, time } = health
      // Why a capture ended is for its step, or its node, to say.
      const isSaid = message === '' || state === 'ended'
      const now = isSaid ? '' : `${state}: ${message} ${remedy}`.trim()
      const away = health.newest?.age ?? 0
      if (now !== said) {
        err(isSaid ? `${state}\n` : `warning: ${plainLine(now)}\n`)
        spoken = time
      } else if ((state === 'silent' || state === 'lost') && time - spoken >= patience) {
        err(`still ${state}: no frame for ${Math.round(away)} s\n`)
        spoken = time
      }
      said = now
      if (health.damaged === lost || time - lostAt < patience) return
      err(`warning: ${describeLoss(health)}\n`)
      lost = health.damaged
      lostAt = time
    },
    estimate: (estimate) => out(`${formatEstimate(estimate, nameWidth)}\n`),
    end: () => {},
  }
}

/** "of 1200 frames 3 came in part and 1 not at all: 5 packets lost, 1 late; ...". */
export function describeLoss({ frames, damaged, missing, packets, coverage }: RadarHealth): string {
  const kinds = (['lost', 'late', 'reordered', 'doubled', 'foreign'] as const)
    .filter((kind) => packets[kind] > 0)
    .map((kind) => `${packets[kind]} ${kind}`)
  const packetWords = kinds.length > 0 ? ` (packets: ${kinds.join(', ')})` : ''
  return `of ${frames + missing} frames ${damaged - missing} came in part and ${missing} not at all${packetWords}; of the last 10 s ${percent(coverage)} arrived`
}
