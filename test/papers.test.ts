/** The experiments of examples/papers at a small trial count, each held against what its README says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseResults, type Results } from '@chirpflow/experiment'
import { completeGraph, formatGraph, parseGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import type { Table } from '@chirpflow/statistics'
import { afterAll, describe, expect, test } from 'vitest'
import { groupsOf } from '../examples/papers/groups.ts'
import { drawPicture } from '../examples/papers/picture.ts'
import { meanSpectra } from '../examples/papers/zhang-2026-suppression/draw.ts'
import { chirpflow } from './support/command.ts'
import { root } from './support/workspace-copy.ts'

const papers = join(root, 'examples', 'papers')
const folder = mkdtempSync(join(tmpdir(), 'chirpflow-papers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const names = readdirSync(papers, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** The experiment with each row of seeds cut to its first ones. */
async function runSmall(name: string, trials: number): Promise<Results> {
  const text = readFileSync(join(papers, name, `${name}.experiment.json`), 'utf8')
  const experiment = JSON.parse(text)
  experiment.graph = relative(folder, join(papers, name, experiment.graph))
  for (const recording of experiment.recordings) recording.seeds = [1, trials]
  const path = join(folder, `${name}.experiment.json`)
  writeFileSync(path, JSON.stringify(experiment))
  const { code, err } = await chirpflow(['compare', path, '--out', name, '--workers', '2'], {
    cwd: folder,
  })
  expect(err.replaceAll(/^note: .*\n/gm, '')).toBe('')
  expect(code).toBe(0)
  return parseResults(readFileSync(join(folder, name, 'results.json'), 'utf8'))
}

function figuresOf({ rows }: Table, chain: string) {
  const row = rows.find((one) => one.chain === chain)
  if (!row) throw new Error(`there is no chain ${chain}`)
  return { right: row.within1Percent.value, answered: row.coverage.value }
}

