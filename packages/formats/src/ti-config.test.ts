import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folder, haveRecordings, options, recorded } from '../fixtures/load.ts'
import { openRecording } from './open-recording.ts'
import { geometryFromConfig } from './radar-config.ts'
import { parseTiConfig } from './ti-config.ts'

/** A plain configuration of two chirps; the numbers are round, so SI values can be told by eye. */
const plain = [
  'sensorStop',
  'flushCfg',
  'dfeDataOutputMode 1',
  'channelCfg 13 3 0 % three receivers',
  'adcCfg 2 1',
  'adcbufCfg -1 0 0 1 1',
  'profileCfg 0 60 100 6 40 0 0 50 1 128 5000 0 0 30',
  'chirpCfg 0 0 0 0 0 0 0 1',
  'chirpCfg 1 1 0 0 0 0 0 2',
  'frameCfg 0 1 16 0 50 1 0',
  'sensorStart',
]

/** The plain configuration with the line of one command replaced. */
function changed(name: string, ...lines: string[]): string {
  const at = plain.findIndex((line) => line.startsWith(`${name} `))
  return [...plain.slice(0, at), ...lines, ...plain.slice(at + 1)].join('\n')
}

test('TI units become SI', () => {
  const config = parseTiConfig(plain.join('\r\n'))
  expect(config.issues).toEqual([])
  expect(config.commands).toHaveLength(11)
  const { geometry, ...rest } = geometryFromConfig(config)
  expect(geometry.chirps).toBe(32)
  expect(geometry.receivers).toBe(3)
  expect(geometry.samples).toBe(128)
  expect(geometry.startFrequency).toBe(60e9)
  expect(geometry.chirpSlope).toBe(50e12)
  expect(geometry.sampleRate).toBe(5e6)
  expect(geometry.adcStart).toBeCloseTo(6e-6, 12)
  expect(geometry.chirpInterval).toBeCloseTo(140e-6, 12)
  expect(geometry.frameInterval).toBeCloseTo(0.05, 12)
  expect(rest).toMatchObject({ complex: true, bits: 16, lanes: 2, qFirst: false, txMasks: [1, 2] })
})

test('transmitters in turn are named as TDM-MIMO', () => {
  const { issues } = geometryFromConfig(parseTiConfig(plain.join('\n')))
  expect(issues).toHaveLength(1)
  expect(issues[0]).toMatchObject({ severity: 'warning', line: 8 })
  expect(issues[0].message).toContain('TDM-MIMO, masks 1, 2')
})

test('what a chirp adds to its profile counts', () => {
  const config = changed('chirpCfg', 'chirpCfg 0 1 0 1000000 20 5 1 1')
  const { geometry } = geometryFromConfig(parseTiConfig(config.replace(/chirpCfg 1 1.*\n/, '')))
  expect(geometry.startFrequency).toBe(60.001e9)
  expect(geometry.chirpSlope).toBe(50.02e12)
  expect(geometry.chirpInterval).toBeCloseTo(145e-6, 12)
  expect(geometry.adcStart).toBeCloseTo(7e-6, 12)
})

test.each([
  ['profileCfg 0 60 100 6 40 0 0 50 1 128 5000 0 0', 'profileCfg takes 14 arguments, got 13'],
  [
    'profileCfg 0 60 100 6 40 0 0 50 1 x 5000 0 0 30',
    'argument 10 (numAdcSamples) is "x", wants a whole number from 2 to 8192',
  ],
  [
    'profileCfg 0 60 -1 6 40 0 0 50 1 128 5000 0 0 30',
    'argument 3 (idleTime) is "-1", wants a number from 0',
  ],
  ['profileCfg 0 24 100 6 40 0 0 50 1 128 5000 0 0 30', 'argument 2 (startFreq) is "24"'],
  ['profileCfg 0 60 100 6 40 0 0 50 1 12.5 5000 0 0 30', 'argument 10 (numAdcSamples) is "12.5"'],
  ['channelCfg 0 1 0', 'argument 1 (rxChannelEn) is "0", wants a whole number from 1 to 15'],
  ['adcbufCfg 1 1', 'adcbufCfg takes 4 or 5 arguments, got 2'],
  ['frameCfg 0 1 0 0 50 1 0', 'argument 3 (numLoops) is "0"'],
  ['advFrameCfg 1 0 0 1 0', 'only plain frames'],
])('%s', (line, says) => {
  const { issues } = parseTiConfig(
    changed(line.split(' ')[0].replace('adv', '').replace('Frame', 'frame'), line),
  )
  expect(issues).toHaveLength(1)
  expect(issues[0]).toMatchObject({ severity: 'error', text: line })
  expect(issues[0].line).toBe(
    plain.findIndex((l) => l.startsWith(line.split(' ')[0].replace('advF', 'f'))) + 1,
  )
  expect(issues[0].message).toContain(says)
})

