import { commandsFor, deviceProfile, parseTiConfig } from '@chirpflow/formats'
import { HostError } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quickClock } from '../../fixtures/quick-clock.ts'
import { createCommandLine } from './command-line.ts'
import { configure, type LineResult, startSensor, stopSensor } from './configure.ts'
import { deviceOf, identify, releaseOf, whyNoStream } from './identify.ts'
import { createRadarEmulator, type LineFault, type RadarEmulatorOptions } from './radar-emulator.ts'

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
sensorStart`

const demo16 = { dialect: 'mmw-demo', platform: 'xWR16xx', sdk: '03.03.00.03' } as const

function meet(options: RadarEmulatorOptions = {}) {
  const clock = quickClock()
  const started: (readonly string[])[] = []
  let stops = 0
  const emulator = createRadarEmulator({
    clock,
    onStart: (configuration) => started.push(configuration),
    onStop: () => stops++,
    ...options,
  })
  const commandLine = createCommandLine(emulator.connect(), clock)
  return { clock, emulator, commandLine, started, stops: () => stops }
}

/** Finds the board, sends it the lab's configuration and starts it. */
async function bringUp(options: RadarEmulatorOptions = {}, told?: (result: LineResult) => void) {
  const met = meet(options)
  const firmware = await identify(met.commandLine)
  const { device, profile } = deviceOf(firmware, 'auto')
  const { commands } = parseTiConfig(lab)
  const plan = commandsFor(profile, firmware.dialect, commands, releaseOf(firmware))
  const results = await configure(met.commandLine, plan.configure, told)
  await startSensor(met.commandLine)
  return { ...met, firmware, device, plan, results }
}

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (error) => error,
  )
  expect(error).toBeInstanceOf(HostError)
  return error as HostError
}

describe('a board is found out by its prompt and its version', () => {
  test.each([
    [{}, { dialect: 'lvds-stream', platform: 'xWR14xx' }, 'iwr1443-lvds-stream', 1],
    [demo16, { dialect: 'mmw-demo', platform: 'xWR16xx' }, 'iwr1642-demo', 3],
    [
      { ...demo16, platform: 'xWR68xx', sdk: '02.01.00.04' },
      { platform: 'xWR68xx', sdk: '02.01.00.04' },
      'iwr6843-demo',
      2,
    ],
  ] as const)('case %#', async (kind, says, device, release) => {
    const { commandLine } = meet(kind)
    const firmware = await identify(commandLine)
    expect(firmware).toMatchObject(says)
    expect(deviceOf(firmware, 'auto').device).toBe(device)
    expect(releaseOf(firmware)).toBe(release)
  })

  test('the demo of an xWR14xx is told that it cannot stream, and what to do', async () => {
    const { commandLine } = meet({ dialect: 'mmw-demo', sdk: '02.01.00.04' })
    const firmware = await identify(commandLine)
    for (const asked of ['auto', 'iwr1443-lvds-stream'] as const) {
      const error = await refusal(Promise.resolve().then(() => deviceOf(firmware, asked)))
      expect(error.param).toBe('device')
      expect(error.message).toMatch(/sends no raw samples over LVDS/)
      expect(error.message).toMatch(/Flash the LVDS-stream test firmware.*mmWave Studio.*xWR16xx/)
    }
    expect(whyNoStream(await identify(meet().commandLine))).toBeUndefined()
    expect(whyNoStream(await identify(meet(demo16).commandLine))).toBeUndefined()
  })

  test.each([
    ['iwr1843-demo', /an xWR18xx, but the board is an xWR16xx; choose auto or iwr1642-demo/],
    ['iwr1443-lvds-stream', /the board has the mmWave SDK demo 03\.03\.00\.03 on an xWR16xx/],
    ['iwr1443-studio', /choose auto or iwr1642-demo/],
  ] as const)('%s is not what an xWR16xx with the demo is', async (asked, says) => {
    const firmware = await identify(meet(demo16).commandLine)
    expect(() => deviceOf(firmware, asked)).toThrow(says)
  })

  test('nobody answers', async () => {
    const { emulator, commandLine } = meet()
    emulator.setPower(false)
    const error = await refusal(identify(commandLine))
    expect(error.param).toBe('commandPort')
    expect(error.message).toMatch(/no answer from the radar at the emulated radar; is the board/)
  })
})

describe('a configuration is sent', () => {
  test('and each line is answered, whatever its dialect', async () => {
    for (const kind of [{}, demo16]) {
      const { results, started, plan } = await bringUp(kind)
      expect(results.map(({ text }) => text)).toEqual(plan.configure.map(({ text }) => text))
      const kinds = results.slice(1).map(({ reply }) => reply.kind)
      expect(new Set(kinds)).toEqual(new Set(['done']))
      expect(started).toEqual([plan.configure.slice(2).map(({ text }) => text)])
    }
  })

  test('the demo says that it stands still already', async () => {
    const { results } = await bringUp(demo16)
    expect(results[0].reply).toEqual({
      kind: 'ignored',
      text: 'Ignored: Sensor is already stopped; Done',
    })
  })

  test('to firmware that polls its UART, at a pace that it can follow', async () => {
    const { clock, started } = await bringUp({ faults: [{ kind: 'overrun' }] })
    expect(started).toHaveLength(1)
    // Some 200 characters of 10 ms and 11 lines of 100 ms.
    expect(clock.now()).toBeGreaterThan(3)
  })

  test('and a radar that runs is stopped before', async () => {
    const { commandLine, plan, stops, emulator } = await bringUp()
    await configure(commandLine, plan.configure)
    expect(stops()).toBe(1)
    expect(emulator.running).toBe(false)
    await startSensor(commandLine)
    expect((await stopSensor(commandLine)).kind).toBe('done')
    expect(stops()).toBe(2)
  })
})

describe('what goes wrong is named', () => {
  test.each([
    [
      { kind: 'refuse', command: 'frameCfg' },
      /^line 9, "frameCfg .*": the radar answers "Error -1"/,
    ],
    [
      { kind: 'deaf', after: 5 },
      /^line 5, "adcCfg 2 1": the radar does not answer; it answered 4 lines before it\. Press/,
    ],
    [{ kind: 'power-cut', at: 4 }, /is gone \(it was closed\); is the board still plugged in/],
  ] as const)('%o', async (fault, says) => {
    const error = await refusal(bringUp({ faults: [fault] }))
    expect(error.message).toMatch(says)
  })

  test('a firmware without LVDS commands that says nothing of its platform', async () => {
    const { commandLine } = meet({ dialect: 'mmw-demo', sdk: '02.01.00.04' })
    await identify(commandLine)
    const plan = commandsFor(
      deviceProfile('iwr1642-demo'),
      'mmw-demo',
      parseTiConfig(lab).commands,
      2,
    )
    const results: LineResult[] = []
    const sent = plan.configure.filter(({ text }) => !text.startsWith('guiMonitor'))
    const error = await refusal(configure(commandLine, sent, (result) => results.push(result)))
    expect(error.message).toMatch(/^"lvdsStreamCfg -1 0 1 0": the firmware has no such command/)
    expect(error.message).toMatch(/Flash the LVDS-stream test firmware/)
    expect(results.at(-1)?.reply.kind).toBe('unknown')
  })

  test('the wrong order', async () => {
    const { commandLine } = meet()
    await identify(commandLine)
    const error = await refusal(
      configure(commandLine, [{ text: 'testFmkCfg 0 0 0 1', line: 3 }, { text: 'sensorStop' }]),
    )
    expect(error.message).toMatch(
      /^line 3, "testFmkCfg 0 0 0 1": the radar answers "Error: The 'testFmkCfg' command should only be invoked after/,
    )
  })

  test('a wrong number of arguments', async () => {
    const { commandLine } = meet(demo16)
    await identify(commandLine)
    const error = await refusal(configure(commandLine, [{ text: 'adcbufCfg 0 1 0 1', line: 6 }]))
    expect(error.message).toMatch(/^line 6, .*Error: Invalid usage of the CLI command; Error -1/)
  })

  test('a second profile hangs the LVDS-stream firmware until it is switched off and on', async () => {
    const { commandLine, emulator } = meet()
    await identify(commandLine)
    const profile = { text: 'profileCfg 0 77 7 6 57 0 0 70 1 200 4000 0 0 48' }
    const lines = [profile, profile, { text: 'testFmkCfg 0 0 0 1' }]
    const error = await refusal(configure(commandLine, lines))
    expect(error.message).toMatch(/does not answer/)
    expect(await commandLine.wake()).toBeUndefined()
    emulator.setPower(false)
    emulator.setPower(true)
    expect(await commandLine.wake()).toBe('LVDS Stream:/>')
  })

  test('a start without a whole configuration', async () => {
    const { commandLine } = meet(demo16)
    await identify(commandLine)
    const error = await refusal(startSensor(commandLine))
    expect(error.message).toMatch(/"sensorStart": .*Full configuration must be provided/)
  })

  test('a radar that is deaf once it runs', async () => {
    const { commandLine } = await bringUp({ faults: [{ kind: 'deaf-when-running' }] })
    expect((await stopSensor(commandLine)).kind).toBe('silent')
  })
})

test('a start that takes 8 s is waited for', async () => {
  const { started } = await bringUp({
    faults: [{ kind: 'slow', command: 'sensorStart', seconds: 8 }],
  })
  expect(started).toHaveLength(1)
})

const passing: fc.Arbitrary<LineFault> = fc.oneof(
  fc.record({ kind: fc.constant('junk' as const), at: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ kind: fc.constant('garble' as const), at: fc.integer({ min: 1, max: 14 }) }),
  fc.constant({ kind: 'overrun' as const }),
)

test('noise on the line, either way, costs no line of the configuration', async () => {
  const faultsOf = fc.array(passing, { maxLength: 3 }).filter((faults) => {
    const garbled = faults.flatMap((fault) => (fault.kind === 'garble' ? [fault.at] : []))
    // A line is sent three times.
    return !garbled.some((at) => garbled.includes(at + 1) && garbled.includes(at + 2))
  })
  await fc.assert(
    fc.asyncProperty(faultsOf, async (faults) => {
      const { started, plan, firmware } = await bringUp({ faults })
      expect(firmware.platform).toBe('xWR14xx')
      expect(started).toEqual([plan.configure.slice(2).map(({ text }) => text)])
    }),
    { numRuns: 60 },
  )
})

const ruinous: fc.Arbitrary<LineFault> = fc.oneof(
  passing,
  fc.record({ kind: fc.constant('deaf' as const), after: fc.integer({ min: 0, max: 14 }) }),
  fc.record({ kind: fc.constant('power-cut' as const), at: fc.integer({ min: 1, max: 14 }) }),
  fc.record({
    kind: fc.constant('refuse' as const),
    command: fc.constantFrom('adcCfg', 'frameCfg', 'version', 'flushCfg'),
  }),
)

test('whatever goes wrong, it starts or says why', async () => {
  const faultsOf = fc.array(ruinous, { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(faultsOf, fc.constantFrom({}, demo16), async (faults, kind) => {
      const end = await bringUp({ ...kind, faults }).then(
        ({ started }) => started.length,
        (error) => error,
      )
      if (end === 1) return
      expect(end).toBeInstanceOf(HostError)
      expect(end.message.length).toBeGreaterThan(30)
      expect(['commandPort', 'device', 'config']).toContain(end.param)
    }),
    { numRuns: 100 },
  )
})
