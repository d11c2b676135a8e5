/** Every example: canonical, explained, and right on data whose truth is known. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { completeGraph, formatGraph, hasErrors } from '@chirpflow/graph'
import { nodeTypes, registry } from '@chirpflow/nodes'
import { findings, judge } from '@chirpflow/statistics'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { madeBreather } from './support/breather.ts'
import {
  createCollector,
  exampleGraph,
  exampleNames,
  examplesFolder,
  exampleText,
  perMinute,
  planExample,
  problemsOf,
  runExample,
} from './support/examples.ts'
import { runMock } from './support/mock-node.ts'
import { ratesOf } from './support/rates.ts'
import { toTwoLanes } from './support/raw-capture.ts'

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-examples-'))
const place = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the sources say as long as nobody has chosen a file. */
const wantsFile = ['source.path: choose a recording']
const withoutFile: Record<string, readonly string[]> = {
  'breathing-a121': wantsFile,
  'heart-rate-recording': wantsFile,
}

test('there is a test of its own for every example', () => {
  expect(exampleNames).toEqual([
    'breathing-a121',
    'compare-harmonic-suppression',
    'heart-rate-live',
    'heart-rate-recording',
    'heart-rate-simulated',
    'vmd-modes',
  ])
})

describe.each(exampleNames)('%s', (name) => {
  test('stands in its file in canonical form, with every parameter', () => {
    const graph = exampleGraph(name)
    expect(exampleText(name)).toBe(formatGraph(completeGraph(graph, registry)))
  })

  test('plans without errors', async () => {
    const plan = await planExample(exampleGraph(name), registry, join(examplesFolder, name))
    expect(problemsOf(plan, 'error')).toEqual(withoutFile[name] ?? [])
    expect(problemsOf(plan, 'warning')).toEqual([])
  })

  test('has a README that begins with a title and names only what is there', () => {
    const path = join(examplesFolder, name, 'README.md')
    expect(existsSync(path)).toBe(true)
    const text = readFileSync(path, 'utf8')
    expect(text).toMatch(/^# [A-Z].*\S\n/)
    const graph = exampleGraph(name)
    for (const [, node, param] of text.matchAll(/--set ([\w-]+)\.(\w+)=/g)) {
      const type = registry.get(graph.nodes[node]?.type ?? '')
      expect(Object.keys(type?.params ?? {}), `${node}.${param}`).toContain(param)
    }
  })
})

describe('heart-rate-simulated', () => {
  test('reads heart, breathing and range of a person who is known', async () => {
    const settings = {
      'source.heartFrom': 1.2,
      'source.heartTo': 1.2,
      'source.breathingFrom': 0.25,
      'source.breathingTo': 0.25,
      'source.rangeFrom': 0.9,
      'source.rangeTo': 0.9,
      'source.duration': 40,
    }
    const { results } = await runExample(exampleGraph('heart-rate-simulated', settings))
    expect(Math.abs(perMinute(results.heart) - 72)).toBeLessThan(0.72)
    expect(Math.abs(perMinute(results.breathing) - 15)).toBeLessThan(0.3)
    expect(Math.abs(Number(ratesOf(results.range).median) - 0.9)).toBeLessThan(0.02)
    expect(results.heart.time.at(0)).toBeCloseTo(12.75, 9)
  })
})

describe('heart-rate-recording', () => {
  const truth = { heart: 1.35, breathing: 0.22, range: 0.8 }

  /** Frames of the radar whose geometry is typed into the example, as its capture card writes them. */
  beforeAll(async () => {
    const simulator = nodeTypes.find(({ id }) => id === 'simulated-radar')
    if (!simulator) throw new Error('there is no simulator')
    const { chunks } = await runMock(simulator, {
      params: {
        duration: 26,
        heartFrom: truth.heart,
        heartTo: truth.heart,
        breathingFrom: truth.breathing,
        breathingTo: truth.breathing,
        rangeFrom: truth.range,
        rangeTo: truth.range,
        startFrequency: 60.36e9,
        bandwidth: 60e12 * 26e-6,
        rampTime: 26e-6,
        sampleRate: 4e6,
        samples: 100,
        chirps: 2,
        receivers: 4,
        spread: 0.4,
      },
    })
    const frames = chunks.adc.map(({ data }) => toTwoLanes(data, 300))
    const bytes = Buffer.concat(frames.map((words) => Buffer.from(words.buffer)))
    writeFileSync(place('adc.bin'), bytes)
    writeFileSync(place('cut.bin'), bytes.subarray(0, bytes.length - 1001 * 2))
  })

  const run = (file: string, settings = {}) =>
    runExample(exampleGraph('heart-rate-recording', { 'source.path': place(file), ...settings }))

  test('reads a capture of a person who is known', async () => {
    const { results, plan } = await run('adc.bin')
    expect(problemsOf(plan, 'note')[0]).toMatch(/two LVDS lanes/)
    expect(Math.abs(perMinute(results.heart) - 60 * truth.heart)).toBeLessThan(0.81)
    expect(Math.abs(perMinute(results.breathing) - 60 * truth.breathing)).toBeLessThan(0.27)
    expect(Math.abs(Number(ratesOf(results.range).median) - truth.range)).toBeLessThan(0.03)
  })

  test('reads the whole frames of one that was cut off, with a warning', async () => {
    const { results, plan } = await run('cut.bin')
    // a frame has 2 x 4 x 100 x 4 bytes
    expect(problemsOf(plan, 'warning')).toEqual([
      expect.stringMatching(/^source\.path: .*519 whole frames of 3200 bytes.* last 1198 bytes/),
    ])
    expect(Math.abs(perMinute(results.heart) - 60 * truth.heart)).toBeLessThan(0.81)
  })
})

describe('breathing-a121', () => {
  const truth = { seconds: 40, rate: 0.3, range: 0.66 }

  test('reads a recording of a person who is known', async () => {
    writeFileSync(place('whole.h5'), await madeBreather(truth))
    const { results } = await runExample(
      exampleGraph('breathing-a121', { 'source.path': place('whole.h5') }),
    )
    expect(Math.abs(perMinute(results.breathing) - 18)).toBeLessThan(0.2)
    // points are 6 cm apart
    expect(Math.abs(Number(ratesOf(results.range).median) - truth.range)).toBeLessThan(0.1)
  })

  test('frames that its ticks say are missing stay missing', async () => {
    const lostFrames = [50, 51, 52, 300, 301, 444]
    writeFileSync(place('lost.h5'), await madeBreather({ ...truth, lostFrames }))
    const collector = createCollector(['source.profile'])
    const { results } = await runExample(
      exampleGraph('breathing-a121', { 'source.path': place('lost.h5') }),
      { taps: collector.taps },
    )
    const indices = collector.of('source.profile').map(({ index }) => index)
    const all = Array.from({ length: 800 }, (_, n) => n)
    expect(all.filter((n) => !indices.includes(n))).toEqual(lostFrames)
    expect(ratesOf(results.breathing).coverage[0]).toBeCloseTo(506 / 512, 12)
    expect(Math.abs(perMinute(results.breathing) - 18)).toBeLessThan(0.2)
  })
})

describe('vmd-modes', () => {
  test('reads the heart of a person who is known from its modes', async () => {
    const settings = {
      'source.heartFrom': 1.45,
      'source.heartTo': 1.45,
      'source.breathingFrom': 0.2,
      'source.breathingTo': 0.2,
      'source.duration': 30,
    }
    const graph = exampleGraph('vmd-modes', settings)
    expect(hasErrors((await planExample(graph)).problems)).toBe(false)
    const { results } = await runExample(graph)
    expect(Math.abs(perMinute(results.heart) - 87)).toBeLessThan(0.87)
  })
})

describe('compare-harmonic-suppression', () => {
  const compare = async (settings = {}) => {
    const { results } = await runExample(exampleGraph('compare-harmonic-suppression', settings))
    const { compare: result } = results
    if (result?.kind !== 'comparison') throw new Error('there is no comparison')
    const chains = result.chains.map(({ source }) => source.split('-median.')[0])
    const { time, reference, breathing, bound } = result
    const answers = result.chains.map(({ value }) => value)
    const series = { recording: 'example', time, reference, answers, breathing, bound }
    const table = judge({ chains, recordings: [series], constant: result.constant, window: 12.8 })
    const rowOf = (chain: string) => table.rows.find((row) => row.chain === chain)!
    return { result, table, rowOf }
  }

  test('says what its README says', async () => {
    const { result, table, rowOf } = await compare()
    expect(result).toMatchObject({ window: 12.8, offset: 0, remarks: [] })
    expect(table).toMatchObject({ moments: 288, recordings: 1 })
    expect(table.rows.every(({ coverage }) => coverage.value === 1)).toBe(true)
    expect(rowOf('rlsrhs').best).toBe(true)
    expect(rowOf('band-pass').noBetterThanConstant).toBe(true)
    const readme = readFileSync(
      join(examplesFolder, 'compare-harmonic-suppression', 'README.md'),
      'utf8',
    )
    for (const { text } of findings(table)) {
      const printed = text.replaceAll(/\b(band-pass|rlsrhs|vmd)\b/g, '$1-median')
      expect(readme.replaceAll(/\s+/g, ' ')).toContain(printed)
    }
  })

  test('names the harmonic that a chain without suppression follows', async () => {
    // the third harmonic of this one's breathing stands in the heart band, the heart above it
    const { rowOf } = await compare({ 'source.seed': 3, 'source.duration': 60 })
    expect(rowOf('band-pass').confusion.breathing[3]).toBeGreaterThan(0.5)
    expect(rowOf('rlsrhs').confusion.within).toBeGreaterThan(0.5)
  })
})
