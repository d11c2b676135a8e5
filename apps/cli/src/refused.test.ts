import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registry } from '@chirpflow/nodes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { graphText, truthGraph, truthNodes } from '../../../test/support/cli-graphs.ts'
import { createHost } from './host.ts'
import { runCommandLine } from './program.ts'
import type { Report } from './report.ts'
import { reportSchema } from './report-schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-refused-'))
const place = (name: string) => join(folder, name)
const put = (name: string, text: string | Uint8Array) => writeFileSync(place(name), text)
const readReport = (path: string): Report =>
  reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')))

/** The command line in this process, with its output caught. */
async function chirpflow(args: readonly string[]) {
  let out = ''
  let err = ''
  const terminal = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
    watched: false,
    columns: 80,
    folder,
  }
  const context = { registry, createHost, terminal, onInterrupt: () => {} }
  const code = await runCommandLine(args, context, '0.0.0')
  return { code, out, err }
}

beforeAll(() => put('truth.graph.json', truthGraph))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('refused', () => {
  const link = 'person.heartRate -> truth.rate'
  const withNodes = (nodes: object) => graphText({ ...truthNodes, ...nodes } as never, [link])
  const vmd = { type: 'vmd@1', params: {} }
  const window = { type: 'slow-time-window@1', params: { length: 2 } }
  const peak = { type: 'peak-picker@1', params: {} }
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['an empty file', '', /is empty/],
    ['no text', Uint8Array.of(0xff, 0xfe, 0x00), /no text/],
    ['invalid JSON', '{\n  "format": "chirpflow-graph",\n  "version": 1,,\n}', /line 3: .*JSON/],
    ['another file', '{ "a": 1 }', /not a chirpflow graph/],
    ['an old version', truthGraph.replace('"version":1', '"version":0'), /version 0/],
    ['a newer version', truthGraph.replace('"version":1', '"version":9'), /newer chirpflow/],
    ['an unknown node', withNodes({ x: { type: 'rang-fft@1', params: {} } }), /x: .*"range-fft"/],
    ['a newer node', withNodes({ x: { type: 'vmd@99', params: {} } }), /x: .*newer chirpflow/],
    [
      'an unknown parameter',
      withNodes({ truth: { type: 'rate-log@1', params: { pth: '' } } }),
      /truth\.pth: .*"path"/,
    ],
    [
      'a refused value',
      withNodes({ person: { type: 'simulated-displacement@1', params: { seed: -1 } } }),
      /person\.seed: must be a whole number/,
    ],
    ['a missing node', graphText(truthNodes, ['persn.heartRate -> truth.rate']), /"person"/],
    ['a missing port', graphText(truthNodes, ['person.heartRat -> truth.rate']), /"heartRate"/],
    ['a missing link', graphText(truthNodes, []), /truth\.rate: nothing is connected/],
    ['wrong axes', graphText({ ...truthNodes, vmd }, [link, 'person.bound -> vmd.in']), /axes/],
    [
      'wrong units',
      graphText({ ...truthNodes, window, peak }, [
        'person.displacement -> window.in',
        'window.out -> peak.in',
        'peak.confidence -> truth.rate',
      ]),
      /truth\.rate: .*Hz or m.* from peak\.confidence/,
    ],
    [
      'a loop',
      graphText({ a: vmd, b: vmd }, ['a.band -> b.in', 'b.band -> a.in']),
      /loop: .*a.*b|loop: .*b.*a/,
    ],
    [
      'a file that is not there',
      withNodes({ s: { type: 'recording@1', params: { path: 'no.bin' } } }),
      /s\.path: .*no\.bin.*no such file/,
    ],
    [
      'a folder in place of a file',
      withNodes({ s: { type: 'recording@1', params: { path: '.' } } }),
      /s\.path: .*folder/,
    ],
  ]

  test.each(cases)('%s: run and check give 2 and say where', async (name, text, message) => {
    const file = `${name.replaceAll(' ', '-')}.graph.json`
    put(file, text)
    const ran = await chirpflow(['run', file, '--report', `${file}.report`])
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(message)
    expect(ran.out).toBe('')
    expect(readReport(place(`${file}.report`))).toMatchObject({ ok: false, state: 'refused' })
    const checked = await chirpflow(['check', file])
    expect(checked.code).toBe(2)
    expect(checked.out).toMatch(message)
  })

  test.each([
    [
      'a graph that is not there',
      ['run', 'no.graph.json'],
      /no\.graph\.json: there is no such file/,
    ],
    ['a folder as graph', ['run', '.'], /this is a folder/],
    ['a file as folder', ['check', 'truth.graph.json/x'], /not a folder/],
    ['a folder as report', ['run', 'truth.graph.json', '--report', '.'], /this is a folder/],
    ['a report without folder', ['run', 'truth.graph.json', '--report', 'no/r.json'], /no folder/],
    ['a device as report', ['run', 'truth.graph.json', '--report', '/dev/null'], /device/],
    [
      'the graph as report',
      ['run', 'truth.graph.json', '--report', 'truth.graph.json'],
      /the graph/,
    ],
    ['--set of no form', ['run', 'truth.graph.json', '--set', 'seed'], /node\.param=value/],
    ['--set of no node', ['run', 'truth.graph.json', '--set', 'persn.seed=1'], /"person"/],
    ['--set of no parameter', ['run', 'truth.graph.json', '--set', 'person.sed=1'], /"seed"/],
    ['--set of no number', ['check', 'truth.graph.json', '--set', 'person.seed=x'], /is "x"/],
    ['an unknown command', ['rnu'], /Did you mean run/],
    ['an unknown option', ['run', 'truth.graph.json', '--jsn'], /Did you mean --json/],
    ['no graph', ['run'], /missing required argument/],
    ['no command', [], /Usage: chirpflow/],
    ['an unknown type', ['describe', 'rang-fft'], /"range-fft"/],
  ])('%s gives 2', async (_, args, message) => {
    const result = await chirpflow(args)
    expect(result.code).toBe(2)
    expect(result.out + result.err).toMatch(message)
  })

  test('leaves no half of a file behind', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(readFileSync(place('truth.graph.json'), 'utf8')).toBe(truthGraph)
  })
})
