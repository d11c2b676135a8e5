/** Where things stand on the timeline. */
import { expect, test } from 'vitest'
import type { Estimate } from './estimate-log.ts'
import { type TimelineInput, timelineModel } from './timeline-model.ts'

const at = (time: number, perMinute: number, coverage = 1): Estimate => ({
  time,
  value: perMinute / 60,
  coverage,
  confidence: 1,
  maker: 'a',
})
const row = (from: number, to: number, perMinute: number) =>
  Array.from({ length: to - from + 1 }, (_, k) => at(from + k, perMinute))
const none: TimelineInput = {
  live: [],
  again: [],
  moments: [],
  now: 100,
  kept: 60,
  shown: undefined,
  period: 1,
  why: ({ value }) => (Number.isNaN(value) ? 'moved' : ''),
}

test('the axis has room for what is kept: one minute, two, five at most', () => {
  const length = (kept: number, now: number) => {
    const { axis } = timelineModel({ ...none, kept, now })
    expect(axis.to).toBe(now)
    return axis.to - axis.from
  }
  expect(length(0, 5)).toBe(60)
  expect(length(0, 61)).toBe(120)
  expect(length(0, 121)).toBe(300)
  expect(length(0, 9000)).toBe(300)
})

test('ticks are whole steps back from now', () => {
  expect(timelineModel({ ...none, kept: 0, now: 300 }).ticks).toEqual([
    -300, -270, -240, -210, -180, -150, -120, -90, -60, -30,
  ])
})

test('an abstention and a pause are gaps in the line; the abstention has its reason', () => {
  const live = [
    ...row(50, 60, 70),
    at(61, Number.NaN),
    at(62, Number.NaN),
    ...row(63, 70, 71),
    ...row(80, 90, 72),
  ]
  const model = timelineModel({ ...none, live })
  expect(model.live.map((run) => [run[0].time, run.at(-1)?.time])).toEqual([
    [50, 60],
    [63, 70],
    [80, 90],
  ])
  expect(model.silences).toEqual([{ from: 60, to: 62, reason: 'moved' }])
})

test('the axis of values is whole, holds all answers, and makes no news of noise', () => {
  const values = (...rates: number[]) =>
    timelineModel({ ...none, live: rates.map((rate, k) => at(90 + k, rate)) }).values
  expect(values(70, 70.2)).toEqual([67, 73])
  expect(values(60.4, 80.2)).toEqual([60, 81])
  expect(values(2)).toEqual([0, 5])
  expect(values()).toEqual([60, 80])
})

test('coverage: whole, in part, nothing; neighbours that are alike are one', () => {
  const moments = [1, 1, 0.99, 1, 0, 0].map((coverage, k) => ({ time: 90 + k, coverage }))
  expect(timelineModel({ ...none, moments }).cover).toEqual([
    { from: 90, to: 91, cover: 'whole' },
    { from: 91, to: 92, cover: 'part' },
    { from: 92, to: 93, cover: 'whole' },
    { from: 93, to: 95, cover: 'nothing' },
  ])
})

test('what is made anew is tinted from the moment shown to its end, and only while one looks back', () => {
  const again = row(60, 90, 70)
  expect(timelineModel({ ...none, again, shown: 75 }).tint).toEqual({ from: 75, to: 90 })
  expect(timelineModel({ ...none, again, shown: 95 }).tint).toBeUndefined()
  expect(timelineModel({ ...none, again }).tint).toBeUndefined()
})
