import { type Chunk, createRegistry, type NodeType } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { graphOf, planOf, runTapped, type ShortNode } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import {
  createTestTypes,
  type Log,
  nodeThat,
  sample,
  sourceThat,
} from '../../../test/support/nodes.ts'
import { ratesOf } from '../../../test/support/rates.ts'
import { createCache } from './cache.ts'
import { type RunOptions, runPlan } from './run.ts'
import { createStop } from './stop.ts'

type Nodes = Record<string, string | ShortNode>

async function prepare(nodes: Nodes, links: string[], log: Log = [], more: NodeType[] = []) {
  const plan = await planOf(
    graphOf(nodes, links),
    createRegistry([...createTestTypes(log), ...more]),
  )
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return plan
}

async function run(
  nodes: Nodes,
  links: string[],
  { log = [], more = [], ...options }: Partial<RunOptions> & { log?: Log; more?: NodeType[] } = {},
) {
  return runPlan(await prepare(nodes, links, log, more), { host: createTestHost(), ...options })
}

const statesOf = (report: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries(Object.entries(report.nodes).map(([id, { state }]) => [id, state]))

const frames = (count: number): ShortNode => ({ type: 'source', params: { frames: count } })
const one = (index: number, value = index) => ({ data: Float64Array.of(value), index })

describe('a run', () => {
  test('gives what arithmetic says, with index, time and coverage of the inputs', async () => {
    const { report } = await runTapped(
      await prepare({ s: frames(5), x: 'scale', a: 'add', z: 'sink' }, [
        's.value -> x.in',
        's.value -> a.a',
        'x.out -> a.b',
        'a.sum -> z.in',
      ]),
    )
    expect(report.state).toBe('finished')
    const { time, value, coverage } = ratesOf(report.results.z)
    expect(time).toEqual([0, 0.1, 0.2, 3 / 10, 0.4])
    expect(value).toEqual([0, 1, 2, 3, 4].map((index) => [3 * sample(1, index, 0)]))
    expect(coverage).toEqual([1, 1, 0.5, 1, 1])
  })

  test('windows the frames, those missing held', async () => {
    const source: ShortNode = { type: 'source', params: { frames: 10, missing: 4 } }
    const { results } = await run({ s: source, w: 'window', m: 'mean', z: 'sink' }, [
      's.index -> w.in',
      'w.out -> m.in',
      'm.out -> z.in',
    ])
    // frames 3 and 7 are missing, so windows that would end there are not emitted
    expect(results.z.time.map((time) => Math.round(time * 10))).toEqual([5, 9])
    expect(ratesOf(results.z).value).toEqual([[(2 + 2 + 4 + 5) / 4], [(6 + 6 + 8 + 9) / 4]])
  })

  test('reports each node', async () => {
    const host = createTestHost({}, 0.001)
    const { nodes } = await run(
      { s: frames(5), x: 'scale', z: 'sink', y: 'scale' },
      ['s.value -> x.in', 'x.out -> z.in', 's.value -> y.in'],
      { host },
    )
    expect(nodes.s).toMatchObject({ type: 'source@1', state: 'finished', chunks: 10, bytes: 80 })
    expect(nodes.x).toMatchObject({ type: 'scale@1', state: 'finished', chunks: 5, bytes: 40 })
    expect(nodes.z).toMatchObject({ type: 'sink@1', state: 'finished', chunks: 5 })
    expect(nodes.y).toEqual({ type: 'scale@1', state: 'idle', chunks: 0, bytes: 0, seconds: 0 })
    expect(nodes.x.seconds).toBeGreaterThan(0)
    expect(nodes.s.seconds).toBeGreaterThan(0)
  })

  test('names what is skipped', async () => {
    const report = await run(
      { s: frames(2), x: { type: 'scale', off: true }, z: 'sink', y: 'sink' },
      ['s.value -> x.in', 'x.out -> z.in', 's.value -> y.in'],
    )
    expect(statesOf(report)).toEqual({ s: 'finished', x: 'skipped', z: 'skipped', y: 'finished' })
    expect(report.state).toBe('finished')
  })

  test('runs only what leads to a sink or tap, and tells nodes what is wanted', async () => {
    const log: Log = []
    const plan = await prepare(
      { s: frames(2), x: 'split', y: 'scale', z: 'sink' },
      ['s.value -> x.in', 'x.out -> z.in', 'x.costly -> y.in'],
      log,
    )
    const plain = await runTapped(plan, {}, [])
    expect(plain.report.nodes.y.state).toBe('idle')
    expect(plain.report.nodes.x.chunks).toBe(2)
    expect(log).not.toContain('open y')
    const tapped = await runTapped(plan, {}, ['y.out'])
    expect(tapped.report.nodes.x.chunks).toBe(4)
    expect(tapped.order).toEqual(['y.out 0', 'y.out 1'])
  })

  test('shows at a bypassed wire what stands in for it', async () => {
    const plan = await prepare({ s: frames(2), x: { type: 'scale', off: 'bypass' }, z: 'sink' }, [
      's.value -> x.in',
      'x.out -> z.in',
    ])
    const { order } = await runTapped(plan, {}, ['x.out', 's.value'])
    expect(order).toEqual(['x.out 0', 's.value 0', 'x.out 1', 's.value 1'])
  })

  test('always runs effects', async () => {
    const log: Log = []
    await run({ s: frames(1), w: 'writer' }, ['s.value -> w.in'], { log })
    expect(log).toContain('process w')
  })

  test('of a sink without a wire finishes at once', async () => {
    expect(statesOf(await run({ z: 'sink' }, []))).toEqual({ z: 'finished' })
    expect((await run({}, [])).state).toBe('finished')
  })

  test('says how far it is and lets others run', async () => {
    const host = createTestHost({}, 0.005)
    const shown: unknown[] = []
    await run({ s: frames(20), z: 'sink' }, ['s.value -> z.in'], {
      host,
      onProgress: (progress) => shown.push(progress),
    })
    expect(host.pauses).toBeGreaterThan(3)
    expect(shown[0]).toMatchObject({ share: 0.5 })
  })

  test('tells states as they change', async () => {
    const states: string[] = []
    await run(
      { s: frames(1), x: { type: 'failing', params: { at: 0 } }, z: 'sink' },
      ['s.value -> x.in', 'x.out -> z.in'],
      { onState: (id, state) => states.push(`${id} ${state}`) },
    )
    expect(states).toEqual([
      's running',
      'x running',
      'z running',
      'x failed',
      'z stopped',
      's stopped',
    ])
  })

  test('takes 2,000 nodes in a row, also when the last fails', async () => {
    const nodes: Nodes = { n0: frames(2) }
    const links = ['n0.value -> n1.in']
    for (let at = 1; at <= 2000; at++) nodes[`n${at}`] = 'scale'
    for (let at = 1; at < 2000; at++) links.push(`n${at}.out -> n${at + 1}.in`)
    nodes.f = { type: 'failing', params: { at: 1 } }
    nodes.z = 'sink'
    links.push('n2000.out -> f.in', 'f.out -> z.in')
    const report = await run(nodes, links)
    expect(report.nodes.f.state).toBe('failed')
    expect(Object.values(report.nodes).filter(({ state }) => state === 'stopped')).toHaveLength(
      2002,
    )
  })
})

describe('moments', () => {
  test('of two sources come in the order of time, then of ids; ends too', async () => {
    const slow: ShortNode = { type: 'source', params: { frames: 3, rate: 5 } }
    const { order } = await runTapped(
      await prepare(
        { b: slow, a: { type: 'source', params: { frames: 4, rate: 10, start: 0.1 } }, z: 'sink' },
        ['a.value -> z.in', 'b.value -> z.in'],
      ),
      {},
      ['a.value', 'b.value'],
    )
    // b at 0, 0.2, 0.4; a at 0.1, 0.2, 0.3, 0.4
    expect(order).toEqual([
      'b.value 0',
      'a.value 0',
      'a.value 1',
      'b.value 1',
      'a.value 2',
      'a.value 3',
      'b.value 2',
    ])
  })

  test('at equal times go by the id of the source, whatever order the nodes are planned in', async () => {
    const nodes = { a: 'sink', b: frames(2), y: frames(2), z: 'sink' }
    const links = ['y.value -> a.in', 'b.value -> z.in']
    const plan = await prepare(nodes, links)
    expect(plan.nodes.map(({ id }) => id)).toEqual(['y', 'a', 'b', 'z'])
    const cache = createCache(1e6)
    for (const options of [{}, { cache }, { cache }]) {
      const { order } = await runTapped(plan, options, ['y.value', 'b.value'])
      expect(order).toEqual(['b.value 0', 'y.value 0', 'b.value 1', 'y.value 1'])
    }
  })

  test('a held value is of the same moment or before', async () => {
    const slow: ShortNode = { type: 'source', params: { frames: 3, rate: 5, seed: 2 } }
    const { results } = await run({ a: slow, b: frames(5), h: 'hold', z: 'sink' }, [
      'b.index -> h.in',
      'a.index -> h.other',
      'h.out -> z.in',
    ])
    expect(ratesOf(results.z).value).toEqual([[0 + 0], [1 + 0], [2 + 1], [3 + 1], [4 + 2]])
  })

  test('a source is never more than one moment ahead', async () => {
    let made = 0
    let done = 0
    const ahead: number[] = []
    const source = sourceThat(() => ({
      async run(emit) {
        for (let index = 0; index < 20; index++) {
          ahead.push(made - done)
          made++
          await emit({ value: one(index) })
        }
      },
    }))
    const sink = nodeThat(() => ({ process: () => void done++ }), { outputs: {}, plan: () => ({}) })
    await run({ s: 'made', x: 'does' }, ['s.value -> x.in'], { more: [source, sink] })
    expect(done).toBe(20)
    expect(Math.max(...ahead)).toBe(0)
  })
})

describe('finish', () => {
  const links = ['s.value -> x.in', 'x.out -> z.in']

  test('comes once, at the end, in topological order, and may emit', async () => {
    const log: Log = []
    const { results } = await run(
      { s: frames(3), l: 'late', x: 'scale', z: 'sink' },
      ['s.index -> l.in', 'l.out -> x.in', 'x.out -> z.in'],
      { log },
    )
    expect(ratesOf(results.z).value).toEqual([[4]])
    expect(log.filter((line) => line.startsWith('finish'))).toEqual([
      'finish l',
      'finish x',
      'finish z',
    ])
    expect(log.slice(-4).every((line) => line.startsWith('close'))).toBe(true)
  })

  test('waits for all sources', async () => {
    const log: Log = []
    const long: ShortNode = { type: 'source', params: { frames: 5 } }
    await run(
      { a: frames(1), b: long, x: 'scale', z: 'sink' },
      ['a.value -> z.in', 'b.value -> x.in', 'x.out -> z.in'],
      { log },
    )
    expect(log.indexOf('finish x')).toBeGreaterThan(log.lastIndexOf('process x'))
    expect(log.indexOf('finish z')).toBeGreaterThan(log.lastIndexOf('process z'))
  })

  test('never comes after a failure', async () => {
    const log: Log = []
    await run({ s: frames(8), x: 'failing', z: 'sink' }, links, { log })
    expect(log.filter((line) => line.startsWith('finish'))).toEqual([])
  })

  test('never comes after an abort', async () => {
    const log: Log = []
    const stop = createStop()
    const tap = ({ index }: Chunk) => {
      if (index === 2) stop.stop()
    }
    const report = await run({ s: frames(8), x: 'scale', z: 'sink' }, links, {
      log,
      stop,
      taps: new Map([['x.out', tap]]),
    })
    expect(report.state).toBe('aborted')
    expect(statesOf(report)).toEqual({ s: 'stopped', x: 'stopped', z: 'stopped' })
    expect(log.filter((line) => line.startsWith('finish'))).toEqual([])
    expect(log.filter((line) => line === 'process x')).toHaveLength(3)
    expect(log.filter((line) => line.startsWith('close')).sort()).toEqual([
      'close s',
      'close x',
      'close z',
    ])
    expect(report.results).toEqual({})
  })
})

describe('a failing node', () => {
  const branches: [Nodes, string[]] = [
    {
      s: frames(6),
      x: { type: 'failing' },
      y: 'scale',
      v: 'scale',
      g: 'gather',
      h: 'sink',
      z: 'sink',
    },
    [
      's.value -> x.in',
      'x.out -> y.in',
      'y.out -> z.in',
      's.value -> v.in',
      'v.out -> g.in',
      'x.out -> g.in',
      'g.out -> h.in',
    ],
  ]

  test('is failed, what needs it stopped; a many port loses only that wire; others go on', async () => {
    const report = await run(...branches)
    expect(report.state).toBe('failed')
    expect(statesOf(report)).toEqual({
      s: 'finished',
      x: 'failed',
      y: 'stopped',
      z: 'stopped',
      v: 'finished',
      g: 'finished',
      h: 'finished',
    })
    expect(report.nodes.x.error).toBe('broken in process')
    const weighed = [0, 1, 2, 3, 4, 5].map((index) => {
      const value = sample(1, index, 0)
      return [index < 3 ? 2 * value + 2 * value : 2 * value]
    })
    expect(ratesOf(report.results.h).value).toEqual(weighed)
    expect(report.results.z).toBeUndefined()
  })

  test.each(['open', 'process', 'finish', 'close', 'report'] as const)('in %s', async (where) => {
    const log: Log = []
    const nodes: Nodes = {
      s: frames(5),
      x: { type: 'failing', params: { where } },
      z: 'sink',
      y: 'sink',
    }
    const report = await run(nodes, ['s.value -> x.in', 'x.out -> z.in', 's.value -> y.in'], {
      log,
    })
    expect(report.state).toBe('failed')
    expect(report.nodes.x).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(`broken in ${where}`),
    })
    expect(report.nodes.y).toMatchObject({ state: 'finished', chunks: 5 })
    expect(report.nodes.s.state).toBe('finished')
    const early = where === 'close' || where === 'report'
    expect(report.nodes.z.state).toBe(early ? 'finished' : 'stopped')
    if (where !== 'open') expect(log.filter((line) => line === 'close x')).toHaveLength(1)
  })

  test('nobody else needs ends its source', async () => {
    const log: Log = []
    const report = await run(
      { s: frames(1000), x: 'failing', z: 'sink' },
      ['s.value -> x.in', 'x.out -> z.in'],
      { log },
    )
    expect(statesOf(report)).toEqual({ s: 'stopped', x: 'failed', z: 'stopped' })
    expect(report.nodes.s.chunks).toBeLessThan(20)
    expect(log.filter((line) => line.startsWith('close')).sort()).toEqual([
      'close s',
      'close x',
      'close z',
    ])
  })

  test('that is a source, at once, later or without a promise', async () => {
    const fail = () => {
      throw new Error('no radar')
    }
    const later = sourceThat(() => ({
      async run(emit) {
        await emit({ value: one(0) })
        fail()
      },
    }))
    for (const source of [
      sourceThat(() => ({ run: async () => fail() })),
      sourceThat(() => ({ run: fail })),
      sourceThat(fail),
      later,
    ]) {
      const report = await run(
        { m: 'made', s: frames(3), z: 'sink', y: 'sink' },
        ['m.value -> z.in', 's.value -> y.in'],
        { more: [source] },
      )
      expect(statesOf(report)).toEqual({ m: 'failed', s: 'finished', z: 'stopped', y: 'finished' })
      expect(report.nodes.m.error).toBe('no radar')
    }
  })

  test('is told what it did wrong', async () => {
    const wrong = async (emitted: object) => {
      const type = nodeThat(() => ({ process: (_, emit) => emit(emitted as never) }))
      const { nodes } = await run(
        { s: frames(2), x: 'does', z: 'sink' },
        ['s.value -> x.in', 'x.out -> z.in'],
        { more: [type] },
      )
      expect(nodes.x.state).toBe('failed')
      return nodes.x.error
    }
    expect(await wrong({ other: new Float64Array(1) })).toBe(
      'x: emitted on other, which plan does not give',
    )
    expect(await wrong({ out: new Float64Array(2) })).toBe('x.out: emitted 2 numbers instead of 1')
    expect(await wrong({ out: new Float32Array(1) })).toBe('x.out: emitted data are not float64')
    expect(await wrong({ out: { data: new Float64Array(1), index: 1.5 } })).toMatch(
      /emitted index 1.5/,
    )
  })

  test('a thrown text is shown too', async () => {
    const type = nodeThat(() => {
      throw 'just words'
    })
    const { nodes } = await run(
      { s: frames(2), x: 'does', z: 'sink' },
      ['s.value -> x.in', 'x.out -> z.in'],
      { more: [type] },
    )
    expect(nodes.x.error).toBe('just words')
  })
})

