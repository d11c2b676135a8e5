import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTiConfig } from '../ti-config.ts'
import { commandsFor } from './commands-for.ts'
import { deviceProfile } from './device-profile.ts'
import { dialects } from './dialect.ts'

/** TI's vital-signs lab for an xWR14xx, in the order of that lab. */
const lab = `sensorStop
flushCfg
dfeDataOutputMode 1
channelCfg 15 3 0
adcCfg 2 1
adcbufCfg 0 1 0 1
profileCfg 0 77 7 6 57 0 0 70 1 200 4000 0 0 48
chirpCfg 0 0 0 0 0 0 0 1
frameCfg 0 0 2 0 50 1 0
guiMonitor 0 0 0 0 1
vitalSignsCfg 0.3 1.0 256 512 4 0.1 0.05 100000 100000
sensorStart`

const plan = (device: Parameters<typeof deviceProfile>[0], text: string, sdk?: number) => {
  const profile = deviceProfile(device)
  const { commands } = parseTiConfig(text)
  return commandsFor(profile, profile.commandLine!.dialect, commands, sdk)
}
const texts = ({ configure }: ReturnType<typeof plan>) => configure.map(({ text }) => text)

test('the LVDS-stream firmware gets the commands of its own profiles, in their order', () => {
  const sent = plan('iwr1443-lvds-stream', lab)
  // The order of the configurations that come with that firmware.
  expect(texts(sent)).toEqual([
    'sensorStop',
    'flushCfg',
    'dfeDataOutputMode 1',
    'channelCfg 15 3 0',
    'adcCfg 2 1',
    'profileCfg 0 77 7 6 57 0 0 70 1 200 4000 0 0 48',
    'chirpCfg 0 0 0 0 0 0 0 1',
    'frameCfg 0 0 2 0 50 1 0',
    'testFmkCfg 0 1 0 1',
    'setProfileCfg disable ADC disable',
  ])
  expect(sent.configure.find(({ text }) => text.startsWith('frameCfg'))?.line).toBe(9)
  expect(sent.refusals).toEqual([])
  expect(sent.notes).toEqual([
    'Not sent, because the LVDS-stream test firmware does not know them: guiMonitor, vitalSignsCfg (line 10, 11).',
    'Line 6, "adcbufCfg 0 1 0 1", is sent as "testFmkCfg 0 1 0 1".',
    '"setProfileCfg disable ADC disable" is put in: it makes the radar send raw samples.',
  ])
})

test('headers and data that are not raw are turned off', () => {
  const sent = plan('iwr1443-lvds-stream', `${lab}\nsetProfileCfg enable ADC enable`)
  expect(texts(sent).at(-1)).toBe('setProfileCfg disable ADC disable')
  expect(sent.notes.join()).toContain('Line 13, "setProfileCfg enable ADC enable", is sent as')
  const demo = plan('iwr1642-demo', `${lab}\nlvdsStreamCfg -1 1 4 1`)
  expect(texts(demo)).toContain('lvdsStreamCfg -1 0 1 0')
  expect(demo.notes.join()).toContain('Line 13, "lvdsStreamCfg -1 1 4 1", is sent as')
})

test('two profiles hang the LVDS-stream firmware, so they are refused', () => {
  const second = 'profileCfg 1 77 7 6 57 0 0 70 1 200 4000 0 0 48'
  expect(plan('iwr1443-lvds-stream', `${lab}\n${second}`).refusals).toEqual([
    'the LVDS-stream firmware takes one profileCfg and hangs at a second (lines 7 and 13)',
  ])
})

describe('the demo of SDK 3', () => {
  const sent = plan('iwr1642-demo', lab)

  test('gets adcbufCfg with five arguments, before the profile', () => {
    const at = texts(sent).indexOf('adcbufCfg -1 0 1 1 1')
    expect(at).toBeGreaterThan(0)
    expect(texts(sent)[at + 1]).toMatch(/^profileCfg/)
  })

  test('gets every command without which it does not start, each once', () => {
    const names = texts(sent).map((text) => text.split(' ')[0])
    const twice = ['cfarCfg', 'cfarFovCfg']
    for (const name of `guiMonitor multiObjBeamForming clutterRemoval calibDcRangeSig lowPower
      extendedMaxVelocity bpmCfg compRangeBiasAndRxChanPhase measureRangeBiasAndRxChanPhase
      CQRxSatMonitor CQSigImgMonitor analogMonitor aoaFovCfg calibData`.split(/\s+/)) {
      expect([name, names.filter((each) => each === name).length]).toEqual([name, 1])
    }
    for (const name of twice) expect(names.filter((each) => each === name)).toHaveLength(2)
  })

  test('is told of a channel phase for each pair of antennas', () => {
    const numbers = (device: 'iwr1642-demo' | 'iwr6843-demo') =>
      texts(plan(device, lab))
        .find((text) => text.startsWith('compRange'))!
        .split(' ').length - 1
    // Range bias, then a complex number for each pair.
    expect([numbers('iwr1642-demo'), numbers('iwr6843-demo')]).toEqual([1 + 2 * 8, 1 + 2 * 12])
  })

  test("gets no other release's commands, and the note says so", () => {
    expect(texts(sent)).not.toContain('guiMonitor 0 0 0 0 1')
    expect(sent.notes.join()).toContain(
      'Line 10, "guiMonitor 0 0 0 0 1", is of another release: SDK 3 wants 7 arguments',
    )
  })
})

test('of SDK 2 nothing is taken for granted', () => {
  const names = texts(plan('iwr1642-demo', lab, 2)).map((text) => text.split(' ')[0])
  expect(names).not.toContain('aoaFovCfg')
  expect(names).toContain('lvdsStreamCfg')
})

test('whatever the file, a board gets only what it takes, framed once', () => {
  const names = [...new Set(Object.values(dialects).flatMap(({ commands }) => [...commands]))]
  const line = fc
    .tuple(fc.constantFrom(...names, 'vitalSignsCfg'), fc.array(fc.integer({ min: -1, max: 9 })))
    .map(([name, args]) => [name, ...args].join(' '))
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }),
      fc.constantFrom('iwr1443-lvds-stream' as const, 'iwr1642-demo' as const),
      (lines, device) => {
        const sent = texts(plan(device, lines.join('\n')))
        const { commands } = dialects[deviceProfile(device).commandLine!.dialect]
        expect(sent.every((text) => commands.has(text.split(' ')[0]))).toBe(true)
        expect(sent.slice(0, 2)).toEqual(['sensorStop', 'flushCfg'])
        expect(sent.filter((text) => /^(sensorSt|flush)/.test(text))).toHaveLength(2)
      },
    ),
  )
})
