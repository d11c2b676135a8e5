import { HostError } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { geometry, haveRecordings, options, recorded, source } from '../fixtures/load.ts'
import { openRecording } from './open-recording.ts'

/** Samples by (frame, chirp, rx, sample): what a packer asks for, one at a time. */
type Scene = (frame: number, chirp: number, rx: number, n: number) => readonly [number, number]
type Shape = { frames: number; chirps: number; receivers: number; samples: number }

/** Words as two lanes send them: per receiver I0 I1 Q0 Q1 I2 I3 Q2 Q3 ... */
function twoLanes({ frames, chirps, receivers, samples }: Shape, scene: Scene): Uint8Array {
  const words: number[] = []
  for (let f = 0; f < frames; f++)
    for (let c = 0; c < chirps; c++)
      for (let r = 0; r < receivers; r++)
        for (let n = 0; n < samples; n += 2) {
          const [a, b] = [scene(f, c, r, n), scene(f, c, r, n + 1)]
          words.push(a[0], b[0], a[1], b[1])
        }
  return bytesOf(words)
}

/** Words as four lanes send them: I of four slots, Q of four slots, sample by sample. */
function fourLanes({ frames, chirps, receivers, samples }: Shape, scene: Scene): Uint8Array {
  const words: number[] = []
  for (let f = 0; f < frames; f++)
    for (let c = 0; c < chirps; c++)
      for (let n = 0; n < samples; n++)
        for (const part of [0, 1])
          for (let r = 0; r < 4; r++) words.push(r < receivers ? scene(f, c, r, n)[part] : 0)
  return bytesOf(words)
}

function bytesOf(words: readonly number[]): Uint8Array {
  return new Uint8Array(Int16Array.from(words).buffer)
}

/** Every sample another number: order mistakes show. */
const numbered =
  ({ chirps, receivers, samples }: Shape): Scene =>
  (f, c, r, n) => {
    const at = ((f * chirps + c) * receivers + r) * samples + n
    return [at + 1, -at - 1]
  }

function inOrder(shape: Shape, frame: number, scene: Scene): number[] {
  const values: number[] = []
  for (let c = 0; c < shape.chirps; c++)
    for (let r = 0; r < shape.receivers; r++)
      for (let n = 0; n < shape.samples; n++) values.push(...scene(frame, c, r, n))
  return values
}

const shape: Shape = { frames: 3, chirps: 2, receivers: 3, samples: 6 }
const small = { ...geometry, chirps: 2, receivers: 3, samples: 6 }

function openBytes(bytes: Uint8Array, change = {}) {
  const { open, reads } = source('adc.bin', bytes)
  return { opened: openRecording(options('adc.bin', change), open), reads }
}

describe('the words of a raw file', () => {
  test.each([
    ['2-lane', twoLanes],
    ['4-lane', fourLanes],
  ] as const)('%s', async (layout, pack) => {
    const scene = numbered(shape)
    const { opened, reads } = openBytes(pack(shape, scene), { layout, geometry: small })
    const recording = await opened
    expect(recording.frames).toBe(3)
    reads.length = 0
    const frames = await recording.read(1, 2)
    expect(frames.map((frame) => Array.from(frame ?? []))).toEqual([
      inOrder(shape, 1, scene),
      inOrder(shape, 2, scene),
    ])
    const frameBytes = 4 * 2 * 6 * (layout === '2-lane' ? 3 : 4)
    expect(reads).toEqual([{ offset: frameBytes, length: 2 * frameBytes }])
  })

  test('Q before I', async () => {
    const scene = numbered(shape)
    const bytes = twoLanes(shape, (...at) => [scene(...at)[1], scene(...at)[0]])
    const change = { layout: '2-lane', iqOrder: 'qi', geometry: small }
    const [frame] = await (await openBytes(bytes, change).opened).read(0, 1)
    expect(Array.from(frame ?? [])).toEqual(inOrder(shape, 0, scene))
  })

  test('real', async () => {
    const words = Array.from({ length: 2 * 36 }, (_, at) => at - 20)
    const recording = await openBytes(bytesOf(words), { layout: 'real', geometry: small }).opened
    expect(recording.dtype).toBe('float32')
    expect(recording.frames).toBe(2)
    expect(Array.from((await recording.read(1, 1))[0] ?? [])).toEqual(words.slice(36))
  })

  test('a slot without samples is passed over', async () => {
    // Receivers 1 and 3 are on.
    const scene: Scene = (_f, _c, r, n) => (r % 2 === 0 ? [r + 1, n - 7] : [0, 0])
    const bytes = fourLanes({ ...shape, receivers: 4, samples: 6 }, scene)
    const recording = await openBytes(bytes, { geometry: { ...small, receivers: 2 } }).opened
    const [frame] = await recording.read(0, 1)
    const re = Array.from(frame ?? []).filter((_, at) => at % 2 === 0)
    expect([...new Set(re)]).toEqual([1, 3])
    expect(recording.notes.join()).toContain('2 of four receiver slots are empty')
  })
})