describe('a source', () => {
  const made = async (emissions: (emit: (outputs: object) => Promise<void>) => Promise<void>) => {
    const source = sourceThat(() => ({ run: (emit) => emissions(emit as never) }))
    return run({ s: 'made', z: 'sink' }, ['s.value -> z.in'], { more: [source] })
  }

  test.each<[string, object[]]>([
    ['s: emitted a moment at 0.1 s after 0.1 s', [{ value: one(1) }, { value: one(1) }]],
    ['s: emitted a moment at 0 s after 0.2 s', [{ value: one(2) }, { value: one(0) }]],
    ['s: emitted a moment without data or time', [{}]],
    ['s: emitted on wrong, which plan does not give', [{ wrong: one(0) }]],
    ['s.value: emitted index 0 at 9 s, which is at 0 s', [{ value: { ...one(0), time: 9 } }]],
    [
      's.value: emitted 2 numbers instead of 1',
      [{ value: { data: new Float64Array(2), index: 0 } }],
    ],
  ])('fails with "%s", awaiting or not', async (message, emissions) => {
    const awaiting = await made(async (emit) => {
      for (const outputs of emissions) await emit(outputs)
    })
    expect(awaiting.nodes.s).toMatchObject({ state: 'failed', error: message })
    const careless = await made(async (emit) => {
      for (const outputs of emissions) {
        void emit(outputs)
        await new Promise((resolve) => setTimeout(resolve))
      }
    })
    expect(careless.nodes.s).toMatchObject({ state: 'failed', error: message })
  })

  test('that does not await fails at its second emission, after its first', async () => {
    const { nodes, state } = await made(async (emit) => {
      void emit({ value: one(0) })
      void emit({ value: one(1) })
      void emit({ value: one(2) })
    })
    expect(state).toBe('failed')
    expect(nodes.s).toMatchObject({
      state: 'failed',
      chunks: 1,
      error: 's: emitted before the last moment was through; await emit',
    })
  })

  test('that returns before its last moment is through loses nothing', async () => {
    const { results, state } = await made(async (emit) => {
      void emit({ value: one(0, 7) })
    })
    expect(state).toBe('finished')
    expect(ratesOf(results.z).value).toEqual([[7]])
  })

  test('gives NaN on as no answer', async () => {
    const { results } = await made((emit) => emit({ value: one(0, Number.NaN) }))
    expect(ratesOf(results.z).value).toEqual([[Number.NaN]])
  })

  test('without any data ends', async () => {
    expect((await made(async () => undefined)).state).toBe('finished')
  })
})

