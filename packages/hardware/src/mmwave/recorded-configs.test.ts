/** Configurations as their users wrote them, sent to boards with the firmware that streams. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandsFor, geometryFromConfig, parseTiConfig } from '@chirpflow/formats'
import { describe, expect, test } from 'vitest'
import { announceSkip, haveRecordings, recordingPath } from '../../../../test/support/recordings.ts'
import { quickClock } from '../../fixtures/quick-clock.ts'
import { createCommandLine } from './command-line.ts'
import { configure, startSensor } from './configure.ts'
import type { FirmwareKind } from './emulated-firmware.ts'
import { deviceOf, identify, releaseOf } from './identify.ts'
import { createRadarEmulator } from './radar-emulator.ts'

announceSkip()

const folder = recordingPath('radar-cfg')
const files = haveRecordings ? readdirSync(folder).filter((name) => name.endsWith('.cfg')) : []

const boards: FirmwareKind[] = [
  { dialect: 'lvds-stream', platform: 'xWR14xx', sdk: '01.02.00.05' },
  { dialect: 'mmw-demo', platform: 'xWR16xx', sdk: '03.03.00.03' },
  { dialect: 'mmw-demo', platform: 'xWR18xx', sdk: '03.06.00.00' },
  { dialect: 'mmw-demo', platform: 'xWR68xx', sdk: '03.06.00.00' },
]

describe.skipIf(!haveRecordings)('configurations as their users wrote them', () => {
  test('there are some', () => expect(files.length).toBeGreaterThanOrEqual(4))

  describe.each(files)('%s', (name) => {
    const { commands, ...config } = parseTiConfig(readFileSync(join(folder, name), 'utf8'))

    test('parses', () => {
      expect(config.issues).toEqual([])
      const { issues } = geometryFromConfig(config)
      expect(issues.filter(({ severity }) => severity === 'error')).toEqual([])
    })

    test.each(boards)('is taken by an $platform with $dialect $sdk, line by line', async (kind) => {
      const clock = quickClock()
      const started: (readonly string[])[] = []
      const emulator = createRadarEmulator({ ...kind, clock, onStart: (all) => started.push(all) })
      const commandLine = createCommandLine(emulator.connect(), clock)
      const firmware = await identify(commandLine)
      const { profile } = deviceOf(firmware, 'auto')
      const plan = commandsFor(profile, firmware.dialect, commands, releaseOf(firmware))
      expect(plan.refusals).toEqual([])
      await configure(commandLine, plan.configure)
      await startSensor(commandLine)
      expect(started).toHaveLength(1)
      // What a frame is has come through as it was written.
      const frame = /^(channelCfg|profileCfg|chirpCfg|frameCfg|adcCfg)/
      const written = commands.map(({ name, args }) => [name, ...args].join(' '))
      expect(started[0].filter((line) => frame.test(line))).toEqual(
        written.filter((line) => frame.test(line)),
      )
    })
  })
})
