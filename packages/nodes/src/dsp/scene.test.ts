import { describe, expect, it } from 'vitest'
import { zhangChest } from './chest.ts'
import { createRadar, drawScene, type SceneParameters, usualRates } from './scene.ts'
import { zhangWaveform } from './waveform.ts'

const parameters: SceneParameters = {
  people: [{}],
  ranges: [0.2, 2],
  chest: zhangChest,
  breathingRates: usualRates.breathing,
  heartRates: usualRates.heart,
  clutter: 'strong',
  still: 3,
  movers: 2,
  offset: 0.5,
  spread: 0,
}

describe('drawScene', () => {
  it('is the same for the same seed only', () => {
    expect(drawScene(1, parameters)).toEqual(drawScene(1, parameters))
    expect(drawScene(1, parameters)).not.toEqual(drawScene(2, parameters))
  })

  it('keeps people and clutter within their limits', () => {
    for (let seed = 0; seed < 300; seed++) {
      const scene = drawScene(seed, { ...parameters, people: [{}, {}, {}], spread: 0.5 })
      const ranges = scene.people.map(({ range }) => range).sort((a, b) => a - b)
      expect(ranges[0]).toBeGreaterThanOrEqual(0.2)
      expect(ranges[2]).toBeLessThan(2)
      expect(ranges[1] - ranges[0]).toBeGreaterThan(0.3)
      expect(ranges[2] - ranges[1]).toBeGreaterThan(0.3)
      for (const { chest, angle, amplitude } of scene.people) {
        expect(amplitude).toBe(1)
        expect(Math.abs(angle)).toBeLessThanOrEqual(0.5)
        expect(chest.breathing.rate * 60).toBeGreaterThanOrEqual(12 - 1e-9)
        expect(chest.breathing.rate * 60).toBeLessThanOrEqual(18 + 1e-9)
        expect(chest.heart.rate * 60).toBeGreaterThanOrEqual(60 - 1e-9)
        expect(chest.heart.rate * 60).toBeLessThanOrEqual(100 + 1e-9)
      }
      const [offsets, still] = [scene.still.slice(0, 3), scene.still.slice(3)]
      offsets.forEach(({ range, angle, amplitude }, i) => {
        const person = scene.people[i]
        expect([range, angle, amplitude]).toEqual([person.range, person.angle, 0.5])
      })
      expect(still).toHaveLength(3)
      for (const { range, amplitude } of still) {
        expect(range >= 0.2 && range < 2.2 && amplitude >= 0.5 && amplitude < 3).toBe(true)
      }
      for (const { range, amplitude } of [...scene.walkers, ...scene.fans]) {
        expect(range >= 0.2 && range < 2.2 && amplitude >= 0.3 && amplitude < 1).toBe(true)
      }
    }
  })

  it('takes walkers and fans in turn', () => {
    const { walkers, fans } = drawScene(1, { ...parameters, movers: 3 })
    expect([walkers.length, fans.length]).toEqual([2, 1])
  })

  it('has weak clutter, and none', () => {
    const weak = drawScene(1, { ...parameters, clutter: 'weak', still: 20, movers: 20 })
    expect(Math.max(...weak.still.map(({ amplitude }) => amplitude))).toBeLessThan(1.1)
    expect(Math.max(...weak.fans.map(({ amplitude }) => amplitude))).toBeLessThan(0.3)
    const none = drawScene(1, { ...parameters, clutter: 'none' })
    expect([none.still.length, none.walkers.length, none.fans.length]).toEqual([1, 0, 0])
  })

  it('takes what is given and draws the rest as it would have', () => {
    const drawn = drawScene(3, parameters).people[0]
    const given = drawScene(3, { ...parameters, people: [{ range: 1.1, heartRate: 1.25 }] })
    expect(given.people[0].range).toBe(1.1)
    expect(given.people[0].chest.heart.rate).toBe(1.25)
    expect(given.people[0].chest.breathing.rate).toBe(drawn.chest.breathing.rate)
  })

  it('changes no other part when one is added', () => {
    const one = drawScene(4, parameters)
    const more = drawScene(4, { ...parameters, still: 5, movers: 4 })
    expect(more.people).toEqual(one.people)
    expect(more.still.slice(0, 4)).toEqual(one.still)
    expect(more.walkers[0]).toEqual(one.walkers[0])
    expect(more.fans[0]).toEqual(one.fans[0])
  })

  it('says when people find no room', () => {
    const people = Array.from({ length: 8 }, () => ({}))
    expect(() => drawScene(1, { ...parameters, people })).toThrow(/8 people find no room/)
  })

  it('lets given people stand as close as they like', () => {
    const close = drawScene(1, { ...parameters, people: [{ range: 1 }, { range: 1.1 }] })
    expect(close.people.map(({ range }) => range)).toEqual([1, 1.1])
  })
})

describe('createRadar', () => {
  const waveform = { ...zhangWaveform, chirps: 2, receivers: 4, samples: 64 }
  const options = { scene: drawScene(5, parameters), waveform, snr: 0, seed: 5 }

  it('gives frames of (chirp, rx, sample) and the truth, the same for the same seed', () => {
    const [a, b] = [createRadar(options), createRadar(options)]
    const other = createRadar({ ...options, seed: 6 })
    for (let i = 0; i < 5; i++) {
      const frame = a.next()
      expect(frame.adc).toHaveLength(2 * 2 * 4 * 64)
      expect(frame.people).toHaveLength(1)
      expect(frame.people[0].heartRate).toBe(options.scene.people[0].chest.heart.rate)
      expect(b.next()).toEqual(frame)
      expect(other.next().adc).not.toEqual(frame.adc)
    }
  })

  it('never writes to a frame again', () => {
    const radar = createRadar(options)
    const first = radar.next().adc
    const copy = first.slice()
    radar.next()
    expect(first).toEqual(copy)
  })

  it('moves people and fans as before when a walker is added', () => {
    const { scene } = options
    const walker = { range: 2, angle: 0, amplitude: 0.5, phase: 0 }
    const crowded = { ...scene, walkers: [...scene.walkers, walker] }
    const alone = { people: [], still: [], walkers: [...scene.walkers, walker], fans: [] }
    const before = { people: [], still: [], walkers: scene.walkers, fans: [] }
    const frames = [scene, crowded, alone, before].map((each, i) =>
      createRadar({ ...options, scene: each, snr: i < 2 ? 0 : Infinity }),
    )
    for (let i = 0; i < 3; i++) {
      const [plain, more, walkers, fewer] = frames.map((radar) => radar.next().adc)
      plain!.forEach((value, j) => {
        expect(more![j] - value).toBeCloseTo(walkers![j] - fewer![j], 5)
      })
    }
  })
})
