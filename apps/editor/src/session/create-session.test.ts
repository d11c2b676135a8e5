import { createRegistry, type Graph, type NodeType } from '@chirpflow/graph'
import { afterEach, describe, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createFakeEngines } from '../../../../test/support/engine-link.ts'
import { graphOf, type ShortNode } from '../../../../test/support/graphs.ts'
import { createTestTypes, type Log, nodeThat } from '../../../../test/support/nodes.ts'
import { createSession } from './create-session.ts'
import type { SessionState } from './session.ts'

const links = ['s.index -> x.in', 'x.out -> y.in', 'y.out -> z.in', 's.value -> r.in']
const scale = (factor: number): ShortNode => ({ type: 'scale', params: { factor } })
const frames: ShortNode = { type: 'source', params: { frames: 6 } }
const chain = (x = 2, y = 2): Graph =>
  graphOf({ s: frames, x: scale(x), y: scale(y), z: 'sink', r: 'sink' }, links)

const open: { close(): void }[] = []
afterEach(() => {
  for (const session of open.splice(0)) session.close()
})

function setUp(graph: Graph = chain(), more: NodeType[] = [], mayRun = () => true) {
  const log: Log = []
  const registry = createRegistry([...createTestTypes(log), ...more])
  const document = createStore<{ graph: Graph }>(() => ({ graph }))
  const { engines, connect } = createFakeEngines(registry)
  const frame = (work: () => void) => void setImmediate(work)
  const session = createSession({ registry, document, connect, frame, mayRun })
  open.push(session)
  const state = () => session.store.getState()
  const until = (wanted: (state: SessionState) => boolean) =>
    new Promise<SessionState>((resolve) => {
      const look = () => {
        if (!wanted(state())) return
        stop()
        resolve(state())
      }
      const stop = session.store.subscribe(look)
      look()
    })
  return {
    session,
    engines,
    log,
    state,
    until,
    edit: (next: Graph) => document.setState({ graph: next }),
    /** When all has come to rest and the graph has been run as it is. */
    settled: () =>
      until(
        ({ engine, pending, nodes, last }) =>
          engine === 'idle' &&
          !pending &&
          last !== undefined &&
          Object.values(nodes).every((node) => node.current),
      ),
  }
}

const activities = ({ nodes }: SessionState) =>
  Object.fromEntries(Object.entries(nodes).map(([id, { activity }]) => [id, activity]))
const firsts = (chunks: readonly { data: ArrayLike<number> }[]) => chunks.map(({ data }) => data[0])
const doubled = (factor: number) => [0, 1, 2, 3, 4, 5].map((index) => index * factor)