test('an unknown command is passed over with a warning, a known other one in silence', () => {
  const { issues } = parseTiConfig('cfarCfg -1 0\nguiMonitr 1\n')
  expect(issues).toEqual([
    {
      severity: 'warning',
      line: 2,
      text: 'guiMonitr 1',
      message: 'unknown command "guiMonitr", did you mean "guiMonitor"?; it is passed over',
    },
  ])
})

describe('what is wrong between the lines', () => {
  const errors = (text: string) =>
    geometryFromConfig(parseTiConfig(text))
      .issues.filter(({ severity }) => severity === 'error')
      .map(({ line, message }) => `${line}: ${message}`)

  test.each([
    [
      'two profiles',
      changed(
        'chirpCfg',
        'profileCfg 1 61 100 6 40 0 0 50 1 128 5000 0 0 30',
        'chirpCfg 0 0 1 0 0 0 0 1',
      ),
      /9: the frame's chirps use profiles 1 and 0/,
    ],
    ['no profile', changed('profileCfg'), /7: profile 0 is used but no profileCfg has it/],
    [
      'a chirp that is not there',
      changed('frameCfg', 'frameCfg 0 2 16 0 50 1 0'),
      /10: the frame uses chirp 2/,
    ],
    [
      'chirps backwards',
      changed('frameCfg', 'frameCfg 1 0 16 0 50 1 0'),
      /10: the frame's last chirp 0/,
    ],
    [
      'continuous mode',
      changed('dfeDataOutputMode', 'dfeDataOutputMode 2'),
      /0: the radar runs in continuous/,
    ],
    ['nothing at all', '', /channelCfg is missing/],
  ])('%s', (_, text, says) => {
    expect(errors(text).join('\n')).toMatch(says)
  })

  test('an unused second profile is none', () => {
    const text = changed('sensorStop', 'profileCfg 1 61 100 6 40 0 0 50 1 64 5000 0 0 30')
    expect(errors(text)).toEqual([])
    expect(geometryFromConfig(parseTiConfig(`${plain.join('\n')}`)).geometry.samples).toBe(128)
  })

  test('sampling past the ramp and chirps past the frame are warnings', () => {
    const long = changed('profileCfg', 'profileCfg 0 60 100 6 20 0 0 50 1 128 5000 0 0 30')
    const brief = changed('frameCfg', 'frameCfg 0 1 255 0 50 1 0')
    const said = [long, brief].map((text) => geometryFromConfig(parseTiConfig(text)).issues)
    expect(said[0].some(({ message }) => message.includes("after its ramp's end"))).toBe(true)
    expect(said[1].some(({ message }) => message.includes('take 71400 us'))).toBe(true)
  })
})

