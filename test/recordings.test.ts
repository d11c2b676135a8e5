/** The example graphs on real people, recorded by others (part of what the project has to show). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { exampleGraph, perMinute, problemsOf, runExample } from './support/examples.ts'
import { ratesOf } from './support/rates.ts'
import { repackTwoToFourLanes } from './support/raw-capture.ts'
import { announceSkip, haveRecordings, recordingPath } from './support/recordings.ts'

announceSkip()

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-recordings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const seated = recordingPath('iwr6843-seated/adc.bin')

describe.skipIf(!haveRecordings)('a seated person before an IWR6843', () => {
  const measure = async (settings: Record<string, string | number>) => {
    const graph = exampleGraph('heart-rate-recording', { 'source.path': seated, ...settings })
    const { results, plan } = await runExample(graph)
    return {
      notes: problemsOf(plan, 'note'),
      warnings: problemsOf(plan, 'warning'),
      heart: perMinute(results.heart),
      breathing: perMinute(results.breathing),
      range: Number(ratesOf(results.range).median),
      windows: ratesOf(results.heart).value.length,
    }
  }

  function expectPerson({ heart, breathing, range }: Awaited<ReturnType<typeof measure>>): void {
    expect(Math.abs(heart - 69.5)).toBeLessThanOrEqual(1.5)
    expect(Math.abs(breathing - 15.2)).toBeLessThanOrEqual(0.7)
    expect(Math.abs(range - 0.7)).toBeLessThanOrEqual(0.06)
  }

  test('heart, breathing and range from all receivers; two lanes by evidence', async () => {
    const found = await measure({})
    expectPerson(found)
    // 400 frames of 50 ms, windows of 256, a second apart
    expect(found.windows).toBe(8)
    expect(found.warnings).toEqual([])
    expect(found.notes.join('\n')).toMatch(
      /source\.path: Raw DCA1000 file, two LVDS lanes.*concentrated/,
    )
  })

  test.each([0, 1, 2, 3])('the same on receiver %d alone', async (receiver) => {
    expectPerson(await measure({ 'combine.method': 'select', 'combine.receiver': receiver }))
  })

  test('repacked as four lanes send it, four lanes by evidence', async () => {
    const bytes = readFileSync(seated)
    const words = new Int16Array(new Uint8Array(bytes).buffer)
    const path = join(folder, 'four-lanes.bin')
    const repacked = repackTwoToFourLanes(words, { chirps: 2, samples: 100 })
    writeFileSync(path, new Uint8Array(repacked.buffer))
    const found = await measure({ 'source.path': path })
    expectPerson(found)
    expect(found.notes.join('\n')).toMatch(
      /source\.path: Raw DCA1000 file, four .*lanes.*concentrated/,
    )
  })
})

describe.skipIf(!haveRecordings)('a sitting person before an A121', () => {
  test.each([
    ['breathing-sitting.h5', 17.4, 18.8],
    ['breathing-sitting-no-presence.h5', 20.2, 21.5],
  ])('%s breathes %d to %d times a minute', async (name, least, most) => {
    const path = recordingPath(`a121-breathing/${name}`)
    const { results } = await runExample(exampleGraph('breathing-a121', { 'source.path': path }))
    const breathing = perMinute(results.breathing)
    expect(breathing).toBeGreaterThanOrEqual(least)
    expect(breathing).toBeLessThanOrEqual(most)
  })
})