describe('a session', () => {
  test('plans at once, and runs when told to', async () => {
    const { session, state, until, settled } = setUp()
    expect(state()).toMatchObject({ engine: 'starting', problems: [] })
    expect(state().plan.nodes).toHaveLength(5)
    await until(({ engine }) => engine === 'idle')
    expect(state().last).toBeUndefined()
    session.run()
    const { last, results, nodes, cache } = await settled()
    expect(last).toMatchObject({ state: 'finished', nodesRun: 5, nodesCached: 0, nodesFailed: 0 })
    expect(last?.recording).toBeCloseTo(0.5)
    expect(results.z).toMatchObject({ value: doubled(4).map((value) => [value]) })
    expect(nodes.x).toMatchObject({ activity: 'finished', chunks: 6, current: true })
    expect(cache.bytes).toBeGreaterThan(0)
  })

  test('after that an edit runs what lies downstream, and nothing stale looks fresh meanwhile', async () => {
    const { session, state, settled, edit, log } = setUp()
    session.watch('y.out')
    session.run()
    await settled()
    expect(firsts(session.series('y.out').chunks)).toEqual(doubled(4))
    expect(session.previous('y.out').chunks).toEqual([])
    log.length = 0
    edit(chain(2, 3))
    expect(state().pending).toBe(true)
    const now = await settled()
    expect(log.filter((line) => line.startsWith('open'))).toEqual(['open y', 'open z'])
    expect(activities(now)).toMatchObject({ s: 'cached', x: 'cached', y: 'finished', r: 'cached' })
    expect(now.last).toMatchObject({ nodesRun: 2, nodesCached: 3 })
    expect(firsts(session.series('y.out').chunks)).toEqual(doubled(6))
    expect(firsts(session.previous('y.out').chunks)).toEqual(doubled(4))
    expect(session.newest('y.out')?.data[0]).toBe(30)
  })

  test('after a moment it says what a longer run is at', async () => {
    let gate = Promise.resolve()
    const slow = nodeThat(() => ({ process: () => undefined, finish: () => gate }))
    const graph = (factor: number) =>
      graphOf({ s: frames, x: scale(factor), d: 'does', z: 'sink' }, [
        's.index -> x.in',
        'x.out -> d.in',
        'd.out -> z.in',
      ])
    const { session, until, settled, edit, state } = setUp(graph(1), [slow])
    session.run()
    await settled()
    gate = new Promise(() => undefined)
    edit(graph(2))
    expect(state()).toMatchObject({ pending: true, nodes: { d: { activity: 'finished' } } })
    const later = await until(({ pending }) => !pending)
    expect(later).toMatchObject({ engine: 'running', nodes: { d: { activity: 'running' } } })
  })

  test('a second look at what was computed tells nothing new of the run', async () => {
    const { session, settled } = setUp()
    session.run()
    const before = await settled()
    session.watch('x.out')
    session.watch('y.out')
    await expect.poll(() => session.series('y.out').chunks.length).toBe(6)
    const after = await settled()
    expect(after.last).toBe(before.last)
    expect(activities(after)).toEqual(activities(before))
  })

  test('runs once for many edits in a row, and ends with the last', async () => {
    const { session, settled, edit, state, log } = setUp()
    session.run()
    await settled()
    log.length = 0
    for (let factor = 3; factor < 30; factor++) edit(chain(2, factor))
    await settled()
    expect(state().results.z).toMatchObject({ value: doubled(58).map((value) => [value]) })
    expect(log.filter((line) => line === 'open y').length).toBeLessThanOrEqual(2)
  })

  test('takes no notice of places, and keeps objects that say the same', async () => {
    const graph = chain()
    const { session, settled, edit, state, engines } = setUp(graph)
    session.run()
    const before = await settled()
    const sent = engines[0].ports.sent.length
    for (let place = 0; place < 5; place++) {
      edit({ ...graph, view: { x: [place, 0] } })
      await new Promise(setImmediate)
    }
    expect(engines[0].ports.sent).toHaveLength(sent)
    expect(state()).toBe(before)
    // the same graph anew, as undo may give it: the plan is another object, what it says is not
    edit(chain())
    await settled()
    expect(state().problems).toBe(before.problems)
    expect(state().missingFiles).toBe(before.missingFiles)
  })

  test('stop ends the run, and editing no longer runs', async () => {
    const forever = nodeThat(() => ({
      process: () => undefined,
      finish: () => new Promise<void>(() => undefined),
    }))
    const graph = (factor: number) =>
      graphOf({ s: frames, d: 'does', x: scale(factor), z: 'sink' }, [
        's.value -> d.in',
        'd.out -> x.in',
        'x.out -> z.in',
      ])
    const { session, until, edit, state } = setUp(graph(1), [forever])
    session.run()
    await until(({ nodes }) => nodes.d.activity === 'running')
    expect(state().engine).toBe('running')
    session.stop()
    const stopped = await until(({ engine, last }) => engine === 'idle' && last !== undefined)
    expect(stopped.last?.state).toBe('aborted')
    expect(stopped.nodes.d.activity).toBe('stopped')
    edit(graph(2))
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    expect(state()).toMatchObject({ engine: 'idle', pending: false })
  })

  test('a stop right after an edit leaves nothing that looks fresh', async () => {
    const { session, settled, edit, until } = setUp()
    session.run()
    await settled()
    // the engine has been told something in this frame already, so that the edit has to wait
    session.watch('x.out')
    edit(chain(2, 3))
    session.stop()
    const { nodes } = await until(({ pending }) => !pending)
    expect(nodes.z.current).toBe(false)
  })
})