test('any text is parsed without a throw', () => {
  const word = fc.constantFrom(
    'profileCfg',
    'chirpCfg',
    'frameCfg',
    'channelCfg',
    '0',
    '1',
    '-1',
    '1e9',
    '%',
    '#',
  )
  const line = fc.array(fc.oneof(word, fc.string({ maxLength: 5 })), { maxLength: 16 })
  const text = fc
    .array(line, { maxLength: 8 })
    .map((lines) => lines.map((l) => l.join(' ')).join('\n'))
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (given) => {
      const config = parseTiConfig(given)
      geometryFromConfig(config)
      expect(config.commands.every(({ line: number }) => number >= 1)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

describe('a recording with a configuration', () => {
  const samples = new Uint8Array(32 * 3 * 128 * 4).fill(1)

  test('takes its geometry from it', async () => {
    const open = folder({ 'adc.bin': samples, 'radar.cfg': plain.join('\n') })
    const recording = await openRecording(options('adc.bin', { config: 'radar.cfg' }), open)
    expect(recording.axes.map(({ size }) => size)).toEqual([32, 3, 128])
    expect(recording.notes[0]).toMatch(/^From radar\.cfg: chirps per frame, receivers/)
    expect(recording.warnings.join()).toContain('radar.cfg: line 8: chirps are sent in turn')
  })

  test('is refused with every line that cannot be taken', async () => {
    const bad = plain.map((line) => (line.startsWith('adcCfg') ? 'adcCfg 2' : line))
    bad.push('frameCfg 0')
    const open = folder({ 'adc.bin': samples, 'radar.cfg': bad.join('\n') })
    await expect(openRecording(options('adc.bin', { config: 'radar.cfg' }), open)).rejects.toThrow(
      'radar.cfg: the radar configuration cannot be used: line 5: adcCfg takes 2 arguments, got 1; line 12: frameCfg takes 7',
    )
  })

  test('of real samples is read as such', async () => {
    const text = changed('adcCfg', 'adcCfg 2 0')
    const open = folder({ 'adc.bin': samples, 'radar.cfg': text })
    const recording = await openRecording(options('adc.bin', { config: 'radar.cfg' }), open)
    expect(recording.dtype).toBe('float32')
    expect(recording.frames).toBe(2)
  })

  test('of 12-bit samples extends their sign', async () => {
    const words = Uint16Array.from({ length: 32 * 3 * 128 * 2 }, () => 0xfff)
    const open = folder({
      'adc.bin': new Uint8Array(words.buffer),
      'radar.cfg': changed('adcCfg', 'adcCfg 0 1'),
    })
    const recording = await openRecording(options('adc.bin', { config: 'radar.cfg' }), open)
    expect((await recording.read(0, 1))[0]?.[0]).toBe(-1)
  })
})

describe.skipIf(!haveRecordings)('configurations as their users wrote them', () => {
  const parse = (path: string) => parseTiConfig(Buffer.from(recorded(path)).toString())

  test.each([
    ['radar-cfg/xwr1443-vital-signs-20fps.cfg', [2, 4, 200], 4],
    ['radar-cfg/xwr1642-vital-signs-20fps-front.cfg', [2, 4, 200], 2],
    ['radar-cfg/awr1642-profile.cfg', [60, 4, 128], 2],
    ['radar-cfg/xwr1843-vital-signs.cfg', [128, 4, 64], 2],
    ['dca1000-capture/xwr18xx_profile_2023_01_01T00_00_00_000.cfg', [32, 4, 256], 2],
  ])('%s', (path, counts, lanes) => {
    const config = parse(path)
    expect(config.issues).toEqual([])
    const { geometry, issues, ...facts } = geometryFromConfig(config)
    expect([geometry.chirps, geometry.receivers, geometry.samples]).toEqual(counts)
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(facts.lanes).toBe(lanes)
    expect(facts.complex).toBe(true)
  })

  test('the xWR1443 vital-signs profile has 4.28 cm range bins around 79.17 GHz', () => {
    const { geometry } = geometryFromConfig(parse('radar-cfg/xwr1443-vital-signs-20fps.cfg'))
    const {
      samples = 0,
      sampleRate = 0,
      chirpSlope = 0,
      adcStart = 0,
      startFrequency = 0,
    } = geometry
    const sampled = samples / sampleRate
    expect(299792458 / (2 * chirpSlope * sampled)).toBeCloseTo(0.0428, 4)
    expect(startFrequency + chirpSlope * (adcStart + sampled / 2)).toBeCloseTo(79.17e9, -7)
    expect(geometry.frameInterval).toBeCloseTo(0.05, 12)
  })
})
