/** chirpflow compare as a person meets it: experiments, one graph, two graphs, kills and resumes. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type Cell, parseResults, type Results } from '@chirpflow/experiment'
import { formatGraph, parseGraph } from '@chirpflow/graph'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportSchema } from '../apps/cli/src/report-schema.ts'
import { createRandom } from '../packages/nodes/src/dsp/random.ts'
import { chirpflow } from './support/command.ts'
import { displacementGraph, experimentText } from './support/experiments.ts'
import { announceSkip, haveRecordings, recordingPath } from './support/recordings.ts'
import { root } from './support/workspace-copy.ts'

announceSkip()

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-compare-'))
const place = (...names: string[]) => join(folder, ...names)
const put = (name: string, text: string) => writeFileSync(place(name), text)
const compare = (...args: string[]) => chirpflow(['compare', ...args], { cwd: folder })
const resultsIn = (out: string) => parseResults(readFileSync(place(out, 'results.json'), 'utf8'))
const cellsIn = (out: string): Cell[] =>
  readFileSync(place(out, 'journal.jsonl'), 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line))

/** All but what differs from run to run. */
function lasting({ timing: _, table, conditions, ...rest }: Results) {
  const rows = table.rows.map(({ secondsPerWindow: __, ...row }) => row)
  const { made: ___, command: ____, ...kept } = conditions
  return { ...rest, table: { ...table, rows }, conditions: kept }
}

/** Short, for it is run some thirty times. */
const graph = displacementGraph({ duration: 25 })
const members = {
  alternatives: {
    None: { swap: { suppress: 'bypass' } },
    RLSRHS: {},
    VMD: { swap: { suppress: { type: 'vmd', params: { modes: 4 } } } },
  },
  grid: { 'suppress.forgetting': [0.98, 0.99] },
  recordings: [{ seeds: [1, 4] }],
}

