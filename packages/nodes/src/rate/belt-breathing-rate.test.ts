import { describe, expect, test } from 'vitest'
import { answersTo, bodyVectors, checkAnswers } from '../../../../test/support/body-vectors.ts'
import belt from './belt-breathing-rate.ts'

const { rate_hz: rate, events_s: events, cases } = bodyVectors('belt')

describe.each([
  ['upright', 1],
  ['upside down', -1],
])('a belt of known breaths, %s', (_, sign) => {
  const signed = (name: string) => cases[name].samples.map((sample) => sign * sample)

  // where a breath of uneven depth crosses the middle moves by some per cent of it
  test.each(['clean', 'noisy'])('%s: every step within 7 %%, all breaths counted', async (name) => {
    const { steps } = await answersTo(belt, signed(name), rate)
    const { worst, total, abstained } = checkAnswers(steps, events, [])
    expect(worst).toBeLessThan(0.07)
    expect(Math.abs(total)).toBeLessThan(0.001)
    expect(abstained.filter((time) => time > 5 && time < 237)).toEqual([])
  })

  test('held breath and movement: no answer there, and the right one elsewhere', async () => {
    const { steps } = await answersTo(belt, signed('broken'), rate)
    // a breath is lost or cut at each end of a bad stretch
    const bad = cases.broken.bad_s.map(([from, to]) => [from, to] as const)
    const { answeredInBad } = checkAnswers(steps, events, bad)
    expect(answeredInBad).toEqual([])
    const wider = bad.map(([from, to]) => [from - 6, to + 6] as const)
    const { worst, abstained } = checkAnswers(steps, events, wider)
    expect(worst).toBeLessThan(0.1)
    const near = (time: number) => wider.some(([from, to]) => time > from && time <= to + 1)
    expect(abstained.filter((time) => time > 5 && time < 237 && !near(time))).toEqual([])
  })

  test('noise alone has no answer', async () => {
    const { steps } = await answersTo(belt, signed('noise'), rate)
    expect(steps.length).toBeGreaterThanOrEqual(240)
    expect(steps.filter(({ rate: value }) => !Number.isNaN(value))).toEqual([])
  })
})
