/** Data that no chain can use: refused before anything runs, in words that name place and remedy. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasErrors } from '@chirpflow/graph'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { madeBreather } from './support/breather.ts'
import { exampleGraph, planExample, problemsOf, type Settings } from './support/examples.ts'
import { graphOf } from './support/graphs.ts'

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-bad-input-'))
const place = (name: string) => join(folder, name)
const put = (name: string, content: string | Uint8Array) => writeFileSync(place(name), content)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The .npy of a real float64 array, format 1.0, of zeros. */
function npy(shape: readonly number[]): Uint8Array {
  const dict = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`
  const header = `${dict.padEnd(117)}\n`
  const values = shape.reduce((product, size) => product * size, 1)
  return Buffer.concat([
    Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]),
    Buffer.from(header),
    Buffer.alloc(8 * values),
  ])
}

const cfg = `sensorStop
flushCfg
dfeDataOutputMode 1
channelCfg 15 1 0
adcCfg 2 1
adcbufCfg -1 0 1 1 1
profileCfg 0 60.36 7 6 50 0 0 60 1 100 4000 0 0 48
chirpCfg 0 0 0 0 0 0 0 1
frameCfg 0 0 2 0 50 1 0
sensorStart
`

beforeAll(async () => {
  put('empty.bin', '')
  put('odd.bin', new Uint8Array(6401))
  put('short.bin', new Uint8Array(3198))
  mkdirSync(place('a-folder'))
  put('zeros.bin', new Uint8Array(6400))
  put('good.cfg', cfg)
  put('slope.cfg', cfg.replace(' 60 1 100 ', ' sixty 1 100 '))
  put('cut.cfg', cfg.replace('frameCfg 0 0 2 0 50 1 0', 'frameCfg 0 0'))
  put('none.cfg', 'sensorStop\n')
  put('settings.mmwave.json', '{ "mmWaveDevices": [ }')
  put('picture.bin.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47))
  put('traffic.bin', Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0))
  put('flat.npy', npy([12, 100]))
  put('cut.h5', (await madeBreather({ seconds: 1, rate: 0.3, range: 0.6 })).subarray(0, 3000))
  put('nan.csv', 'time,chest\n0,nan\n0.05,NaN\n0.1,\n')
  put('words.csv', 'name\nAnna\nBert\n')
  put('several.csv', 'left,right\n1,2\n3,4\n')
  put('iq.csv', 'i,q\n1,2\n3,4\n')
})

describe('a capture', () => {
  const errorsOf = async (settings: Settings) => {
    const plan = await planExample(exampleGraph('heart-rate-recording', settings))
    expect(hasErrors(plan.problems)).toBe(true)
    // nothing that needs the capture can run
    expect(plan.nodes.map(({ id }) => id)).toEqual([])
    return problemsOf(plan, 'error')
  }
  const capture = (name: string) => ({ 'source.path': place(name) })

  test.each([
    ['that nobody chose', '', /^source\.path: choose a recording$/],
    ['that is not there', 'no.bin', /^source\.path: .*no\.bin: .*no such file/],
    ['that is a folder', 'a-folder', /^source\.path: .*a folder; name a file in it/],
    ['that is empty', 'empty.bin', /^source\.path: .*empty\.bin: the file is empty/],
    [
      'of an odd number of bytes',
      'odd.bin',
      /^source\.path: .*odd\.bin: 6401 bytes are not 16-bit samples .*cut off or not a raw DCA1000/,
    ],
    [
      'without a whole frame',
      'short.bin',
      /^source\.path: .*short\.bin: no whole frame: .*3198 bytes, one frame has 3200 .*; check chirps, receivers, samples/,
    ],
    ['of network traffic', 'traffic.bin', /^source\.path: .*pcap.*a recording is a raw DCA1000/],
    ['that is a picture', 'picture.bin.png', /^source\.path: .*a recording is a raw DCA1000 file/],
    ['of other axes', 'flat.npy', /^source\.path: .*\(12, 100\); wanted is \(frame, chirp, rec/],
    ['that is an HDF5 cut off', 'cut.h5', /^source\.path: .*cut\.h5: .*cannot be read: truncated/],
  ])('%s', async (_, name, message) => {
    const errors = await errorsOf(name === '' ? {} : capture(name))
    expect(errors).toEqual([expect.stringMatching(message)])
  })

  test.each([
    ['with a word for a number', 'slope.cfg', /line 7.*(slope|sixty)/],
    ['with numbers missing', 'cut.cfg', /line 9.*frameCfg/],
    ['with nothing in it', 'none.cfg', /none\.cfg: .*no profileCfg/],
    ['that is not there', 'no.cfg', /no\.cfg.*no such file/],
    ['that is broken JSON', 'settings.mmwave.json', /settings\.mmwave\.json: .*not JSON/],
  ])('whose configuration is one %s', async (_, config, message) => {
    const errors = await errorsOf({ ...capture('zeros.bin'), 'source.config': place(config) })
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/^source\.config: /)
    expect(errors[0]).toMatch(message)
  })

  test('whose configuration is right is read with it', async () => {
    const settings = { ...capture('zeros.bin'), 'source.config': place('good.cfg') }
    const plan = await planExample(exampleGraph('heart-rate-recording', settings))
    expect(problemsOf(plan, 'error')).toEqual([])
    expect(plan.signals.get('source.adc')).toMatchObject({ rate: 20 })
  })
})

describe('a series', () => {
  const errorsOf = async (params: Record<string, string | number>, into = 'window.in') => {
    const port = params.quantity === 'iq' ? 'iq' : 'displacement'
    const graph = graphOf(
      {
        source: { type: 'series', params },
        window: 'slow-time-window',
        peak: 'peak-picker',
        log: 'rate-log',
      },
      [`source.${port} -> ${into}`, 'window.out -> peak.in', 'peak.rate -> log.rate'],
    )
    return problemsOf(await planExample(graph), 'error')
  }

  test.each([
    ['of NaN alone', { path: 'nan.csv' }, /^source\.path: .*nan\.csv: .*"chest" holds no number/],
    [
      'of words',
      { path: 'words.csv' },
      /^source\.path: .*words\.csv: line 2, "name": "Anna" is not a number/,
    ],
    [
      'that is one of several',
      { path: 'several.csv' },
      /^source\.path: .*choose one as column.*left/,
    ],
    [
      'by a name that is not there',
      { path: 'several.csv', column: 'rigth' },
      /^source\.path: .*several\.csv: .*rigth.*right/,
    ],
    [
      'of real values as complex ones',
      { path: 'several.csv', column: 'left', quantity: 'iq' },
      /^source\.quantity: left holds real values: choose m, mm or rad, or name the column .*Q/,
    ],
    [
      'of complex values as metres',
      { path: 'iq.csv', column: 'i', quadrature: 'q' },
      /^source\.quantity: i holds complex values: choose iq/,
    ],
    ['that is not there', { path: 'no.csv' }, /^source\.path: .*no\.csv: .*no such file/],
  ])('%s', async (_, { path, ...params }, message) => {
    expect(await errorsOf({ path: place(path), ...params })).toEqual([
      expect.stringMatching(message),
    ])
  })
})

describe('wires that do not fit', () => {
  const errorsOf = async (nodes: Parameters<typeof graphOf>[0], links: string[]) =>
    problemsOf(await planExample(graphOf(nodes, links)), 'error')
  const short = { type: 'simulated-radar', params: { duration: 1 } }

  test('wrong axes: both ends are named', async () => {
    const nodes = { radar: short, window: 'slow-time-window', mcsm: 'mcsm' }
    expect(await errorsOf(nodes, ['radar.adc -> window.in', 'window.out -> mcsm.profile'])).toEqual(
      [
        'mcsm.profile: wants complex64 (range, time), gets complex64 (chirp 1, rx 1, sample 256, time 256), 1 /s from window.out',
      ],
    )
  })

  test('wrong units: both ends are named', async () => {
    const nodes = {
      chest: 'simulated-displacement',
      window: 'slow-time-window',
      rate: 'phase-unwrap',
    }
    const errors = await errorsOf(nodes, [
      'chest.displacement -> window.in',
      'window.out -> rate.phase',
    ])
    expect(errors).toEqual([
      'rate.phase: wants float64 (..., time) in rad, gets float64 (time 256) in m, 1 /s from window.out',
    ])
  })

  test('wrong numbers: both ends are named', async () => {
    const nodes = { chest: 'simulated-displacement', fft: 'range-fft' }
    expect(await errorsOf(nodes, ['chest.displacement -> fft.adc'])).toEqual([
      expect.stringMatching(
        /^fft\.adc: wants complex64 or float32 .* gets float64 .* from chest\.d/,
      ),
    ])
  })

  test('a window too long for any memory', async () => {
    const radar = { type: 'simulated-radar', params: { duration: 1, frameInterval: 0.01 } }
    const nodes = { radar, window: { type: 'slow-time-window', params: { length: 3600 } } }
    const errors = await errorsOf(nodes, ['radar.adc -> window.in'])
    expect(errors).toEqual([expect.stringMatching(/^window\.\w+: .*would take .* MiB .*shorter/)])
  })
})
