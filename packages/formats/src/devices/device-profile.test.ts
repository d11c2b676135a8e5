import { readdirSync } from 'node:fs'
import { radarDevices } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { deviceOfPlatform, deviceProfile } from './device-profile.ts'
import { dialects } from './dialect.ts'

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''))
const known = radarDevices.filter((device) => device !== 'auto')

test('each device has its file, and each file its device', () => {
  expect(files.sort()).toEqual([...known].sort())
})

describe.each(known)('%s', (device) => {
  const profile = deviceProfile(device)

  test('has the fields that its readers take for granted', () => {
    expect(profile.platform).toMatch(/^xWR(14|16|18|68)xx$/)
    expect([2, 4]).toContain(profile.lanes)
    expect(['iq', 'qi', 'swap']).toContain(profile.iqOrder)
    expect([12, 14, 16]).toContain(profile.bits)
    expect(profile.band.from).toBeGreaterThanOrEqual(57e9)
    expect(profile.band.to).toBeLessThanOrEqual(81e9)
    expect([2, 3]).toContain(profile.transmitters)
    expect(profile.title).toMatch(/^[A-Z]/)
    expect(profile.streaming).toMatch(/^(mm)?[A-Z].*\.$/)
  })

  test('has as many lanes as its family (SWRA581B)', () => {
    expect(profile.lanes).toBe(profile.platform === 'xWR14xx' ? 4 : 2)
  })

  test('is spoken to in a dialect that is known, or not at all', () => {
    if (device.endsWith('-studio')) return expect(profile.commandLine).toBeUndefined()
    const { dialect, baud, portNames } = profile.commandLine!
    expect(Object.keys(dialects)).toContain(dialect)
    expect(baud).toBe(115200)
    expect(portNames.flat().every((word) => word === word.toLowerCase())).toBe(true)
  })
})

test('auto is no board', () => {
  expect(() => deviceProfile('auto')).toThrow(/choose a device/)
})

test.each([
  ['xWR14xx', 'lvds-stream', 'iwr1443-lvds-stream'],
  ['xWR14xx', 'mmw-demo', undefined],
  ['xWR16xx', 'mmw-demo', 'iwr1642-demo'],
  ['XWR68XX', 'mmw-demo', 'iwr6843-demo'],
  ['xWR29xx', 'mmw-demo', undefined],
] as const)('%s with %s is %s', (platform, dialect, device) => {
  expect(deviceOfPlatform(platform, dialect)).toBe(device)
})
