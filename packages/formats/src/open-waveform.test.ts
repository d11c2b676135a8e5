import { HostError, type WaveformOptions } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureNames, folder } from '../fixtures/load.ts'
import { madeEdf } from '../fixtures/made-edf.ts'
import { openWaveform } from './open-waveform.ts'

type Files = Record<string, Uint8Array | string>

function waveform(files: Files, change: Partial<WaveformOptions> = {}) {
  const [path] = Object.keys(files)
  const options = { path, header: '', column: '', rate: 0, start: '', ...change }
  return openWaveform(options, folder(files))
}

async function refusal(files: Files, change: Partial<WaveformOptions> = {}) {
  const error: unknown = await waveform(files, change).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(HostError)
  return { message: (error as HostError).message, param: (error as HostError).param }
}

const ecg = {
  label: 'ECG I',
  physical: [-2.048, 2.047],
  samples: 4,
  digital: [-2048, 0, 1000, 2047, 1, 2, 3, 4],
} as const
const pulse = {
  label: 'Pleth',
  physical: [0, 4095],
  samples: 2,
  digital: [-2048, 2047, 0, 1],
} as const

describe('EDF', () => {
  const file = { 'a.edf': madeEdf({ signals: [ecg, pulse], records: 2, duration: 0.5 }) }

  test('channels by name and number, in physical units at their own rate', async () => {
    const first = await waveform(file, { column: 'ECG I' })
    expect(first.rate).toBe(8)
    Array.from(first.values).forEach((value, at) => {
      expect(value).toBeCloseTo(ecg.digital[at] / 1000, 12)
    })
    const second = await waveform(file, { column: '2' })
    expect({ rate: second.rate, column: second.column }).toEqual({ rate: 4, column: 'Pleth' })
    expect(Array.from(second.values)).toEqual([0, 4095, 2048, 2049])
  })

  test('the beginning of the recording by the clock', async () => {
    const { start, warnings } = await waveform(file, { column: '1', start: '2024-05-03 10:12:10' })
    expect({ start, warnings }).toEqual({ start: -10, warnings: [] })
    expect((await waveform(file, { column: '1', start: '10:11:50' })).start).toBe(10)
    const untyped = await waveform(file, { column: '1' })
    expect(untyped.start).toBe(0)
    expect(untyped.warnings).toEqual([expect.stringContaining('type as start when that was')])
  })

  test('annotations are no channel; a record count of -1 goes by the size', async () => {
    const bytes = madeEdf({
      signals: [ecg, { ...pulse, label: 'EDF Annotations' }],
      records: 2,
      duration: 0.5,
      reserved: 'EDF+C',
    })
    bytes.set(Buffer.from('-1      '), 236)
    const { column, values } = await waveform({ 'a.edf': bytes })
    expect({ column, size: values.length }).toEqual({ column: 'ECG I', size: 8 })
  })

  test('cut off: what is there is read, and said', async () => {
    const { values, warnings } = await waveform(
      { 'a.edf': file['a.edf'].slice(0, -3) },
      { column: '1' },
    )
    expect(values.length).toBe(4)
    expect(warnings[0]).toBe('a.edf: cut off; 1 of 2 data records are there and read')
  })

  test.each([
    ['several channels', file['a.edf'], {}, 'holds 2 series; choose one as column'],
    ['no such channel', file['a.edf'], { column: 'ECG II' }, 'no column "ECG II"'],
    ['another rate', file['a.edf'], { column: '1', rate: 250 }, 'says 8 samples a second, not 250'],
    ['nothing but a header', file['a.edf'].slice(0, 768), {}, 'no whole data record'],
    ['half a header', file['a.edf'].slice(0, 400), {}, 'names 2 signals, the file has room for 0'],
    [
      'discontinuous',
      madeEdf({ signals: [ecg], records: 2, duration: 0.5, reserved: 'EDF+D' }),
      {},
      'export it as continuous',
    ],
    [
      'no range',
      madeEdf({ signals: [{ ...ecg, physical: [1, 1] }], records: 2, duration: 0.5 }),
      {},
      '"ECG I", has no range',
    ],
    [
      'no duration',
      madeEdf({ signals: [ecg], records: 2, duration: 0 }),
      {},
      'data records last 0 s',
    ],
    ['24 bits', Buffer.from('\xffBIOSEMI'.padEnd(300), 'latin1'), {}, 'a BDF file, of 24 bits'],
  ])('%s', async (_, bytes, change, says) => {
    expect((await refusal({ 'a.edf': bytes }, change)).message).toContain(says)
  })

  test('any digital values come back', async () => {
    const samples = fc.integer({ min: 1, max: 5 })
    const value = fc.integer({ min: -2048, max: 2047 })
    await fc.assert(
      fc.asyncProperty(
        samples,
        fc.array(value, { minLength: 10, maxLength: 40 }),
        async (size, all) => {
          const records = Math.floor(all.length / size)
          const signal = {
            label: 'x',
            physical: [-20.48, 20.47] as const,
            samples: size,
            digital: all,
          }
          const bytes = madeEdf({
            signals: [signal, ecg].map((s) => ({
              ...s,
              digital: [...s.digital, ...Array(200).fill(0)],
            })),
            records,
            duration: 1,
          })
          const { values } = await waveform({ 'a.edf': bytes }, { column: 'x' })
          expect(Array.from(values, (v) => Math.round(100 * v))).toEqual(
            all.slice(0, records * size),
          )
        },
      ),
    )
  })
})

