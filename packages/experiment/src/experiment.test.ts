import { hasErrors, inspectGraph, planGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { runPlan } from '@chirpflow/runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displacementGraph, experimentOf } from '../../../test/support/experiments.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestRegistry } from '../../../test/support/nodes.ts'
import { type Layout, layOut } from './layout.ts'
import { poolCells } from './pool.ts'
import type { Results } from './results.ts'
import { formatResults, parseResults } from './results.ts'
import { scheduleUnits } from './schedule.ts'
import { lengthOf } from './track.ts'
import { type Cell, failedCells, runUnit } from './unit.ts'

const host = createTestHost({}, 1e-6)
const options = { registry, host, engine: 'this one' }
const three = {
  None: { swap: { suppress: 'bypass' } },
  RLSRHS: {},
  VMD: { swap: { suppress: { type: 'vmd', params: { modes: 4 } } }, set: { 'peak.low': 0.9 } },
}

const lay = (members: Readonly<Record<string, unknown>>, graph = displacementGraph()) =>
  layOut(experimentOf(members), graph, options)

const namesOf = ({ chains }: Layout) => chains.map(({ name }) => name)
const saidBy = ({ problems }: Layout) => problems.map(({ message }) => message)

async function run(layout: Layout, workers: number): Promise<Map<string, Cell>> {
  const cells = new Map<string, Cell>()
  for (const unit of scheduleUnits(layout, cells, workers)) {
    for (const cell of (await runUnit(unit, options)) ?? []) cells.set(cell.key, cell)
  }
  return cells
}

const conditions = {
  program: 'p',
  engine: 'e',
  command: 'c',
  made: '2026-01-01T00:00:00.000Z',
  graph: { path: 'g', title: 't', sha256: '', text: '' },
}
const pool = (layout: Layout, cells: ReadonlyMap<string, Cell>) =>
  poolCells(layout, cells, { title: 'A test', conditions, ...options })

/** All but what differs from run to run. */
function lasting({ timing: _, table, ...rest }: Results) {
  const rows = table.rows.map(({ secondsPerWindow: __, ...row }) => row)
  return { ...rest, table: { ...table, rows } }
}

describe('chains', () => {
  test('are alternatives times the grid, without what a swap took away', async () => {
    const layout = await lay({
      alternatives: { ...three, Fast: { grid: { 'median.size': [1, 5] } } },
      grid: { 'suppress.forgetting': [0.98, 0.99] },
    })
    expect(saidBy(layout)).toEqual([])
    expect(namesOf(layout)).toEqual([
      'None',
      'RLSRHS (forgetting 0.98)',
      'RLSRHS (forgetting 0.99)',
      'VMD',
      'Fast (forgetting 0.98, size 1)',
      'Fast (forgetting 0.98, size 5)',
      'Fast (forgetting 0.99, size 1)',
      'Fast (forgetting 0.99, size 5)',
    ])
    const [{ graph }] = layout.recordings
    const count = (type: string) =>
      Object.values(graph.nodes).filter((node) => node.type === type).length
    expect(count('slow-time-window')).toBe(1)
    expect(count('rlsrhs')).toBe(2)
    expect(count('median-filter')).toBe(8)
    expect(count('rate-log')).toBe(0)
  })

  test('are swapped by name, else by what fits as the old one did', async () => {
    const layout = await lay({ alternatives: three })
    const [{ graph, chains }] = layout.recordings
    const peak = graph.links.find(({ to }) => to.node === 'peak-3' && to.port === 'in')
    expect(peak?.from.port).toBe('band')
    expect(graph.nodes['peak-3'].params.low).toBe(0.9)
    expect(new Set(chains.map(({ key }) => key)).size).toBe(3)
  })

  test('that are the same are judged once', async () => {
    const layout = await lay({
      alternatives: { A: {}, B: { set: { 'suppress.forgetting': 0.99 } } },
    })
    expect(namesOf(layout)).toEqual(['A'])
    expect(saidBy(layout)).toEqual([
      'alternative "B" is the same chain as one before it, and is judged once',
    ])
  })

  test.each([
    [{ alternatives: { X: { swap: { suppres: 'vmd' } } } }, 'did you mean "suppress"?'],
    [{ alternatives: { X: { swap: { suppress: 'vdm' } } } }, 'did you mean "vmd"?'],
    [{ alternatives: { X: { swap: { suppress: 'range-fft' } } } }, 'finds no input of range-fft'],
    [
      { alternatives: { X: { set: { 'peak.low': -1 } } } },
      'alternative "X": "set": peak.low: must be',
    ],
    [{ grid: { 'peak.lw': [1] } }, 'peak-picker has no parameter "lw", did you mean "low"?'],
    [{ grid: { 'peek.low': [1] } }, '"grid": peek.low: name a parameter of a node'],
    [{ grid: { 'person.snr': [0, 3] } }, 'put it among "recordings", as "set"'],
    [
      { judge: { candidate: 'median.aut' } },
      'median (median-filter) has no output "aut", did you mean',
    ],
    [{ judge: { candidate: 'median.out' } }, 'nothing is connected to the reference'],
    [{ judge: undefined }, 'add a compare-rates node to the graph, or "judge"'],
    [{ recordings: [{ file: 'a.bin' }] }, 'recording "a.bin": the graph has no radar source'],
    [
      { grid: { 'peak.low': Array.from({ length: 1001 }, (_, at) => 0.5 + at / 10_000) } },
      'make 1001 chains, more than 1000',
    ],
    [
      { alternatives: { X: { set: { 'peak.low': 1 } } }, grid: { 'peak.low': [1] } },
      'sets peak.low, which the grid varies',
    ],
  ])('that cannot be are refused with place and remedy, %#', async (members, message) => {
    const layout = await lay(members)
    expect(hasErrors(layout.problems)).toBe(true)
    expect(saidBy(layout).join('\n')).toContain(message)
    expect(layout.recordings).toEqual([])
  })
})