describe('files that do not fit', () => {
  const layout = '2-lane'
  const frameBytes = 2 * 4 * 100 * 4
  test.each([
    ['empty', 0, 'the file is empty'],
    ['odd', 6401, '6401 bytes are not 16-bit samples'],
    ['too short', 100, 'no whole frame: the file has 100 bytes, one frame has 3200'],
  ])('%s', async (_, size, says) => {
    const error = await openBytes(new Uint8Array(size), { layout }).opened.catch((e: unknown) => e)
    expect(error).toBeInstanceOf(HostError)
    expect(String(error)).toMatch(/adc\.bin: /)
    expect(String(error)).toContain(says)
  })

  test('a file that ends inside a frame is read as far as whole frames go', async () => {
    const bytes = new Uint8Array(2 * frameBytes + 10).fill(1)
    const { frames, warnings } = await openBytes(bytes, { layout }).opened
    expect(frames).toBe(2)
    expect(warnings.join()).toContain('2 whole frames of 3200 bytes')
    expect(warnings.join()).toContain('the last 10 bytes are left over')
  })

  test('two lanes with an odd number of samples are refused', async () => {
    const odd = { ...geometry, chirps: 1, receivers: 1, samples: 5 }
    const asked = openBytes(new Uint8Array(400), { layout, geometry: odd }).opened
    await expect(asked).rejects.toThrow('has an odd number')
  })
})

describe('the layout that the samples speak for', () => {
  /** Targets at random ranges, another phase at each receiver, and noise: f = 2 S R / c. */
  function radar(
    targets: readonly (readonly [number, number])[],
    noise: number,
    seed: number,
  ): Scene {
    let state = seed | 1
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      return (state >>> 8) / 2 ** 24
    }
    // Noise that is the same whenever the same sample is asked for.
    const drawn = new Map<string, [number, number]>()
    return (f, c, r, n) => {
      const key = `${f} ${c} ${r} ${n}`
      const known = drawn.get(key)
      if (known) return known
      let [re, im] = [0, 0]
      targets.forEach(([turns, amplitude], index) => {
        const phase = 2 * Math.PI * turns * n + (index + 1) * (r + 1) * 1.3 + 0.1 * f
        re += amplitude * Math.cos(phase)
        im += amplitude * Math.sin(phase)
      })
      const gauss = () => noise * (random() + random() + random() + random() - 2) * Math.sqrt(3)
      const value: [number, number] = [Math.round(re + gauss()), Math.round(im + gauss())]
      drawn.set(key, value)
      return value
    }
  }

  const target = fc.tuple(
    fc.double({ min: 0.02, max: 0.45, noNaN: true }),
    fc.double({ min: 60, max: 900, noNaN: true }),
  )
  const scenes = fc.record({
    targets: fc.array(target, { minLength: 1, maxLength: 4 }),
    receivers: fc.integer({ min: 1, max: 4 }),
    samples: fc.constantFrom(32, 50, 64, 100, 128),
    chirps: fc.integer({ min: 1, max: 3 }),
    four: fc.boolean(),
    seed: fc.nat(),
  })

  /** How a scene is read that was packed on two or on four lanes. */
  async function readScene({ targets, four, seed, ...size }: SceneCase, noise: number) {
    const pack = four ? fourLanes : twoLanes
    const bytes = pack({ frames: 16, ...size }, radar(targets, noise, seed))
    return openBytes(bytes, { geometry: { ...geometry, ...size } }).opened
  }
  type SceneCase = typeof scenes extends fc.Arbitrary<infer T> ? T : never
  const laneNames = (four: boolean) => (four ? 'four LVDS lanes' : 'two LVDS lanes')

  test('of scenes with 1 to 4 receivers, whichever way they are packed', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, fc.constantFrom(1, 5, 10), async (scene, noise) => {
        const { notes, warnings, frames } = await readScene(scene, noise)
        expect(notes[0]).toContain(laneNames(scene.four))
        expect(frames).toBe(16)
        expect(warnings).toEqual([])
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  test('of noisy scenes is right or said to be unknown', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, fc.integer({ min: 20, max: 2000 }), async (scene, noise) => {
        const { notes, warnings } = await readScene(scene, noise)
        if (warnings.join().includes('do not say how many lanes')) return
        expect(notes[0]).toContain(laneNames(scene.four))
      }),
      { numRuns: 60, seed: 8 },
    )
  })

  test('noise speaks for none: two lanes are taken, and that is said', async () => {
    const shape = { frames: 20, chirps: 2, receivers: 4, samples: 64 }
    const bytes = fourLanes(shape, radar([], 50, 5))
    const { opened } = openBytes(bytes, { geometry: { ...geometry, samples: 64 } })
    const { notes, warnings } = await opened
    expect(notes[0]).toContain('two LVDS lanes')
    expect(warnings.join()).toContain('do not say how many lanes')
  })

  test('nothing but zeros speaks for none', async () => {
    const { warnings } = await openBytes(new Uint8Array(6400)).opened
    expect(warnings.join()).toContain('all zero')
  })

  test('a layout that was asked for is taken, with a warning where the samples contradict', async () => {
    const shape = { frames: 8, chirps: 2, receivers: 4, samples: 100 }
    const bytes = twoLanes(shape, radar([[0.07, 500]], 10, 3))
    const { notes, warnings } = await openBytes(bytes, { layout: '4-lane' }).opened
    expect(notes.join()).toContain('four LVDS lanes (xWR12xx, 14xx): as asked for')
    expect(warnings.join()).toContain('the samples speak for two LVDS lanes')
  })

  test('I and Q the other way round are noticed', async () => {
    const shape = { frames: 8, chirps: 2, receivers: 4, samples: 100 }
    const bytes = twoLanes(shape, radar([[0.07, 500]], 10, 3))
    expect((await openBytes(bytes).opened).warnings).toEqual([])
    const { warnings } = await openBytes(bytes, { iqOrder: 'qi' }).opened
    expect(warnings.join()).toContain('I/Q order "iq" may be right')
    const down = { ...geometry, chirpSlope: -60e12 }
    expect((await openBytes(bytes, { geometry: down }).opened).warnings.join()).toContain('"qi"')
  })

  test('a long file is looked at here and there', async () => {
    const frameBytes = 3200
    const sizes: number[] = []
    const size = 30_000 * frameBytes
    const block = twoLanes(
      { frames: 16, chirps: 2, receivers: 4, samples: 100 },
      radar([[0.07, 500]], 10, 3),
    )
    const file = {
      name: 'long.bin',
      size,
      read: async (offset: number, length: number) => {
        sizes.push(length)
        return Uint8Array.from({ length }, (_, at) => block[(offset + at) % block.length])
      },
    }
    const recording = await openRecording(options('long.bin'), async () => file)
    expect(recording.frames).toBe(30_000)
    expect(sizes.reduce((sum, length) => sum + length, 0)).toBeLessThan(size / 50)
  })
})