describe('WFDB', () => {
  // record 100 of the MIT-BIH database: its header says that the signals begin at 995 and 1011
  const header = [
    '100 2 360 650000',
    '100.dat 212 200 11 1024 995 -22131 0 MLII',
    '100.dat 212 200 11 1024 1011 20052 0 V5',
    '# 69 M 1085 1629 x1',
  ].join('\n')
  const data = Uint8Array.of(0xe3, 0x33, 0xf3, 0xff, 0x87, 0x00)
  const files = { 'records/100.dat': data, '100.hea': header }

  test('format 212: two samples of 12 bits in three bytes, -2048 is missing', async () => {
    const first = await waveform(files, { header: '100.hea', column: 'MLII' })
    expect(first.rate).toBe(360)
    // 0x7ff, -2048
    expect(Array.from(first.values)).toEqual([-0.145, (2047 - 1024) / 200])
    expect(first.warnings).toEqual([expect.stringContaining('2 of 650000 samples')])
    const second = await waveform(files, { header: '100.hea', column: '2' })
    expect(Array.from(second.values)).toEqual([-0.065, Number.NaN])
  })

  test('format 16, a baseline of its own and a beginning', async () => {
    const bytes = Uint8Array.of(0x10, 0x00, 0xf0, 0xff, 0x00, 0x80)
    const text = 'a 1 100.5 3 10:12:00 03/05/2024\r\na.dat 16 8(16)/mV 16 0\r\n'
    const { values, rate, start } = await waveform(
      { 'a.dat': bytes, 'a.hea': text },
      { header: 'a.hea', start: '2024-05-03 10:11:00' },
    )
    expect({ values: Array.from(values), rate, start }).toEqual({
      values: [0, -4, Number.NaN],
      rate: 100.5,
      start: 60,
    })
  })

  test.each([
    ['another file', header.replaceAll('100.dat', '101.dat'), 'describes 101.dat, not 100.dat'],
    [
      'another format',
      header.replaceAll(' 212 ', ' 80 '),
      'signal 1 is of format 80; 16 and 212 are read',
    ],
    ['several samples a frame', header.replaceAll(' 212 ', ' 212x2 '), 'format 212x2'],
    ['segments', header.replace('100 2', '100/3 2'), 'several segments'],
    [
      'a line that is missing',
      header.split('\n').slice(0, 2).join('\n'),
      'names 2 signals and describes 1',
    ],
    ['no header at all', 'hello world', 'no WFDB header'],
    ['a gain that is none', header.replace('212 200', '212 much'), 'has the gain "much"'],
  ])('%s', async (_, text, says) => {
    const { message, param } = await refusal({ ...files, '100.hea': text }, { header: '100.hea' })
    expect(message).toContain(says)
    expect(param).toBe('header')
  })

  test('without its header, or the header in its place', async () => {
    expect(await refusal(files)).toEqual({
      message: 'records/100.dat: WFDB samples; choose its .hea as header',
      param: 'header',
    })
    expect((await refusal({ '100.hea': header })).message).toContain('choose the .dat as path')
  })
})