describe('cells', () => {
  const members = {
    alternatives: three,
    grid: { 'suppress.forgetting': [0.98, 0.99] },
    recordings: [{ seeds: [1, 2] }, { set: { 'person.snr': 0 } }],
  }

  test('give what each chain gives alone, and each shared node ran once', async () => {
    const layout = await lay(members)
    const cells = await run(layout, 1)
    const { timing, recordings } = await pool(layout, cells)
    for (const [at, recording] of layout.recordings.entries()) {
      for (const [chain, { wire, key }] of recording.chains.entries()) {
        const [node, port] = wire.split('.')
        const alone = await lonely(recording.graph, node, port)
        const { track, state } = cells.get(key)!
        expect(state).toBe('finished')
        expect(lengthOf(track)).toBe(alone.length)
        expect(track.value.flat().length).toBeGreaterThan(1)
        expect(recordings[at].answers[chain]).toEqual(alone)
      }
    }
    const shared = timing.nodes.filter(({ chains }) => chains > 1)
    expect(shared.map(({ id }) => id).sort()).toEqual([
      'person',
      'person',
      'person',
      'window',
      'window',
      'window',
    ])
    expect(timing.nodes.every(({ runs }) => runs === 1)).toBe(true)
    // The counter of the engine itself: 40 s at 20 a second, and windows of 10 s each second.
    const chunks = Object.fromEntries(shared.map(({ id, chunks }) => [id, chunks]))
    expect(chunks).toEqual({ person: 4 * 800, window: 31 })
  })

  test('are the same however they are divided and in whatever order they run', async () => {
    const layout = await lay(members)
    const whole = lasting(await pool(layout, await run(layout, 1)))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 24 }),
        fc.infiniteStream(fc.nat()),
        async (workers, dice) => {
          const units = [...scheduleUnits(layout, new Map(), workers)]
          const cells = new Map<string, Cell>()
          while (units.length > 0) {
            const [unit] = units.splice((dice.next().value ?? 0) % units.length, 1)
            for (const cell of (await runUnit(unit, options)) ?? []) {
              expect(cells.has(cell.key)).toBe(false)
              // As a journal would give them back.
              cells.set(cell.key, JSON.parse(JSON.stringify(cell)))
            }
          }
          expect(lasting(await pool(layout, cells))).toEqual(whole)
        },
      ),
      { numRuns: 6 },
    )
  })

  test('that are known do not run again', async () => {
    const layout = await lay(members)
    const cells = await run(layout, 1)
    expect(scheduleUnits(layout, cells, 4)).toEqual([])
    const lost = layout.recordings[1].chains[2]
    cells.delete(lost.key)
    const units = scheduleUnits(layout, cells, 4)
    expect(units.flatMap(({ wires }) => wires)).toEqual([lost])
    expect(units[0].graph).not.toContain('"vmd@1"')
  })

  test('are as many units as keep the workers busy, and no more', async () => {
    const layout = await lay(members)
    const sizes = (workers: number) =>
      scheduleUnits(layout, new Map(), workers).map(({ wires }) => wires.length)
    // four chains and three wires that they are judged by, on three recordings
    expect(sizes(1)).toEqual([7, 7, 7])
    expect(sizes(3)).toEqual([7, 7, 7])
    expect(sizes(4)).toEqual([5, 2, 5, 2, 5, 2])
    expect(sizes(99)).toHaveLength(12)
  })

  test('have other keys where node, parameter, version, seed or engine differ', async () => {
    const keysOf = async (layout: Promise<Layout>) =>
      (await layout).recordings.flatMap(({ chains }) => chains.map(({ key }) => key))
    const older = new Map(registry)
    older.set('window', registry.get('slow-time-window')!)
    const window = registry.get('slow-time-window')!
    older.set('slow-time-window', { ...window, version: window.version + 1, migrate: (old) => old })
    const one = experimentOf({})
    const all = [
      ...(await keysOf(lay({}))),
      ...(await keysOf(lay({ grid: { 'median.size': [4] } }))),
      ...(await keysOf(lay({ recordings: [{ seed: 2 }] }))),
      ...(await keysOf(lay({ alternatives: { None: three.None } }))),
      ...(await keysOf(layOut(one, displacementGraph(), { ...options, engine: 'another' }))),
      ...(await keysOf(layOut(one, displacementGraph(), { ...options, registry: older }))),
    ]
    expect(new Set(all).size).toBe(6)
    expect(await keysOf(lay({ title: 'Another title' }))).toEqual(all.slice(0, 1))
  })

  test('of a unit that could not run at all count as not answered', async () => {
    const layout = await lay({ alternatives: three })
    const cells = await run(layout, 4)
    const [unit] = scheduleUnits(layout, new Map(), 4).slice(-1)
    for (const cell of failedCells(layout, unit, 'the disk went away')) cells.set(cell.key, cell)
    const results = await pool(layout, cells)
    expect(results.state).toBe('failed')
    const vmd = results.table.rows.find(({ chain }) => chain === 'VMD')!
    expect(vmd.coverage.value).toBe(0)
    expect(vmd.answered).toBe(0)
    expect(results.cells.filter(({ state }) => state === 'failed')).toEqual([
      {
        chain: 'VMD',
        recording: "the graph's own source",
        state: 'failed',
        error: 'the disk went away',
      },
    ])
    const others = results.table.rows.filter(({ chain }) => chain === 'None' || chain === 'RLSRHS')
    expect(others.map(({ answered }) => answered > 20)).toEqual([true, true])
  })

  test('of a chain that fails end there, and take no other along', async () => {
    const failing = createTestRegistry().get('failing')!
    const types = new Map(registry).set('failing', failing)
    const own = { ...options, registry: types }
    const layout = await layOut(
      experimentOf({
        alternatives: {
          Good: {},
          Bad: { swap: { median: { type: 'failing', params: { at: 7 } } } },
        },
        recordings: [{ seeds: [1, 2] }],
      }),
      displacementGraph(),
      own,
    )
    expect(saidBy(layout)).toEqual([])
    const cells = new Map<string, Cell>()
    for (const unit of scheduleUnits(layout, cells, 1)) {
      for (const cell of (await runUnit(unit, own)) ?? []) cells.set(cell.key, cell)
    }
    const results = await poolCells(layout, cells, { title: '', conditions, ...own })
    expect(results.cells.map(({ chain, state, error }) => [chain, state, error])).toEqual([
      ['Good', 'finished', undefined],
      ['Bad', 'failed', 'median-2: broken in process'],
      ['Good', 'finished', undefined],
      ['Bad', 'failed', 'median-2: broken in process'],
    ])
    const [good, bad] = results.table.rows
    expect([good.answered, good.coverage.value]).toEqual([62, 1])
    // It gave 7 of 31 answers before it failed; they are judged, the rest is no answer.
    const answers = results.recordings.flatMap(({ answers }) => answers[1].map(Number.isFinite))
    const after = answers.filter((_, at) => at % 31 >= 7)
    expect(after.some(Boolean)).toBe(false)
    expect(bad.answered).toBe(answers.filter(Boolean).length)
    expect(bad.answered).toBeGreaterThan(10)
    expect(bad.coverage.value).toBeCloseTo(bad.answered / 62, 12)
    // What failed did not finish: it is run again.
    const again = scheduleUnits(layout, cells, 1)
    expect(again.map(({ wires }) => wires.length)).toEqual([1, 1])
  })

  /** The answers of one output when its own graph alone runs. */
  async function lonely(
    graph: Layout['recordings'][number]['graph'],
    node: string,
    port: string,
  ): Promise<readonly number[]> {
    const values: number[] = []
    const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
    const tap = ({ data }: { data: ArrayLike<number> }) => void values.push(data[0])
    await runPlan(plan, { host, taps: new Map([[`${node}.${port}`, tap]]) })
    return values
  }
})

