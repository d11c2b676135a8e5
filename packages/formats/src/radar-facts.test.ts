import { HostError, type RadarOptions } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { folder, haveRecordings, recorded } from '../fixtures/load.ts'
import { decodeFrame } from './dca-layout.ts'
import { radarFacts, readRadar } from './radar-facts.ts'

/** TI's vital-signs lab for an xWR14xx. */
const lab = `channelCfg 15 3 0
adcCfg 2 1
adcbufCfg 0 1 0 1
profileCfg 0 77 7 6 57 0 0 70 1 200 4000 0 0 48
chirpCfg 0 0 0 0 0 0 0 1
frameCfg 0 0 2 0 50 1 0`

const five = lab.replace('adcbufCfg 0 1 0 1', 'adcbufCfg -1 0 1 1 1')
const low = five.replace('profileCfg 0 77', 'profileCfg 0 60')

function options(change: Partial<RadarOptions> = {}): RadarOptions {
  return {
    device: 'iwr1443-lvds-stream',
    config: 'radar.cfg',
    commandPort: '',
    address: '192.168.33.30',
    cardAddress: '192.168.33.180',
    configPort: 4096,
    dataPort: 4098,
    packetDelay: 25e-6,
    iqOrder: 'auto',
    leastCoverage: 0.5,
    ...change,
  }
}

const read = (text: string, change: Partial<RadarOptions> = {}) =>
  readRadar(options(change), folder({ 'radar.cfg': text, 'radar.json': text }))

const refusal = async (text: string, change: Partial<RadarOptions> = {}) => {
  const error = await read(text, change).catch((error) => error)
  expect(error).toBeInstanceOf(HostError)
  return error as HostError
}

test('the vital-signs profile of an IWR1443 has frames of 6400 bytes every 50 ms', async () => {
  const { facts, geometry } = await read(lab)
  expect(facts.dtype).toBe('complex64')
  expect(facts.axes.map(({ name, size }) => [name, size])).toEqual([
    ['chirp', 2],
    ['rx', 4],
    ['sample', 200],
  ])
  expect(facts.frameBytes).toBe(6400)
  expect(facts.acquisition.frameInterval).toBeCloseTo(0.05, 12)
  expect(facts.acquisition.centreFrequency).toBeCloseTo(79.17e9, -7)
  expect(geometry.chirpInterval).toBeCloseTo(64e-6, 12)
  expect(facts.warnings).toEqual([])
})

test('a four-lane board sends a slot for each receiver, on or off', async () => {
  const one = lab.replace('channelCfg 15', 'channelCfg 4')
  const { facts, decoding } = await read(one)
  expect(facts.frameBytes).toBe(6400)
  expect(decoding.slots).toEqual([2])
  expect(facts.axes[1].size).toBe(1)
  const two = await read(one, { device: 'iwr1843-demo' })
  expect(two.facts.frameBytes).toBe(1600)
})

test('frames decode as SWRA581B lays them out', async () => {
  const small = lab.replace('200 4000', '2 4000').replace('0 0 2 0', '0 0 1 0')
  const { facts, decoding } = await read(small, { iqOrder: 'iq' })
  // Sample by sample: I of receivers 1 to 4, then Q.
  const words = Int16Array.from([1, 2, 3, 4, -1, -2, -3, -4, 5, 6, 7, 8, -5, -6, -7, -8])
  expect(facts.frameBytes).toBe(2 * words.length)
  expect([...decodeFrame(words, decoding)]).toEqual([
    1, -1, 5, -5, 2, -2, 6, -6, 3, -3, 7, -7, 4, -4, 8, -8,
  ])
})

test.each([
  [lab, 'iwr1443-lvds-stream', 'auto', 'qi'],
  [lab.replace('0 1 0 1', '0 0 0 1'), 'iwr1443-lvds-stream', 'auto', 'iq'],
  [lab, 'emulator', 'auto', 'iq'],
  [lab, 'iwr1443-lvds-stream', 'iq', 'iq'],
  [lab, 'emulator', 'qi', 'qi'],
  [five, 'iwr1642-demo', 'auto', 'qi'],
] as const)('I/Q order of case %#', async (text, device, iqOrder, order) => {
  const setup = await read(text, { device, iqOrder })
  expect(setup.iqOrder).toBe(order)
  expect(setup.decoding.swapped).toBe(order === 'qi')
})