describe('tables and arrays', () => {
  test('the rate out of an even time column', async () => {
    const text = 'time (ms),ecg\n0,1\n4,2\n8,3\n12,2\n'
    const { values, rate, start } = await waveform({ 'a.csv': text })
    expect({ values: Array.from(values), rate: Math.round(1e6 * rate) / 1e6, start }).toEqual({
      values: [1, 2, 3, 2],
      rate: 250,
      start: 0,
    })
  })

  test('times that count from elsewhere stay where they are', async () => {
    expect((await waveform({ 'a.csv': 'time,ecg\n2,1\n2.5,2\n3,3\n' })).start).toBe(2)
  })

  test('Unix times and a typed beginning', async () => {
    const text = 'timestamp,belt\n1714730000.0,1\n1714730000.1,2\n1714730000.2,3\n'
    const { rate, start } = await waveform({ 'a.csv': text }, { start: '1714729990' })
    expect(rate).toBeCloseTo(10, 4)
    expect(start).toBeCloseTo(10, 6)
  })

  test('a typed rate where the file has none', async () => {
    expect((await waveform({ 'a.csv': '1\n2\n3\n' }, { rate: 250 })).rate).toBe(250)
  })

  test.each([
    ['no rate', '1\n2\n3\n', {}, 'rate', 'its rate is not known; type it'],
    [
      'uneven times',
      'time,x\n0,1\n1,2\n9,3\n10,4\n',
      {},
      'rate',
      'not evenly spaced (row 2 of the data',
    ],
    ['times that stand still', 'time,x\n0,1\n0,2\n', {}, 'rate', 'tells no rate'],
    ['two channels', 'time,a,b\n0,1,2\n1,2,3\n', {}, undefined, 'holds 2 series'],
    [
      'a start without clock times',
      '1\n2\n',
      { rate: 10, start: '10:00' },
      'start',
      'leave start empty',
    ],
    ['an empty file', '', {}, undefined, 'the file is empty'],
  ])('%s', async (_, text, change, param, says) => {
    const found = await refusal({ 'a.csv': text }, change)
    expect(found.message).toContain('a.csv: ')
    expect(found.message).toContain(says)
    expect(found.param).toBe(param)
  })
})

async function survives(files: Files, change: Partial<WaveformOptions>): Promise<void> {
  try {
    const { values, rate, start } = await waveform(files, { column: '1', ...change })
    expect(values.length).toBeGreaterThan(0)
    expect(rate).toBeGreaterThan(0)
    expect(Number.isFinite(rate + start)).toBe(true)
  } catch (error) {
    expect(error).toBeInstanceOf(HostError)
    expect(String(error)).toMatch(/a\.(edf|dat|hea|csv)/)
  }
}

const damage = fc.record({
  bytes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
  keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
})

function damaged(whole: Uint8Array, { bytes, keep }: { bytes: [number, number][]; keep: number }) {
  const left = whole.slice(0, Math.round(whole.length * keep))
  for (const [at, value] of bytes) if (left.length > 0) left[at % left.length] = value
  return left
}

test('damaged EDF and WFDB files, and others, are refused in words', async () => {
  const edf = madeEdf({ signals: [ecg, pulse], records: 2, duration: 0.5 })
  const header = Buffer.from(
    'a 1 360 4 10:12:00 03/05/2024\na.dat 212 200(0)/mV 11 1024 995 0 0 MLII\n',
  )
  await fc.assert(
    fc.asyncProperty(damage, async (how) => {
      await survives({ 'a.edf': damaged(edf, how) }, {})
      await survives(
        { 'a.dat': new Uint8Array(6), 'a.hea': damaged(header, how) },
        { header: 'a.hea' },
      )
    }),
    { numRuns: 300 },
  )
  for (const name of fixtureNames) await survives({ 'a.csv': fixture(name) }, { rate: 100 })
})
