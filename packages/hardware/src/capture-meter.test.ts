import { describe, expect, test } from 'vitest'
import { createMeter } from './capture-meter.ts'

/** A clock that is set by hand. */
function meterAt20() {
  let now = 100
  const clock = { now: () => now, after: () => () => undefined }
  const meter = createMeter(clock, 0.05)
  return {
    meter,
    at(time: number) {
      now = 100 + time
    },
    frame(time: number, index: number, coverage = 1) {
      now = 100 + time
      meter.frame({ index, bytes: new Uint8Array(0), coverage, missing: [] })
    },
  }
}

describe('how a capture is doing', () => {
  test('20 frames a second without jitter', () => {
    const { meter, frame } = meterAt20()
    for (let index = 0; index <= 400; index++) frame(index * 0.05, index)
    const { time, frames, frameRate, jitter, coverage, missing, damaged } = meter.read()
    expect(time).toBeCloseTo(20)
    expect(frames).toBe(401)
    expect(frameRate).toBeCloseTo(20, 0)
    expect(jitter).toBeCloseTo(0)
    expect([coverage, missing, damaged]).toEqual([1, 0, 0])
  })

  test('jitter is the standard deviation of the steps', () => {
    const { meter, frame } = meterAt20()
    // Steps of 40 and 60 ms in turn: 10 ms either side of their mean.
    for (let index = 0; index < 200; index++) frame(index * 0.05 + (index % 2) * -0.01, index)
    expect(meter.read().jitter).toBeCloseTo(0.01, 4)
  })

  test('a frame in part and one that never came', () => {
    const { meter, frame } = meterAt20()
    frame(0, 0)
    frame(0.05, 1, 0.5)
    frame(0.15, 3)
    const { missing, damaged, coverage } = meter.read()
    // Of four frames two and a half came.
    expect([missing, damaged, coverage]).toEqual([1, 2, 2.5 / 4])
  })

  test('coverage falls while nothing comes, and is nothing after 10 s', () => {
    const { meter, at, frame } = meterAt20()
    for (let index = 0; index < 200; index++) frame(index * 0.05, index)
    at(9.95 + 5)
    expect(meter.read().coverage).toBeCloseTo(0.5, 1)
    at(9.95 + 60)
    expect(meter.read()).toMatchObject({ coverage: 0, frameRate: 0, jitter: 0, frames: 200 })
  })

  test('the newest frame: when it was by its index, and how long ago it came', () => {
    const { meter, at, frame } = meterAt20()
    expect(meter.read().newest).toBeUndefined()
    frame(1, 40)
    at(1.5)
    expect(meter.read().newest?.time).toBeCloseTo(2)
    expect(meter.read().newest?.age).toBeCloseTo(0.5)
  })

  test('packets a second are those of the last 10 s', () => {
    const { meter, at } = meterAt20()
    for (let second = 0; second <= 60; second++) {
      at(second)
      meter.packets(second < 30 ? 0 : 88 * (second - 30))
    }
    expect(meter.read().packetRate).toBeCloseTo(88)
  })
})