describe('wires', () => {
  test('that are listened to give the newest, and once a frame', async () => {
    const window: ShortNode = { type: 'window', params: { length: 20, hop: 1 } }
    const graph = graphOf({ s: { type: 'source', params: { frames: 40 } }, w: window, z: 'sink' }, [
      's.index -> w.in',
      'w.out -> z.in',
    ])
    const { session, settled } = setUp(graph)
    let calls = 0
    const off = session.onData('w.out', () => {
      calls++
    })
    session.run()
    await settled()
    await new Promise(setImmediate)
    expect(session.newest('w.out')?.index).toBe(20)
    // 160 bytes are too wide to come whole for a preview
    expect(session.series('w.out').chunks).toEqual([])
    expect(calls).toBeGreaterThan(0)
    expect(calls).toBeLessThan(10)
    off()
    // what was known stays known
    expect(session.newest('w.out')?.index).toBe(20)
  })

  test('of numbers come whole even for a preview', async () => {
    const { session, settled } = setUp()
    session.onData('x.out', () => undefined)
    session.run()
    await settled()
    expect(session.series('x.out').chunks).toHaveLength(6)
  })

  test('that are watched later come without running what is kept', async () => {
    const { session, settled, log } = setUp()
    session.run()
    await settled()
    log.length = 0
    const last = (await settled()).last
    const off = session.watch('x.out')
    while (session.series('x.out').chunks.length < 6) await new Promise(setImmediate)
    expect(log).toEqual([])
    expect((await settled()).last).toBe(last)
    off()
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    expect(session.series('x.out').chunks).toEqual([])
    expect(session.newest('x.out')?.index).toBe(5)
  })

  test('of a node that was removed and put back are there again', async () => {
    const { session, settled, edit, until } = setUp()
    session.onData('y.out', () => undefined)
    session.run()
    await settled()
    const without = graphOf({ s: frames, x: scale(2), r: 'sink' }, [links[0], links[3]])
    edit(without)
    await until(({ nodes, engine }) => engine === 'idle' && !nodes.y)
    expect(session.newest('y.out')).toBeUndefined()
    edit(chain())
    await settled()
    await until(() => session.newest('y.out') !== undefined)
    expect(firsts(session.series('y.out').chunks)).toEqual(doubled(4))
  })
})

describe('what is wrong', () => {
  const failing = (where: string): Graph =>
    graphOf(
      {
        s: frames,
        f: { type: 'failing', params: { where } },
        x: 'scale',
        y: 'scale',
        z: 'sink',
        r: 'sink',
      },
      ['s.index -> f.in', 'f.out -> x.in', 'x.out -> y.in', 'y.out -> z.in', 's.value -> r.in'],
    )

  test('a node that fails is a problem until it is changed, and those that need it wait for it', async () => {
    const { session, settled, edit, state } = setUp(failing('process'))
    session.run()
    const now = await settled()
    expect(now.last).toMatchObject({ state: 'failed', nodesFailed: 1 })
    expect(now.problems).toEqual([{ severity: 'error', node: 'f', message: 'broken in process' }])
    expect(now.nodes).toMatchObject({
      f: { activity: 'failed', error: 'broken in process' },
      x: { activity: 'stopped', waitsFor: 'f' },
      y: { waitsFor: 'x' },
      r: { activity: 'finished' },
    })
    expect(now.nodes.r.waitsFor).toBeUndefined()
    edit(failing('never'))
    expect(state().problems).toEqual([])
    expect((await settled()).last?.state).toBe('finished')
  })

  test('problems stand errors first, then in order of flow; what waits says for whom', async () => {
    const graph = graphOf({ s: frames, x: scale(1e9), y: 'scale', a: 'scale' }, [
      's.index -> x.in',
      'x.out -> y.in',
    ])
    const { state } = setUp(graph)
    expect(state().problems.map(({ node }) => node)).toEqual(['a', 'x'])
    expect(state().nodes.y).toMatchObject({ activity: 'skipped', waitsFor: 'x' })
  })

  test("a mistake in a node's code is a problem, and an edit goes on", async () => {
    const broken = nodeThat(() => ({ process: () => undefined }), {
      async inspect() {
        throw new Error('inspect is broken')
      },
    })
    const { session, until, edit, settled } = setUp(graphOf({ d: 'does' }, []), [broken])
    session.run()
    const now = await until(({ problems }) => problems.length > 0)
    expect(now.problems[0].message).toMatch('inspect is broken')
    edit(chain())
    expect((await settled()).problems).toEqual([])
  })
})

