/** The commands live, record and emulate, as a person uses them. */

import { createSocket } from 'node:dgram'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCaptureLog } from '@chirpflow/formats'
import { registry } from '@chirpflow/nodes'
import { afterAll, describe, expect, test } from 'vitest'
import { createHost } from '../apps/cli/src/host.ts'
import { runCommandLine } from '../apps/cli/src/program.ts'
import { graphText } from './support/cli-graphs.ts'

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-live-commands-'))
const place = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

writeFileSync(
  place('radar.cfg'),
  [
    'dfeDataOutputMode 1',
    'channelCfg 3 1 0',
    'adcCfg 2 1',
    'profileCfg 0 77 7 6 57 0 0 70 1 96 4000 0 0 48',
    'chirpCfg 0 0 0 0 0 0 0 1',
    'frameCfg 0 0 1 0 50 1 0',
    'testFmkCfg 0 0 0 1',
    'setProfileCfg disable ADC disable',
  ].join('\n'),
)
/** Ranges of windows of one second, from a simulated radar that live puts another in the place of. */
writeFileSync(
  place('range.graph.json'),
  graphText(
    {
      source: { type: 'simulated-radar@1', params: { duration: 3 } },
      fft: { type: 'range-fft@1', params: {} },
      combine: { type: 'combine-channels@1', params: {} },
      window: { type: 'slow-time-window@1', params: { length: 1, hop: 0.5 } },
      mcsm: { type: 'mcsm@1', params: {} },
      range: { type: 'rate-log@1', params: { path: 'ranges.csv' } },
    },
    [
      'source.adc -> fft.adc',
      'fft.profile -> combine.profile',
      'combine.out -> window.in',
      'window.out -> mcsm.profile',
      'mcsm.range -> range.rate',
    ],
  ),
)

interface Running {
  readonly ended: Promise<number>
  out(): string
  err(): string
  /** As ctrl-C does. */
  interrupt(): void
  until(holds: () => boolean): Promise<void>
}