describe('results', () => {
  test('agree with the node in a graph of its own that holds all chains', async () => {
    const layout = await lay({ alternatives: three })
    const results = await pool(layout, await run(layout, 1))
    const [{ graph, chains, truths, judge }] = layout.recordings
    const links = [
      ...chains.map(({ wire }) => ({ wire, port: 'candidates' })),
      ...Object.entries(truths).map(([port, { wire }]) => ({ wire, port })),
    ].map(({ wire, port }) => {
      const [node, output] = wire.split('.')
      return { from: { node, port: output }, to: { node: 'judge', port } }
    })
    const version = registry.get('compare-rates')!.version
    const node = { type: 'compare-rates', version, params: judge, extra: {} }
    const joined = {
      ...graph,
      nodes: { ...graph.nodes, judge: node },
      links: [...graph.links, ...links],
    }
    const report = await runPlan(planGraph(joined, registry, new Map()), { host })
    const inside = report.results.judge
    if (inside?.kind !== 'comparison') throw new Error('the graph compared nothing')
    const [recording] = results.recordings
    expect(recording.time).toEqual(inside.time)
    expect(recording.time.length).toBeGreaterThan(25)
    expect(recording.reference).toEqual(inside.reference)
    expect(recording.breathing).toEqual(inside.breathing)
    for (const [at, { wire }] of chains.entries()) {
      const own = inside.chains.find(({ source }) => source === wire)!
      expect(recording.answers[at]).toEqual(own.value)
    }
  })

  test('come back from their file as they were', async () => {
    const layout = await lay({ alternatives: three })
    const results = await pool(layout, await run(layout, 1))
    expect(parseResults(formatResults(results))).toEqual(JSON.parse(JSON.stringify(results), nan))
    expect(parseResults(formatResults(results)).table.rows.at(-1)?.correlation.value).toBeNaN()
    expect(() => parseResults('{}')).toThrow('no chirpflow-results')
  })

  const nan = (_: string, value: unknown) => (value === null ? Number.NaN : value)
})