describe.skipIf(!haveRecordings)('a seated person before an IWR6843', () => {
  const read = haveRecordings ? recorded('iwr6843-seated/adc.bin') : new Uint8Array(0)
  const [frames, chirps, receivers, samples] = [400, 2, 4, 100]

  /** Bin of the range spectrum with the most power once the mean over frames is removed. */
  async function strongestBin(bytes: Uint8Array): Promise<number> {
    const recording = await openBytes(bytes).opened
    const data = await recording.read(0, frames)
    const power = new Array<number>(samples).fill(0)
    for (const row of [0, 5]) {
      const bins = data.map((frame) => spectrum((frame ?? new Float32Array(0)).subarray(200 * row)))
      for (let k = 0; k < samples; k++) {
        const mean = [0, 1].map((p) => bins.reduce((sum, bin) => sum + bin[k][p], 0) / frames)
        power[k] += bins.reduce(
          (sum, b) => sum + (b[k][0] - mean[0]) ** 2 + (b[k][1] - mean[1]) ** 2,
          0,
        )
      }
    }
    return power.indexOf(Math.max(...power))
  }

  function spectrum(row: Float32Array): [number, number][] {
    return Array.from({ length: samples }, (_, k) => {
      let [re, im] = [0, 0]
      for (let n = 0; n < samples; n++) {
        const [c, s] = [
          Math.cos((2 * Math.PI * k * n) / samples),
          Math.sin((2 * Math.PI * k * n) / samples),
        ]
        re += row[2 * n] * c + row[2 * n + 1] * s
        im += row[2 * n + 1] * c - row[2 * n] * s
      }
      return [re, im]
    })
  }

  test('came on two lanes, I first; the chest moves in range bin 7', async () => {
    const recording = await openBytes(read).opened
    expect(recording.frames).toBe(frames)
    expect(recording.warnings).toEqual([])
    expect(recording.notes.join(' ')).toMatch(/two LVDS lanes.*dB more concentrated.*I first/)
    expect(recording.acquisition.centreFrequency).toBeCloseTo(60.36e9 + 60e12 * (6e-6 + 12.5e-6), 0)
    expect(await strongestBin(read)).toBe(7)
  })

  test('packed on four lanes it is recognised too, and gives the same frames', async () => {
    const two = await openBytes(read).opened
    const data = await two.read(0, frames)
    const scene: Scene = (f, c, r, n) => {
      const at = 2 * ((c * receivers + r) * samples + n)
      return [data[f]?.[at] ?? 0, data[f]?.[at + 1] ?? 0]
    }
    const bytes = fourLanes({ frames, chirps, receivers, samples }, scene)
    const four = await openBytes(bytes).opened
    expect(four.notes[0]).toContain('four LVDS lanes')
    expect(four.warnings).toEqual([])
    expect(await four.read(0, frames)).toEqual(data)
  })
})
