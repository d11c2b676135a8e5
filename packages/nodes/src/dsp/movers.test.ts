import { describe, expect, it } from 'vitest'
import type { MovingEcho, StillEcho } from './adc.ts'
import { zhangChest } from './chest.ts'
import { createFanEcho, createPersonEcho, createWalkerEcho } from './movers.ts'
import { createRandom } from './random.ts'
import { type Waveform, zhangWaveform } from './waveform.ts'

const place: StillEcho = { range: 1.2, angle: 0.3, amplitude: 0.6, phase: 0.5 }

function track(echo: MovingEcho, frames: number, chirps: number) {
  return Array.from({ length: frames }, () => {
    const range = new Float64Array(chirps)
    const gain = new Float64Array(2 * chirps)
    echo.advance(range, gain)
    return { range, gain }
  })
}

describe('createPersonEcho', () => {
  it('stands at its place plus the true displacement, with a constant gain', () => {
    const echo = createPersonEcho(place, zhangChest, zhangWaveform, createRandom(1))
    for (let i = 0; i < 50; i++) {
      const [{ range, gain }] = track(echo, 1, 1) as [{ range: Float64Array; gain: Float64Array }]
      expect(range[0]).toBeCloseTo(1.2 + echo.truth().displacement, 14)
      expect(gain[0]).toBeCloseTo(0.6 * Math.cos(0.5), 14)
      expect(gain[1]).toBeCloseTo(0.6 * Math.sin(0.5), 14)
    }
  })

  it('moves on a straight line from frame to frame', () => {
    const waveform: Waveform = { ...zhangWaveform, chirps: 3, chirpInterval: 0.0125 }
    const frames = track(createPersonEcho(place, zhangChest, waveform, createRandom(2)), 20, 3)
    frames.slice(1).forEach(({ range }, i) => {
      const before = frames[i].range
      expect(before[1]).toBeCloseTo(0.75 * before[0] + 0.25 * range[0], 14)
      expect(before[2]).toBeCloseTo(0.5 * before[0] + 0.5 * range[0], 14)
    })
  })
})

describe('createWalkerEcho', () => {
  it('wanders at 10 mm/s and never leaves the room', () => {
    const interval = zhangWaveform.frameInterval
    const frames = track(createWalkerEcho(place, zhangWaveform, createRandom(3)), 72_000, 1)
    const ranges = frames.map(({ range }) => range[0])
    const squares = ranges.slice(1).reduce((sum, range, i) => sum + (range - ranges[i]) ** 2, 0)
    const speed = Math.sqrt(squares / (ranges.length - 1)) / interval
    expect(speed / 0.01).toBeCloseTo(1, 1)
    expect(Math.min(...ranges)).toBeGreaterThan(0.1)
    expect(Math.max(...ranges)).toBeLessThan(2.3)
    expect(Math.max(...ranges) - Math.min(...ranges)).toBeGreaterThan(0.3)
    expect(Math.abs(ranges[0] - 1.2)).toBeLessThan(0.005)
  })
})

describe('createWalkerEcho far away', () => {
  it('starts where it was placed', () => {
    const far = createWalkerEcho({ ...place, range: 4 }, zhangWaveform, createRandom(5))
    expect(Math.abs(track(far, 1, 1)[0].range[0] - 4)).toBeLessThan(0.005)
  })
})

describe('createFanEcho', () => {
  it('stays in place with a white circular gain of its mean power', () => {
    const frames = track(createFanEcho(place, createRandom(4)), 5000, 4)
    let [power, next] = [0, 0]
    for (const { range, gain } of frames) {
      expect([...range]).toEqual([1.2, 1.2, 1.2, 1.2])
      power += gain.reduce((sum, value) => sum + value ** 2, 0) / 4
      next += gain[0] * gain[2] + gain[1] * gain[3]
    }
    expect(power / 5000 / 0.36).toBeCloseTo(1, 1)
    expect(Math.abs(next / 5000 / 0.36)).toBeLessThan(4 / Math.sqrt(2 * 5000))
  })
})
