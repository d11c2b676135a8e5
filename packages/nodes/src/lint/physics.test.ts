import type { Axis } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { type AcquisitionFacts, lintAcquisition, lintTransport, lintWindow } from './physics.ts'

const axis = (name: Axis['name'], size: number): Axis => ({
  name,
  size,
  start: 0,
  step: 1,
  unit: '1',
})

/** TI's vital-signs profile of an xWR1443: 77 GHz, 70 MHz/us, 200 samples at 4 Msps from 6 us on. */
const vital: AcquisitionFacts = {
  dtype: 'complex64',
  axes: [axis('chirp', 2), axis('rx', 4), axis('sample', 200)],
  acquisition: {
    carrierFrequency: 77e9,
    centreFrequency: 77e9 + 70e12 * (6e-6 + 25e-6),
    chirpSlope: 70e12,
    sampleRate: 4e6,
    chirpInterval: 64e-6,
    frameInterval: 0.05,
  },
}

const changed = (acquisition: AcquisitionFacts['acquisition']): AcquisitionFacts => ({
  ...vital,
  acquisition: { ...vital.acquisition, ...acquisition },
})

const found = (facts: AcquisitionFacts, name: string) =>
  lintAcquisition(facts).find((finding) => finding.name === name)!

describe('the vital-signs profile of an xWR1443, by the figures that are known of it', () => {
  const all = [
    ...lintAcquisition(vital),
    ...lintTransport({ frameBytes: 6400, packetDelay: 25e-6 }, 0.05),
    lintWindow(16),
  ]
  const value = (name: string) => all.find((finding) => finding.name === name)!.value

  test.each([
    ['range-resolution', 0.0428, 4],
    // 200 bins of them.
    ['maximum-range', 8.565, 3],
    ['speed-limit', 18.9e-3, 4],
    ['slow-time-rate', 20, 6],
    // 2 x 64 us of 50 ms.
    ['duty-cycle', 0.00256, 6],
    ['frame-bytes', 6400, 6],
    ['packets-per-frame', 4.396, 3],
    ['byte-rate', 128_000, 3],
    ['packet-rate', 88, 0],
    ['link-share', 0.003, 3],
    ['rate-resolution', 3.75 / 60, 6],
  ])('%s is %d', (name, expected, digits) => {
    expect(value(name)).toBeCloseTo(expected, digits)
  })

  test('nothing is to be mended', () => {
    expect(all.filter(({ severity }) => severity !== 'note')).toEqual([])
  })

  test('a person reads the same figures', () => {
    const said = all.map(({ message }) => message).join('; ')
    for (const figure of ['4.28 cm', '18.9 mm/s', '4.396 packets', '128 kB', '3.75 /min', '0.33 %'])
      expect(said).toContain(figure)
    expect(said).toContain('325 Mbit/s')
  })
})

/** What has to be said of a change, and of the profile as it is not. */
test.each([
  ['frames every 0.2 s', { frameInterval: 0.2 }, ['speed-limit', 'slow-time-rate'], 'warning'],
  // lambda / 4 of 3.787 mm in 0.12 s is 7.9 mm/s, and 8.3 /s tell 250 /min.
  ['frames every 0.12 s', { frameInterval: 0.12 }, ['speed-limit'], 'warning'],
  ['a slope of 5 MHz/us', { chirpSlope: 5e12 }, ['range-resolution'], 'warning'],
  ['a slope of 700 MHz/us', { chirpSlope: 7e14 }, ['maximum-range'], 'warning'],
  ['a falling slope', { chirpSlope: -70e12 }, [], 'note'],
  ['chirps 15 ms apart', { chirpInterval: 15e-3 }, ['duty-cycle'], 'warning'],
  ['chirps 25 ms apart', { chirpInterval: 25e-3 }, ['duty-cycle'], 'warning'],
] as const)('%s', (_, acquisition, names, severity) => {
  const told = lintAcquisition(changed(acquisition)).filter((each) => each.severity !== 'note')
  expect(told.map(({ name }) => name)).toEqual(names)
  expect(told.every((each) => each.severity === severity)).toBe(true)
})

test('real samples reach half as far', () => {
  const reach = found(vital, 'maximum-range').value
  expect(found({ ...vital, dtype: 'float32' }, 'maximum-range').value).toBeCloseTo(reach / 2, 9)
})

test('what is not known is not spoken of', () => {
  expect(lintAcquisition({ ...vital, acquisition: {} })).toEqual([])
  expect(lintAcquisition({ ...vital, axes: [] }).map(({ name }) => name)).toEqual([
    'speed-limit',
    'slow-time-rate',
  ])
})

describe('the link', () => {
  const share = (frameBytes: number, packetDelay: number) =>
    lintTransport({ frameBytes, packetDelay }, 0.05).find(({ name }) => name === 'link-share')!

  test('a frame that fits its packets is whole when its last one is there', () => {
    const found = lintTransport({ frameBytes: 4 * 1456, packetDelay: 25e-6 }, 0.05)
    expect(found.find(({ name }) => name === 'packets-per-frame')?.message).toBe(
      'A frame fills 4 packets',
    )
  })

  test('what cannot pass is an error, and a shorter delay helps', () => {
    // 2 MB every 50 ms are 320 Mbit/s of samples; TI rates the card at 325 Mbit/s with 25 us, headers included.
    expect(share(2e6, 25e-6).severity).toBe('error')
    expect(share(1.7e6, 25e-6).severity).toBe('warning')
    expect(share(2e6, 5e-6).severity).toBe('note')
  })
})

test('a window that is too short to part a heart from harmonics of breathing is told', () => {
  expect(lintWindow(10).severity).toBe('note')
  expect(lintWindow(8)).toMatchObject({ severity: 'warning', value: 0.125 })
  expect(lintWindow(8).message).toMatch(/differ by 7\.50 \/min; .* lengthen it to 10 s or more/)
})