test.each(names)('%s: graphs are canonical, and the README has its command', (name) => {
  const files = readdirSync(join(papers, name))
  for (const file of files.filter((one) => one.endsWith('.graph.json'))) {
    const text = readFileSync(join(papers, name, file), 'utf8')
    const { graph } = parseGraph(text)
    expect(text).toBe(formatGraph(completeGraph(graph!, registry)))
  }
  const readme = readFileSync(join(papers, name, 'README.md'), 'utf8')
  expect(readme).toMatch(/^# [A-Z].*\S\n/)
  expect(readme).toContain(`npm run papers -- ${name}`)
  expect(readFileSync(join(papers, 'README.md'), 'utf8')).toContain(`(${name}/README.md)`)
})

describe('zhang-2026-table-4', () => {
  const trials = 60

  test('scores what the paper prints, and what hides behind it', async () => {
    const { table } = await runSmall('zhang-2026-table-4', trials)
    expect(table.moments).toBe(trials)
    // erf(.01 f / (s sqrt 2)), s of a tone of .5 mm, averaged over 60 to 100 /min: algorithms.md
    expect(table.boundWithin1Percent).toBeCloseTo(0.957, 1)
    // three points, and three deviations of so few trials
    const near = (chain: string, wanted: number) => {
      const reach = 0.03 + 3 * Math.sqrt((wanted * (1 - wanted)) / trials)
      const { right, answered } = figuresOf(table, chain)
      expect(answered, chain).toBe(1)
      expect(Math.abs(right - wanted), `${chain}: ${right}`).toBeLessThan(reach)
    }
    near('None', 0.46)
    near('LMS (step 0.0007)', 0.57)
    near('RLSRHS', 0.83)
    // NumPy reference, 2,000 trials
    near('LMS (step 0.01)', 0.798)
    near('RLSRHS, P(0) = 100 (warmUp false)', 0.275)
    near('RLSRHS, P(0) = 100 (warmUp true)', 0.844)
    near('RLSRHS, harmonics 3 to 5', 0.692)
    const right = (chain: string) => figuresOf(table, chain).right
    expect(right('LMS (step 0.01)') - right('LMS (step 0.0007)')).toBeGreaterThan(0.1)
  })
})

describe('zhang-2026-suppression', () => {
  test('nothing reaches the 83 % of Table 4 at 0 dB and below', async () => {
    const trials = 20
    const groups = groupsOf(await runSmall('zhang-2026-suppression', trials))
    expect(groups.map(({ name }) => name)).toEqual([
      '0.3 and 1.1 Hz, 0 dB',
      '0.3 and 1.1 Hz, -3 dB',
      '0.3 and 1.1 Hz, -6 dB',
      'rates drawn, 0 dB',
      'rates drawn, -3 dB',
      'rates drawn, -6 dB',
    ])
    const tables = groups.slice(3).map(({ table }) => table)
    // the limit and what scored in the NumPy reference, 1,000 trials
    const limits = [0.705, 0.544, 0.404]
    const scores = [0.486, 0.292, 0.159]
    for (const [at, table] of tables.entries()) {
      expect(table.boundWithin1Percent).toBeCloseTo(limits[at], 1)
      const { right } = figuresOf(table, 'RLSRHS')
      const reach = 3 * Math.sqrt((scores[at] * (1 - scores[at])) / trials)
      expect(Math.abs(right - scores[at])).toBeLessThan(reach)
    }
  })

  test('harmonics of breathing fall, the heart stays, noise covers the rest', async () => {
    const text = readFileSync(
      join(papers, 'zhang-2026-suppression/zhang-2026-suppression.graph.json'),
      'utf8',
    )
    const { before, after } = await meanSpectra(parseGraph(text).graph!, 0, 20)
    const at = (spectrum: readonly number[], frequency: number) =>
      spectrum[Math.round((frequency - 0.2) / 0.01)]
    // a tone of 2 mm is 6 dB, of .5 mm -6 dB; noise and neighbours add to it
    expect(at(before, 0.3)).toBeCloseTo(20 * Math.log10(2), 0)
    expect(Math.abs(at(before, 1.1) + 6)).toBeLessThan(2)
    expect(at(before, 0.9) - at(after, 0.9)).toBeGreaterThan(3)
    expect(at(before, 1.2) - at(after, 1.2)).toBeGreaterThan(3)
    expect(at(before, 1.1) - at(after, 1.1)).toBeLessThan(2)
  })
})

describe('zheng-2022-second-harmonic', () => {
  test('helps slow hearts that have one, and no other', async () => {
    const results = await runSmall('zheng-2022-second-harmonic', 20)
    const isSlow = (rate: number) => rate < 70 / 60
    const ofHearts = (wanted: (rate: number) => boolean) => (group: string, chain: string) => {
      const [found] = groupsOf(results, ({ name, reference }) =>
        name.startsWith(group) && wanted(reference[0]) ? group : undefined,
      )
      return figuresOf(found.table, chain)
    }
    const slow = ofHearts(isSlow)
    const fast = ofHearts((rate) => rate > 100 / 60)
    const all = ofHearts(() => true)
    expect(slow('half, 15 dB', 'second, plain').right).toBeGreaterThan(0.9)
    expect(slow('half, 15 dB', 'fundamental, RLSRHS').right).toBeLessThan(0.8)
    expect(slow('half, 15 dB', 'fundamental, plain').right).toBeLessThan(0.7)
    // above 96 /min the heartbeat itself lies in the band of second harmonics
    expect(fast('half, 15 dB', 'second, plain').right).toBeLessThan(0.1)
    expect(fast('half, 15 dB', 'second, checked').answered).toBeLessThan(0.2)
    expect(fast('half, 15 dB', 'fundamental, RLSRHS').right).toBeGreaterThan(0.9)
    expect(all('half, 15 dB', 'second, checked').right).toBeGreaterThan(0.95)
    // nothing is there to read
    expect(all('no second', 'second, plain').right).toBeLessThan(0.15)
    expect(all('no second', 'second, checked').answered).toBeLessThan(0.2)
  })
})

test('a picture draws every curve, and says what it shows', () => {
  const x = { label: 'x', low: 0, high: 1 }
  const panels = [{ title: 'a < b', curves: [{ name: 'one', x: [0, 1], y: [0, 2] }] }]
  const text = drawPicture('Title', x, { ...x, label: 'y' }, panels)
  expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*aria-label="Title"/)
  expect(text).toContain('a &lt; b')
  // what leaves the axes is cut off at their edge, 24 from the top
  expect(text).toMatch(/d="M48 232L318 24"/)
})