function start(args: readonly string[]): Running {
  let out = ''
  let err = ''
  let interrupt = () => {}
  const context = {
    registry,
    createHost,
    terminal: {
      out: (text: string) => {
        out += text
      },
      err: (text: string) => {
        err += text
      },
      watched: false,
      columns: 80,
      folder,
    },
    onInterrupt(listener: () => void) {
      interrupt = listener
    },
  }
  const ended = runCommandLine(args, context, '0.0.0')
  return {
    ended,
    out: () => out,
    err: () => err,
    interrupt: () => interrupt(),
    async until(holds) {
      let code: number | undefined
      ended.then((one) => {
        code = one
      })
      while (!holds()) {
        if (code !== undefined) throw new Error(`it ended with ${code}: ${out}${err}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
  }
}

async function run(...args: string[]) {
  const running = start(args)
  const code = await running.ended
  return { code, out: running.out(), err: running.err() }
}

const live = ['live', 'range.graph.json', '--config', 'radar.cfg', '--device', 'emulator']

/** A port that nobody has now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}

describe('live', () => {
  test('prints a line an estimate, records, and the file gives the same again', async () => {
    const { code, out, err } = await run(...live, '--for', '2', '--record', 'seated')
    expect(err).toMatch(/^check: DCA1000 version 2\.8; the LVDS-stream test firmware/m)
    expect(err).toMatch(/^stream: First frame after/m)
    expect(code).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(3)
    for (const line of lines) {
      expect(line).toMatch(/^ +\d+\.\d s {2}range +\d\.\d{3} m +coverage 100 %$/)
    }
    const ranges = readFileSync(place('ranges.csv'), 'utf8')
    expect(ranges.split('\n').length).toBe(lines.length + 2)
    const again = await run('run', 'range.graph.json', '--recording', 'seated.bin', '--quiet')
    expect(again).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(place('ranges.csv'), 'utf8')).toBe(ranges)
  })

  test('ended by a person it writes what there is; as JSON every line is a value', async () => {
    const running = start([...live, '--record', 'ended', '--json'])
    await running.until(() => running.out().includes('"event":"estimate"'))
    running.interrupt()
    expect(await running.ended).toBe(130)
    const events = running
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(new Set(events.map(({ event }) => event))).toEqual(
      new Set(['step', 'health', 'estimate', 'end']),
    )
    expect(events.find(({ event }) => event === 'estimate')).toMatchObject({
      sink: 'range',
      unit: 'm',
      coverage: 1,
      reason: '',
      values: [expect.any(Number)],
    })
    const end = events.at(-1)
    expect(end).toMatchObject({ event: 'end', state: 'finished', interrupted: true })
    const log = parseCaptureLog(readFileSync(place('ended.capture.jsonl'), 'utf8'), 'ended')
    expect(log.end?.frames).toBe(end.nodes.source.chunks)
    expect(statSync(place('ended.bin')).size).toBe(log.end!.frames * log.header.frameBytes)
  })

  test.each([
    [['--device', 'emu'], 'error: --device emu: must be one of auto, emulator'],
    [['--for', 'ever'], 'error: --for ever: wants a number of seconds above 0'],
    [['--data-port', '0'], 'error: --data-port 0: must'],
    [['--config', 'no.cfg'], /source\.config: .*no\.cfg: there is no such file/],
    [['--record', 'taken'], /taken\.bin: there is a file of that name already/],
    [['--source', 'fft'], 'fft is no radar source; there is source'],
    [['--set', 'source.duration=3'], /dca1000 has no parameter "duration"/],
  ])('%j is refused', async (more, message) => {
    writeFileSync(place('taken.bin'), '')
    const { code, out, err } = await run(...live, ...more)
    expect(err).toMatch(message)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  test('a radar that is not there is told by its step, and fails the run', async () => {
    const there = [
      '--device',
      'auto',
      '--address',
      '127.0.0.1',
      '--command-port',
      'tcp://127.0.0.1:9',
    ]
    const { code, err } = await run(...live, ...there)
    expect(code).toBe(1)
    expect(err).toMatch(/^find failed: nobody answers at tcp:\/\/127\.0\.0\.1:9/m)
  })
})

describe('emulate and record', () => {
  test('a recording sent by one and taken by the other is the same recording', async () => {
    const first = await run(
      'record',
      'first',
      '--config',
      'radar.cfg',
      '--device',
      'emulator',
      '--for',
      '1',
    )
    expect(first.code, first.err).toBe(0)
    expect(first.out).toMatch(
      /first\.bin: \d+ frames, \d\.\d s; nothing was lost\n.*capture\.jsonl/,
    )
    const ports = [
      '--config-port',
      String(await freePort()),
      '--data-port',
      String(await freePort()),
    ]
    const emulated = start([
      'emulate',
      '--recording',
      'first.bin',
      '--command-port',
      'tcp://127.0.0.1:0',
      ...ports,
    ])
    await emulated.until(() => emulated.out().includes('reach it by'))
    const flags = /reach it by: (.*)\n/.exec(emulated.out())![1].split(' ')
    const frames = statSync(place('first.bin')).size / 1536
    const taken = start(['record', 'second', '--config', 'radar.cfg', ...flags])
    await taken.until(() => readdirSync(folder).includes('second.bin'))
    await taken.until(() => statSync(place('second.bin')).size >= (frames - 2) * 1536)
    taken.interrupt()
    expect(await taken.ended).toBe(130)
    emulated.interrupt()
    expect(await emulated.ended).toBe(0)
    expect(emulated.out()).toMatch(new RegExp(`sent ${frames} frames in \\d+ packets\n`))
    expect(readFileSync(place('second.bin'))).toEqual(readFileSync(place('first.bin')))
  })

  test.each([
    [['--fault', 'los:at=1'], '--fault los:at=1: "kind" is one of loss'],
    [['--speed', '0'], '--speed 0: wants a number above 0, or max'],
    [['--seed', '-1'], '--seed -1: wants a whole number from 0'],
    [['--device', 'emulator'], 'name the board that is to be emulated'],
    [['--firmware', 'linux'], '--firmware linux: it is one of lvds-stream, mmw-demo'],
    [['--recording', 'no.bin', '--config', ''], /no\.bin: no .*no\.capture\.jsonl says how/],
  ])('%j is refused', async (more, message) => {
    const { code, err } = await run('emulate', '--config', 'radar.cfg', ...more)
    expect(err).toMatch(message)
    expect(code).toBe(2)
  })
})