test('what is forgotten is gone, and comes again with the next run that brings something else', async () => {
  const { session, state, settled, edit } = setUp()
  session.watch('y.out')
  session.run()
  await settled()
  expect(session.series('y.out').chunks).toHaveLength(6)
  session.forget()
  expect(session.series('y.out').chunks).toEqual([])
  expect(session.newest('y.out')).toBeUndefined()
  expect(state()).toMatchObject({ results: {}, nodes: { y: { activity: 'idle', chunks: 0 } } })
  expect(state().last).toBeUndefined()
  edit(chain(3))
  await settled()
  expect(firsts(session.series('y.out').chunks)).toEqual(doubled(6))
})

test('an edit runs nothing where the graph may not run by itself', async () => {
  let may = true
  const { session, state, settled, edit, log, until } = setUp(chain(), [], () => may)
  session.run()
  await settled()
  const ran = log.length
  may = false
  edit(chain(5))
  expect(state().pending).toBe(false)
  await until(({ nodes }) => nodes.x.current === false)
  expect(log).toHaveLength(ran)
  session.run()
  await settled()
  expect(state().results.z).toMatchObject({ value: doubled(10).map((value) => [value]) })
})

describe('an engine that dies', () => {
  test('leaves results from before, and another takes its place', async () => {
    const { session, settled, state, engines, edit } = setUp()
    session.watch('y.out')
    session.run()
    await settled()
    engines[0].events.onDeath('it fell over')
    expect(state()).toMatchObject({ engine: 'dead', death: 'it fell over' })
    expect(state().nodes.y).toMatchObject({ activity: 'idle', current: false, chunks: 6 })
    expect(session.series('y.out').chunks).toHaveLength(6)
    expect(state().results.z).toHaveProperty('value.length', 6)
    // editing goes on
    edit(chain(2, 5))
    expect(state().engine).toBe('dead')
    session.stop()
    session.restart()
    session.run()
    expect(state().engine).toBe('starting')
    expect(state().death).toBeUndefined()
    await settled()
    expect(engines).toHaveLength(2)
    expect(firsts(session.series('y.out').chunks)).toEqual(doubled(10))
  })
})

describe('files', () => {
  const graph = graphOf({ f: { type: 'file-source', params: { path: 'a.txt' } }, z: 'sink' }, [
    'f.value -> z.in',
  ])

  test('that the page has no hold of are named, and taken', async () => {
    const { session, until, settled, state } = setUp(graph)
    expect(state().missingFiles).toEqual({ 'f.path': 'a.txt' })
    session.run()
    const refused = await until(({ last }) => last !== undefined)
    expect(refused.last?.state).toBe('refused')
    expect(refused.problems).toHaveLength(1)
    await session.provideFile('a.txt', new File(['1 2 3'], 'whatever.txt'))
    expect(state().missingFiles).toEqual({})
    const now = await until(({ last }) => last?.state === 'finished')
    expect(now.problems).toEqual([])
    expect(now.results.z).toMatchObject({ value: [[1], [2], [3]] })
    // another file of that name
    const before = now.nodes.f
    const providing = session.provideFile('a.txt', new File(['4'], 'a.txt'))
    expect(state().nodes.f.current).toBe(false)
    expect(before.current).toBe(true)
    await providing
    await settled()
    expect(state().results.z).toMatchObject({ value: [[4]] })
  })

  test('are given to the engine that takes the place of another', async () => {
    const { session, settled, engines } = setUp(graph)
    await session.provideFile('a.txt', new File(['7'], 'a.txt'))
    session.run()
    await settled()
    engines[0].events.onDeath('it fell over')
    session.restart()
    session.run()
    const now = await settled()
    expect(engines[1].host.files.get('a.txt')).toBe('7')
    expect(now.results.z).toMatchObject({ value: [[7]] })
  })

  test('that nodes write are offered', async () => {
    const writer = nodeThat(
      ({ host }) => ({
        process: () => undefined,
        finish: () => host.writeFile('rates.csv', 'a,b\n'),
      }),
      { effect: true, outputs: {}, plan: () => ({}) },
    )
    const { session, settled, until, state } = setUp(
      graphOf({ s: frames, d: 'does' }, ['s.value -> d.in']),
      [writer],
    )
    session.run()
    await settled()
    await until(({ written }) => 'rates.csv' in written)
    expect(state().written).toEqual({ 'rates.csv': 4 })
    expect(session.written('rates.csv')).toBe('a,b\n')
  })
})
