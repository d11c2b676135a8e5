import { describe, expect, test } from 'vitest'
import { answersTo, bodyVectors, checkAnswers } from '../../../../test/support/body-vectors.ts'
import ppg from './ppg-heart-rate.ts'

const { rate_hz: rate, events_s: events, cases } = bodyVectors('ppg')

describe.each([
  ['upright', 1],
  ['upside down', -1],
])('a pulse wave of known peaks (Tang 2020), %s', (_, sign) => {
  const signed = (name: string) => cases[name].samples.map((sample) => sign * sample)

  // a peak is some 0.2 s wide: single beats are told to some 10 ms, their number exactly
  test.each(['clean', 'noisy'])('%s: every step within 2 %%, all beats counted', async (name) => {
    const { steps } = await answersTo(ppg, signed(name), rate)
    const { worst, total, abstained } = checkAnswers(steps, events, [])
    expect(worst).toBeLessThan(0.02)
    expect(total).toBeCloseTo(0, 3)
    expect(abstained).toEqual([1, 80])
  })

  test('movement and lost contact: no answer there, and the right one elsewhere', async () => {
    const { steps } = await answersTo(ppg, signed('broken'), rate)
    const { worst, answeredInBad, abstained } = checkAnswers(steps, events, cases.broken.bad_s)
    expect(answeredInBad).toEqual([])
    expect(worst).toBeLessThan(0.02)
    // the jump at the end of lost contact takes the filter some beats
    const near = (time: number) => (time > 23 && time < 37) || (time > 47 && time < 62)
    expect(abstained.filter((time) => time > 1 && time < 80 && !near(time))).toEqual([])
  })

  test('noise alone has no answer', async () => {
    const { steps } = await answersTo(ppg, signed('noise'), rate)
    expect(steps.length).toBe(80)
    expect(steps.filter(({ rate: value }) => !Number.isNaN(value))).toEqual([])
  })
})
