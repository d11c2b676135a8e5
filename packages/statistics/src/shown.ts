/** What is judged, and how a person reads it: rates (Hz) in 1/min, ranges (m) in cm. */

export type JudgedUnit = 'Hz' | 'm'

export interface Shown {
  readonly noun: 'rate' | 'range'
  /** Times this, a figure in the unit below. */
  readonly factor: number
  /** After a figure. */
  readonly unit: string
  /** Alone, as at an axis. */
  readonly name: string
}

export const shownAs: Readonly<Record<JudgedUnit, Shown>> = {
  Hz: { noun: 'rate', factor: 60, unit: '/min', name: '1/min' },
  m: { noun: 'range', factor: 100, unit: 'cm', name: 'cm' },
}