test.each([
  [lab, 'iwr1443-lvds-stream', '4-lane'],
  [five, 'iwr1843-demo', '2-lane'],
  [low, 'iwr6843-demo', '2-lane'],
  [five.replace('adcCfg 2 1', 'adcCfg 2 0'), 'iwr1843-demo', 'real'],
  [lab.replace('adcCfg 2 1', 'adcCfg 2 0'), 'iwr1443-lvds-stream', 'real-4-lane'],
] as const)('auto takes configuration %# for one of an %s', async (text, device, layout) => {
  const setup = await read(text, { device: 'auto' })
  expect(setup.device).toBe(device)
  expect(setup.decoding.layout).toBe(layout)
  expect(setup.facts.notes.join()).toContain('the board itself is asked')
})

test('what a person has to know of the way to the board is noted', async () => {
  const { notes } = (await read(`${lab}\nguiMonitor 0 0 0 0 1`)).facts
  expect(notes.join('\n')).toContain('is sent as "testFmkCfg 0 1 0 1"')
  expect(notes.join('\n')).toContain('guiMonitor')
  const studio = (await read(lab, { device: 'iwr1443-studio' })).facts.notes
  expect(studio.join('\n')).toContain('mmWave Studio configures and starts the radar')
  const ending = (await read(lab.replace('2 0 50', '2 600 50'))).facts.notes
  expect(ending.join('\n')).toContain('after 600 frames, 30 s')
})

describe('what has to be mended', () => {
  test.each([
    ['no configuration', lab, { config: '' }, 'config', /choose the configuration/],
    ['a wrong line', lab.replace('50 1 0', '50 1'), {}, 'config', /line 6: frameCfg takes 7/],
    ['no adcCfg', lab.replace('adcCfg 2 1', ''), {}, 'config', /adcCfg is missing/],
    [
      'no adcbufCfg and no device',
      lab.replace('adcbufCfg 0 1 0 1', ''),
      { device: 'auto' },
      'device',
      /choose the device/,
    ],
    [
      'another band',
      low,
      { device: 'iwr1642-demo' },
      'device',
      /from 60 to 63.92 GHz, but IWR1642 .* 76 to 81 GHz/,
    ],
    [
      'an odd number of samples on two lanes',
      five
        .replace('channelCfg 15', 'channelCfg 1')
        .replace('200 4000', '25 4000')
        .replace('2 0 50', '1 0 50'),
      { device: 'iwr1642-demo' },
      'config',
      /odd number/,
    ],
    [
      'two profiles',
      `${lab}\n${lab.split('\n')[3].replace('profileCfg 0', 'profileCfg 1')}`,
      {},
      'config',
      /one profileCfg/,
    ],
  ] as const)('%s', async (_, text, change, param, says) => {
    const error = await refusal(text, change)
    expect(error.param).toBe(param)
    expect(error.message).toMatch(says)
  })

  test('a file that is not there', async () => {
    const open = async () => {
      throw new HostError('radar.cfg: there is no such file')
    }
    await expect(radarFacts(options(), open)).rejects.toMatchObject({ param: 'config' })
  })
})

describe.skipIf(!haveRecordings)('configurations as their users wrote them', () => {
  const text = (path: string) => Buffer.from(recorded(path)).toString()

  test.each([
    ['xwr1443-vital-signs-20fps.cfg', 'iwr1443-lvds-stream', 6400],
    ['xwr1642-vital-signs-20fps-front.cfg', 'iwr6843-demo', 6400],
    ['awr1642-profile.cfg', 'awr1642-demo', 60 * 4 * 128 * 4],
    ['xwr1843-vital-signs.cfg', 'iwr1843-demo', 128 * 4 * 64 * 4],
  ] as const)('%s on %s has frames of %d bytes', async (name, device, bytes) => {
    const { facts } = await read(text(`radar-cfg/${name}`), { device })
    expect(facts.frameBytes).toBe(bytes)
  })

  test("the capture card's own settings are refused by name", async () => {
    const error = await refusal(text('radar-cfg/dca1000-cf.json'), { config: 'radar.json' })
    expect(error.message).toMatch(/radar\.json.*not a configuration of mmWave Studio/)
  })
})