describe('a stop', () => {
  const never = () => new Promise<never>(() => undefined)
  const soon = (act: () => void) => setTimeout(act, 5)

  test('before the run opens nothing', async () => {
    const log: Log = []
    const stop = createStop()
    stop.stop()
    const report = await run({ s: frames(3), z: 'sink' }, ['s.value -> z.in'], { log, stop })
    expect(report.state).toBe('aborted')
    expect(statesOf(report)).toEqual({ s: 'idle', z: 'idle' })
    expect(log).toEqual([])
  })

  test.each<[string, NodeType[]]>([
    ['a source that never emits', [sourceThat(() => ({ run: never }))]],
    ['a source that never opens', [sourceThat(never)]],
    [
      'a source that does not stop',
      [
        sourceThat(() => ({
          async run(emit) {
            for (let index = 0; ; index++) {
              await emit({ value: one(index) }).catch(() => undefined)
              await new Promise((resolve) => setTimeout(resolve))
            }
          },
        })),
      ],
    ],
    [
      'a node that never opens',
      [sourceThat(() => ({ run: async () => undefined })), nodeThat(never)],
    ],
    [
      'a node that never finishes',
      [
        sourceThat(() => ({ run: async () => undefined })),
        nodeThat(() => ({ process: () => undefined, finish: never })),
      ],
    ],
  ])('waits not for %s', async (_, more) => {
    const stop = createStop()
    soon(stop.stop)
    const types = more.length > 1 ? more : [...more, nodeThat(() => ({ process: () => undefined }))]
    const report = await run(
      { s: 'made', x: 'does', z: 'sink' },
      ['s.value -> x.in', 'x.out -> z.in'],
      { more: types, stop },
    )
    expect(report.state).toBe('aborted')
  })

  test('closes what opens too late', async () => {
    const stop = createStop()
    let closed = 0
    let open = () => {}
    const source = sourceThat(
      () =>
        new Promise((resolve) => {
          open = () => resolve({ run: never, close: () => void closed++ })
        }),
    )
    soon(stop.stop)
    await run({ s: 'made', z: 'sink' }, ['s.value -> z.in'], { more: [source], stop })
    expect(closed).toBe(0)
    open()
    await new Promise((resolve) => setTimeout(resolve))
    expect(closed).toBe(1)
  })

  test('delivers nothing any more, not even from within a call', async () => {
    const stop = createStop()
    const seen: number[] = []
    const source = sourceThat(() => ({
      async run(emit) {
        await emit({ value: one(0), other: one(0) })
      },
    }))
    const tap = ({ index }: Chunk) => {
      seen.push(index)
      stop.stop()
    }
    const log: Log = []
    await run(
      { s: 'made', x: 'scale', y: 'scale', z: 'sink' },
      ['s.value -> x.in', 's.other -> y.in', 'x.out -> z.in', 'y.out -> z.in'],
      {
        more: [source],
        stop,
        log,
        taps: new Map([
          ['x.out', tap],
          ['y.out', tap],
        ]),
      },
    )
    expect(seen).toEqual([0])
    expect(log.filter((line) => line.startsWith('process'))).toEqual(['process x'])
  })

  test('after the end changes nothing, and no run leaves a listener', async () => {
    const stop = createStop()
    let listeners = 0
    const counting = {
      get stopped() {
        return stop.stopped
      },
      onStop(listener: () => void) {
        listeners++
        const takeBack = stop.onStop(listener)
        let back = false
        return () => {
          if (!back) listeners--
          back = true
          takeBack()
        }
      },
    }
    const plan = await prepare({ s: frames(2), l: 'late', z: 'sink' }, [
      's.value -> l.in',
      'l.out -> z.in',
    ])
    for (let times = 0; times < 5; times++) {
      const report = await runPlan(plan, {
        host: createTestHost(),
        stop: counting,
        cache: createCache(0),
      })
      expect(report.state).toBe('finished')
    }
    expect(listeners).toBe(0)
    stop.stop()
  })
})

test('an observer that throws ends the run and closes the nodes', async () => {
  const log: Log = []
  const onProgress = () => {
    throw new Error('bad observer')
  }
  const host = createTestHost({}, 0.02)
  const running = run({ s: frames(2), z: 'sink' }, ['s.value -> z.in'], { log, onProgress, host })
  await expect(running).rejects.toThrow('bad observer')
  expect(log.filter((line) => line.startsWith('close'))).toHaveLength(2)
})