beforeAll(async () => {
  put('heart.graph.json', formatGraph(graph))
  put('three.experiment.json', experimentText(members))
  const { code, err } = await compare('three.experiment.json', '--out', 'whole', '--workers', '2')
  expect(code).toBe(0)
  expect(err).toMatch(/^(note: seed \d: .* never answers\n)*$/)
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('an experiment', () => {
  test('writes a table, a report and results that name all they depend on', () => {
    const { chains, recordings, conditions, table, cells } = resultsIn('whole')
    expect(chains.map(({ name }) => name)).toEqual([
      'None',
      'RLSRHS (forgetting 0.98)',
      'RLSRHS (forgetting 0.99)',
      'VMD',
    ])
    expect(recordings.map(({ name }) => name)).toEqual([1, 2, 3, 4].map((seed) => `seed ${seed}`))
    expect(cells).toHaveLength(16)
    expect(table.recordings).toBe(4)
    expect(conditions.command).toBe('chirpflow compare three.experiment.json --out whole')
    expect(conditions.graph.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(conditions.types).toContain('vmd@1')
    expect(conditions.experiment?.text).toContain('"forgetting"'.slice(1, -1))
    const csv = readFileSync(place('whole', 'results.csv'), 'utf8').split('\r\n')
    expect(csv[0]).toMatch(
      /^chain,alternative,suppress\.forgetting,mean absolute error \(1\/min\),/,
    )
    expect(csv.slice(1, 6).map((line) => line.split(',')[0])).toEqual([
      'None',
      'RLSRHS (forgetting 0.98)',
      'RLSRHS (forgetting 0.99)',
      'VMD',
      'Constant 70 /min',
    ])
  })

  test('has a report that needs nothing but itself', () => {
    const page = readFileSync(place('whole', 'report.html'), 'utf8')
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=|(src|href)=/i)
    for (const title of ['Results', 'Findings', 'Rates over time', 'Bland-Altman', 'Errors']) {
      expect(page).toContain(`<h2>${title}</h2>`)
    }
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
  })

  test.each([1, 2, 3, 4])(
    'killed at any five points and resumed gives the same, and runs no finished cell again (%i)',
    async (seed) => {
      const whole = lasting(resultsIn('whole'))
      const size = statSync(place('whole', 'journal.jsonl')).size
      const random = createRandom(seed)
      const points = Array.from({ length: 5 }, () => size * random.uniform())
      const out = `killed-${seed}`
      let before: string[] = []
      for (const [kill, point] of points.sort((a, b) => a - b).entries()) {
        await killAt(out, point, kill > 0 ? ['--resume'] : [])
        const now = existsSync(place(out, 'journal.jsonl')) ? finishedIn(out) : []
        expect(now.slice(0, before.length)).toEqual(before)
        before = now
      }
      const resumed = await compare('three.experiment.json', '--out', out, '--resume')
      expect(resumed.code).toBe(0)
      expect(lasting(resultsIn(out))).toEqual(whole)
      const keys = cellsIn(out).map(({ key }) => key)
      expect(keys.slice(0, before.length)).toEqual(before)
      expect(new Set(keys).size).toBe(keys.length)
    },
    180_000,
  )

  /** Kills the run when its journal has grown to so many bytes; it may be in the midst of a line. */
  async function killAt(out: string, bytes: number, options: readonly string[]): Promise<void> {
    const journal = place(out, 'journal.jsonl')
    let timer: NodeJS.Timeout | undefined
    await chirpflow(
      ['compare', 'three.experiment.json', '--out', out, '--workers', '2', ...options],
      {
        cwd: folder,
        onStart(child) {
          timer = setInterval(() => {
            if (existsSync(journal) && statSync(journal).size >= bytes) child.kill('SIGKILL')
          }, 1)
        },
      },
    )
    clearInterval(timer)
  }

  const finishedIn = (out: string): string[] => {
    const whole = readFileSync(place(out, 'journal.jsonl'), 'utf8').split('\n').slice(1, -1)
    return whole.map((line) => JSON.parse(line).key)
  }

  test('takes up a journal that was torn in a line', async () => {
    mkdirSync(place('torn'))
    const text = readFileSync(place('whole', 'journal.jsonl'))
    writeFileSync(place('torn', 'journal.jsonl'), text.subarray(0, Math.floor(text.length * 0.6)))
    const { code } = await compare('three.experiment.json', '--out', 'torn', '--resume')
    expect(code).toBe(0)
    expect(lasting(resultsIn('torn'))).toEqual(lasting(resultsIn('whole')))
    expect(new Set(cellsIn('torn').map(({ key }) => key)).size).toBe(cellsIn('torn').length)
  })

  test('takes nothing stale: what a changed graph touches runs again', async () => {
    expect((await compare('three.experiment.json', '--out', 'stale')).code).toBe(0)
    const before = cellsIn('stale').length
    const { peak } = graph.nodes
    const nodes = { ...graph.nodes, peak: { ...peak, params: { ...peak.params, high: 1.9 } } }
    put('heart.graph.json', formatGraph({ ...graph, nodes }))
    const { code } = await compare('three.experiment.json', '--out', 'stale', '--resume')
    put('heart.graph.json', formatGraph(graph))
    expect(code).toBe(0)
    // the four chains of four recordings, and none of what they are judged by
    expect(cellsIn('stale').length - before).toBe(16)
  })

  test('interrupted says how to go on, and does not lose what was done', async () => {
    const out = 'interrupted'
    const journal = place(out, 'journal.jsonl')
    const half = statSync(place('whole', 'journal.jsonl')).size / 2
    let timer: NodeJS.Timeout | undefined
    const { code, err } = await chirpflow(
      ['compare', 'three.experiment.json', '--out', out, '--workers', '1'],
      {
        cwd: folder,
        onStart(child) {
          timer = setInterval(() => {
            if (!existsSync(journal) || statSync(journal).size < half) return
            clearInterval(timer)
            child.kill('SIGINT')
          }, 1)
        },
      },
    )
    clearInterval(timer)
    expect(code).toBe(130)
    expect(err).toBe(
      `interrupted; what is done is kept, go on with: chirpflow compare three.experiment.json --out ${out} --resume\n`,
    )
    const anew = await compare('three.experiment.json', '--out', out)
    expect(anew.code).toBe(2)
    expect(anew.err).toMatch(/^error: interrupted holds \d+ of 16 finished cells .* --resume/)
    expect((await compare('three.experiment.json', '--out', out, '--resume')).code).toBe(0)
    expect(lasting(resultsIn(out))).toEqual(lasting(resultsIn('whole')))
  })

  test.each([
    ['none.experiment.json', /^error: .*none\.experiment\.json: there is no such file/],
    ['wrong.experiment.json', /^error: line 1: .*"grid" must be an object\n.*was not run: 1 error/],
    ['lost.experiment.json', /^error: lost\.graph\.json: .*there is no such file/],
  ])('that is wrong, %s, is refused', async (name, message) => {
    put('wrong.experiment.json', experimentText({ grid: 3 }))
    put('lost.experiment.json', experimentText({ graph: 'lost.graph.json' }))
    const { code, err } = await compare(name)
    expect(code).toBe(2)
    expect(err).toMatch(message)
  })
})

describe('one graph that compares', () => {
  const example = join(root, 'examples/compare-harmonic-suppression')
  const path = join(example, 'compare-harmonic-suppression.graph.json')

  test('gives the table that its own compare-rates node gives in a run', async () => {
    const { graph } = parseGraph(readFileSync(path, 'utf8'))
    if (!graph) throw new Error('the example is no graph')
    const { source } = graph.nodes
    const nodes = {
      ...graph.nodes,
      source: { ...source, params: { ...source.params, duration: 150 } },
    }
    put('one.graph.json', formatGraph({ ...graph, nodes }))
    const report = place('run.json')
    const run = await chirpflow(['run', 'one.graph.json', '--report', report], { cwd: folder })
    expect(run.code).toBe(0)
    expect((await compare('one.graph.json', '--out', 'one')).code).toBe(0)
    const [inside] = Object.values(
      reportSchema.parse(JSON.parse(readFileSync(report, 'utf8'))).results,
    )
    if (inside.kind !== 'comparison') throw new Error('the run compared nothing')
    const { rows } = resultsIn('one').table
    expect(rows.map(({ chain }) => chain)).toEqual(inside.table.rows.map(({ chain }) => chain))
    expect(rows).toHaveLength(4)
    for (const [at, row] of rows.entries()) {
      const other = inside.table.rows[at]
      // Rates are 1/min in the report of a run, Hz in results.
      const held: readonly (readonly [number, number | null])[] = [
        [60 * row.meanAbsoluteError.value, other.meanAbsoluteError.value],
        [60 * row.meanAbsoluteError.high, other.meanAbsoluteError.high],
        [60 * row.rootMeanSquareError.low, other.rootMeanSquareError.low],
        [row.within4Percent.value, other.within4Percent.value],
        [row.coverage.value, other.coverage.value],
        [60 * row.agreement.upper, other.agreement.upper],
      ]
      for (const [own, given] of held) {
        // What is no number in results is null in a report.
        expect(given === null).toBe(Number.isNaN(own))
        if (given !== null) expect(Math.abs(own / given - 1)).toBeLessThan(1e-9)
      }
      expect(row.answered).toBe(other.answered)
    }
  }, 120_000)

  test('wants a compare-rates node, and says so', async () => {
    const { code, err } = await compare('heart.graph.json')
    expect(code).toBe(2)
    expect(err).toMatch(/^error: nothing says what is compared: add a compare-rates node/)
  })
})

describe.skipIf(!haveRecordings)('a recording', () => {
  const run = async (name: string, reference: string) => {
    put('given.csv', reference)
    put(
      'seated.experiment.json',
      JSON.stringify({
        format: 'chirpflow-experiment',
        version: 1,
        title: 'Seated',
        graph: relative(
          folder,
          join(root, 'examples/heart-rate-simulated/heart-rate-simulated.graph.json'),
        ),
        judge: {
          candidate: 'heart-median.out',
          reference: 'source.heartRate',
          bound: 'source.bound',
        },
        alternatives: { None: { swap: { rlsrhs: 'bypass' } }, RLSRHS: {} },
      }),
    )
    const recording = ['--recording', recordingPath('iwr6843-seated/adc.bin')]
    const args = ['seated.experiment.json', '--out', name, ...recording]
    return compare(...args, ...(reference === '' ? [] : ['--reference', 'given.csv']))
  }

  test('takes the place of the simulated radar, and wants a reference of its own', async () => {
    const { code, err } = await run('seated-none', '')
    expect(code).toBe(2)
    expect(err).toMatch(
      /^error: recording "adc\.bin": it has no source\.heartRate to judge by: say "reference", a file of rates/,
    )
  })
})

describe('two graphs', () => {
  test('are held against each other: results, what is written, where they part', async () => {
    const changed = displacementGraph({ duration: 20 })
    const median = { ...changed.nodes.median, params: { size: 5 } }
    put('a.graph.json', formatGraph(displacementGraph({ duration: 20 })))
    put('b.graph.json', formatGraph({ ...changed, nodes: { ...changed.nodes, median } }))
    const { code, out, err } = await compare('a.graph.json', 'b.graph.json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^result +A a\.graph\.json +B b\.graph\.json$/m)
    expect(out).toMatch(/^log +[\d.]+ \/min, 11 values +[\d.]+ \/min, 11 values$/m)
    expect(out).toMatch(/^ +median\.size +A 3 +B 5$/m)
    expect(out).toMatch(
      /^they part at median: median\.out, at \d+(\.\d+)? s, chunk \d+, sample 0: A has 1\.\d+, B has 1\.\d+$/m,
    )
  })

  test('that are the same do not part', async () => {
    put('a.graph.json', formatGraph(displacementGraph({ duration: 20 })))
    const { code, out } = await compare('a.graph.json', 'a.graph.json')
    expect(code).toBe(0)
    expect(out).toContain('nothing is written differently\n')
    expect(out).toMatch(/^no difference: all \d+ wires that both have carry the same data$/m)
  })

  test('with an option that is for an experiment are refused', async () => {
    const { code, err } = await compare('a.graph.json', 'a.graph.json', '--resume')
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: --resume is for an experiment or one graph, not for two\n',
    })
  })
})
