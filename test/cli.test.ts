/** The command line as a person meets it: exit codes, messages, files and pipes. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../apps/cli/src/report.ts'
import { reportSchema } from '../apps/cli/src/report-schema.ts'
import { graphText, truthGraph, truthNodes } from './support/cli-graphs.ts'
import { chirpflow, type Outcome } from './support/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-cli-'))
const place = (name: string) => join(folder, name)
const put = (name: string, text: string | Uint8Array) => {
  writeFileSync(place(name), text)
  return place(name)
}
const readReport = (path: string): Report =>
  reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')))

function expectNoStack({ out, err }: Outcome): void {
  expect(`${out}${err}`).not.toMatch(/^\s+at |node:internal|internal error/m)
}

beforeAll(async () => {
  put('truth.graph.json', truthGraph)
  // Builds the command, which may take longer than a test.
  await chirpflow(['--version'])
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('run', () => {
  test('prints a table, and writes the report it is asked for', async () => {
    const result = await chirpflow(['run', 'truth.graph.json', '--report', 'r.json'], {
      cwd: folder,
    })
    expect(result.code).toBe(0)
    expect(result.out).toMatch(/^truth\s+75\.0 \/min\s+100 of 100\s+75\.0 to 75\.0\s+100 %$/m)
    expect(result.out).toMatch(/^100 frames, 5\.0 s of recording in /m)
    expect(result.err).toBe('')
    const report = readReport(place('r.json'))
    expect(report).toMatchObject({ ok: true, state: 'finished', problems: [] })
    expect(report.results.truth).toMatchObject({
      unit: '1/min',
      median: expect.closeTo(75, 9),
    })
    expect(report.results.truth.time.slice(0, 3)).toEqual([0, 0.05, 0.1])
    expect(report.nodes.truth).toMatchObject({ type: 'rate-log@1', state: 'finished', chunks: 100 })
  })

  test('--json prints the report alone, and sets parameters before', async () => {
    const set = ['--set', 'person.duration=1', '--set', 'person.heartFrom=1.1']
    const { code, out, err } = await chirpflow(['run', 'truth.graph.json', '--json', ...set], {
      cwd: folder,
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const report = reportSchema.parse(JSON.parse(out))
    const { truth } = report.results
    expect(truth.kind === 'rates' && truth.value).toHaveLength(20)
  })

  test('the sha256 is that of the canonical file, with what was set written in', async () => {
    const nodes = { ...truthNodes, person: { ...truthNodes.person, params: { seed: 7 } } }
    put('seven.graph.json', graphText(nodes, ['person.heartRate -> truth.rate']))
    await chirpflow(['format', 'seven.graph.json'], { cwd: folder })
    const sha256 = createHash('sha256')
      .update(readFileSync(place('seven.graph.json')))
      .digest('hex')
    const reference = graphText(
      { ...nodes, person: { type: truthNodes.person.type, params: {} } },
      ['person.heartRate -> truth.rate'],
    )
    put('default.graph.json', reference)
    const set = ['--set', 'person.seed=7', '--json']
    const { out } = await chirpflow(['run', 'default.graph.json', ...set], { cwd: folder })
    expect(reportSchema.parse(JSON.parse(out)).graph).toEqual({ title: 'A test', sha256 })
  })

  test('--quiet prints nothing', async () => {
    const result = await chirpflow(['run', 'truth.graph.json', '--quiet'], { cwd: folder })
    expect(result).toMatchObject({ code: 0, out: '', err: '' })
  })

  test('says what is skipped, and reports every node', async () => {
    const nodes = { ...truthNodes, person: { ...truthNodes.person, off: true } }
    put('off.graph.json', graphText(nodes, ['person.heartRate -> truth.rate']))
    const result = await chirpflow(['run', 'off.graph.json', '--report', 'off.json'], {
      cwd: folder,
    })
    expect(result.code).toBe(0)
    expect(result.err).toMatch(/^note: truth: is skipped/m)
    const { nodes: reported } = readReport(place('off.json'))
    expect(Object.values(reported).map(({ state }) => state)).toEqual(['skipped', 'skipped'])
  })

  test('a path of --set is relative to the working directory, a saved one to the graph', async () => {
    mkdirSync(place('deep'), { recursive: true })
    put('rate.csv', 'x\n1\n2\n')
    const nodes = {
      log: { type: 'rate-log@1', params: { path: 'saved.csv' } },
      person: truthNodes.person,
    }
    put('deep/log.graph.json', graphText(nodes, ['person.heartRate -> log.rate']))
    await chirpflow(['run', 'deep/log.graph.json'], { cwd: folder })
    await chirpflow(['run', 'deep/log.graph.json', '--set', 'log.path=typed.csv'], { cwd: folder })
    expect(existsSync(place('deep/saved.csv'))).toBe(true)
    expect(existsSync(place('typed.csv'))).toBe(true)
  })

  test('a node that fails while running gives 1, and the report names it', async () => {
    const path = place('no-such-folder/rates.csv')
    const set = ['--set', `truth.path=${path}`, '--report', 'failed.json']
    const result = await chirpflow(['run', 'truth.graph.json', ...set], { cwd: folder })
    expect(result.code).toBe(1)
    expect(result.err).toContain('error: truth failed: ')
    expect(result.err).toContain(path)
    expectNoStack(result)
    const report = readReport(place('failed.json'))
    expect(report).toMatchObject({ ok: false, state: 'failed' })
    expect(report.nodes.truth.state).toBe('failed')
  })
})

describe('interrupted', () => {
  // The note about the node that is off stands on stderr when the run begins.
  const endless = graphText(
    {
      person: { type: 'simulated-displacement@1', params: { duration: 86400, rate: 1000 } },
      truth: truthNodes.truth,
      idle: { ...truthNodes.person, off: true },
      never: truthNodes.truth,
    },
    ['person.heartRate -> truth.rate', 'idle.heartRate -> never.rate'],
  )

  test.each(['SIGINT', 'SIGTERM'] as const)('%s gives 130 and a report', async (signal) => {
    put(`${signal}.graph.json`, endless)
    const args = ['run', `${signal}.graph.json`, '--report', `${signal}.json`]
    let sent = false
    const result = await chirpflow(args, {
      cwd: folder,
      onErr(child) {
        if (!sent) child.kill(signal)
        sent = true
      },
    })
    expect(result.code).toBe(130)
    expect(result.err).toMatch(/^interrupted$/m)
    expectNoStack(result)
    expect(readReport(place(`${signal}.json`))).toMatchObject({ ok: false, state: 'aborted' })
  })
})

describe('pipes', () => {
  test('a run of over a second draws no progress bar into a pipe', async () => {
    const radar = { type: 'simulated-radar@1', params: { duration: 4000 } }
    const nodes = { person: radar, truth: truthNodes.truth }
    put('long.graph.json', graphText(nodes, ['person.heartRate -> truth.rate']))
    const { code, out, err } = await chirpflow(['run', 'long.graph.json'], { cwd: folder })
    expect(code).toBe(0)
    expect(out + err).not.toMatch(/[^\n\P{Cc}]/u)
  })

  test('a reader that leaves does no harm', async () => {
    const result = await chirpflow(['nodes', '--json'], {
      onStart: (child) => child.stdout?.destroy(),
    })
    expect(result).toMatchObject({ code: 0, err: '' })
  })
})

describe('refused', () => {
  test.each([
    ['run', 'broken.graph.json'],
    ['check', 'broken.graph.json'],
    ['run', 'no.graph.json'],
    ['run', '.'],
    ['rnu'],
    [],
  ])('%s %s gives 2 without a stack trace', async (...args) => {
    put('broken.graph.json', '{\n  "format": "chirpflow-graph",\n  "version": 1,,\n}')
    const result = await chirpflow(args, { cwd: folder })
    expect(result.code).toBe(2)
    expectNoStack(result)
  })
})

describe('check, nodes, describe', () => {
  test('check finds nothing wrong with a good graph', async () => {
    const { code, out } = await chirpflow(['check', 'truth.graph.json'], { cwd: folder })
    expect({ code, out }).toEqual({ code: 0, out: 'truth.graph.json: no problems\n' })
  })

  test('nodes --json lists definitions, each of which describe knows', async () => {
    const { code, out } = await chirpflow(['nodes', '--json'])
    expect(code).toBe(0)
    const definitions = JSON.parse(out) as { id: string; summary: string; inputs: object }[]
    expect(definitions.map(({ id }) => id)).toContain('range-fft')
    const { out: list } = await chirpflow(['nodes'])
    for (const { id, summary } of definitions) {
      expect(list).toContain(`  ${id} `)
      expect(list).toContain(summary)
    }
    const { code: described, out: text } = await chirpflow(['describe', 'range-fft'])
    expect(described).toBe(0)
    expect(text).toMatch(/inputs\n {2}adc.*\n\noutputs\n/)
  })

  test('help and version are no mistakes', async () => {
    const help = await chirpflow(['--help'])
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toMatch(/run .*\n[\s\S]*Exit codes:/)
    expect(await chirpflow(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' })
  })
})

describe('format', () => {
  test('rewrites a graph once; then it is canonical', async () => {
    put('loose.graph.json', truthGraph)
    const check = () => chirpflow(['format', 'loose.graph.json', '--check'], { cwd: folder })
    expect((await check()).code).toBe(2)
    expect(readFileSync(place('loose.graph.json'), 'utf8')).toBe(truthGraph)
    expect((await chirpflow(['format', 'loose.graph.json'], { cwd: folder })).code).toBe(0)
    expect((await check()).code).toBe(0)
    const text = readFileSync(place('loose.graph.json'), 'utf8')
    expect(text).toMatch(/^ {6}"heartFrom": 1\.25,$/m)
    expect(text).toMatch(/^ {6}"seed": 1,$/m)
  })

  test('leaves a broken file as it is', async () => {
    put('broken.graph.json', '{ "format": ')
    const result = await chirpflow(['format', 'broken.graph.json'], { cwd: folder })
    expect(result.code).toBe(2)
    expect(result.err).toMatch(/line 1: /)
    expect(readFileSync(place('broken.graph.json'), 'utf8')).toBe('{ "format": ')
  })
})