test('time counts what chains share in full, with the mean of its runs', async () => {
  const layout = await lay({ alternatives: { None: three.None, RLSRHS: {} } })
  const cells = await run(layout, 2)
  const seconds: Record<string, number> = {
    person: 3,
    window: 2,
    suppress: 1,
    peak: 0.5,
    median: 0,
  }
  const timed = new Map(
    [...cells].map(([key, cell], unit) => {
      // The second run of what is shared is made to take 2 s longer.
      const nodes = cell.nodes.map((node) => ({
        ...node,
        seconds: seconds[node.id.split('-')[0]] + (node.id === 'person' && unit > 3 ? 2 : 0),
      }))
      return [key, { ...cell, nodes }]
    }),
  )
  const { timing } = await pool(layout, timed)
  const windows = 31
  expect(timing.nodes.find(({ id }) => id === 'person')).toMatchObject({ runs: 2, seconds: 8 })
  expect(timing.secondsPerWindow[0] * windows).toBeCloseTo(4 + 2 + 0.5, 9)
  expect(timing.secondsPerWindow[1] * windows).toBeCloseTo(4 + 2 + 1 + 0.5, 9)
  // two runs of person and window, one of all else
  expect(timing.seconds).toBeCloseTo(8 + 4 + 1 + 2 * 0.5, 9)
  expect(timing.apart).toBeCloseTo(2 * 4 + 2 * 2 + 1 + 2 * 0.5, 9)
})
