import { createRegistry, type Graph } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { graphOf, type ShortNode } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestTypes, type Log, nodeThat, sourceThat } from '../../../test/support/nodes.ts'
import { ratesOf } from '../../../test/support/rates.ts'
import type { RunOutcome, ServiceEvent } from './protocol.ts'
import { createService } from './service.ts'

const links = ['s.index -> x.in', 'x.out -> y.in', 'y.out -> z.in', 's.value -> r.in']

/** s -> x -> y -> z, and s -> r. */
function chain(factors: { x?: number; y?: number } = {}, more: Record<string, ShortNode> = {}) {
  const scale = (factor = 2): ShortNode => ({ type: 'scale', params: { factor } })
  const s: ShortNode = { type: 'source', params: { frames: 6 } }
  return graphOf(
    { s, x: scale(factors.x), y: scale(factors.y), z: 'sink', r: 'sink', ...more },
    links,
  )
}

function setUp(more: Parameters<typeof createRegistry>[0] = [], cacheBudget = 1e6) {
  const log: Log = []
  const host = createTestHost({}, 1e-4)
  const registry = createRegistry([...createTestTypes(log), ...more])
  const service = createService({ registry, host, cacheBudget })
  const events: ServiceEvent[] = []
  service.onEvent((event) => events.push(event))
  let revision = 0
  return {
    service,
    host,
    log,
    events,
    chunksOf: (wire: string) =>
      events.flatMap((event) =>
        event.type === 'chunk' && event.wire === wire ? [event.chunk.data[0]] : [],
      ),
    async edit(graph: Graph, request = {}): Promise<RunOutcome> {
      events.length = 0
      log.length = 0
      void service.load(graph, { revision: ++revision })
      const outcome = await service.run(request)
      if (!outcome) throw new Error('the run was overtaken')
      return outcome
    },
  }
}

const statesOf = ({ nodes }: RunOutcome) =>
  Object.fromEntries(Object.entries(nodes).map(([id, { state }]) => [id, state]))
const doubled = (factor: number) => [0, 1, 2, 3, 4, 5].map((index) => index * factor)

describe('a service', () => {
  test('runs a graph, and says what it does in order', async () => {
    const { service, edit, events, chunksOf } = setUp()
    service.watch({ 'y.out': 'all' })
    const outcome = await edit(chain())
    expect(outcome).toMatchObject({ state: 'finished', revision: 1, delivered: { 'y.out': true } })
    expect(ratesOf(outcome.results.z).value).toEqual(doubled(4).map((value) => [value]))
    expect(outcome.ran.slice().sort()).toEqual(['r', 's', 'x', 'y', 'z'])
    // six frames at 10 Hz: the newest at 0.5 s
    expect(outcome.recording).toBeCloseTo(0.5)
    expect(outcome.cache.bytes).toBeGreaterThan(0)
    expect(chunksOf('y.out')).toEqual(doubled(4))
    const types = events.map(({ type }) => type).filter((type) => type !== 'nodes')
    expect(types.slice(0, 2)).toEqual(['plan', 'begin'])
    expect(types.at(-1)).toBe('report')
  })

  test('runs only what lies downstream of a change', async () => {
    const { service, edit, log, chunksOf } = setUp()
    service.watch({ 'x.out': 'all', 'y.out': 'all' })
    await edit(chain())
    const outcome = await edit(chain({ y: 3 }))
    expect(statesOf(outcome)).toEqual({
      s: 'cached',
      x: 'cached',
      y: 'finished',
      z: 'finished',
      r: 'cached',
    })
    expect(log.filter((line) => line.startsWith('open'))).toEqual(['open y', 'open z'])
    expect(chunksOf('y.out')).toEqual(doubled(6))
    // the listener has these already
    expect(chunksOf('x.out')).toEqual([])
    expect(outcome.delivered).toEqual({ 'y.out': true })
    // and results of sinks that did not run are still told
    expect(ratesOf(outcome.results.r).value).toHaveLength(6)
    expect(ratesOf(outcome.results.z).value).toEqual(doubled(6).map((value) => [value]))
  })

  test('does nothing where nothing has changed', async () => {
    const { edit, log } = setUp()
    await edit(chain())
    const outcome = await edit(chain())
    expect(log).toEqual([])
    expect(outcome).toMatchObject({ state: 'finished', ran: [] })
    expect(new Set(Object.values(statesOf(outcome)))).toEqual(new Set(['cached']))
  })

  test('does not make a wire again that is too wide to keep, for a preview that is unchanged', async () => {
    const { service, edit, log } = setUp()
    const graph = (factor: number) =>
      graphOf(
        {
          s: { type: 'source', params: { frames: 20 } },
          w: { type: 'window', params: { length: 8, hop: 1 } },
          m: 'mean',
          y: { type: 'scale', params: { factor } },
          z: 'sink',
        },
        ['s.index -> w.in', 'w.out -> m.in', 'm.out -> y.in', 'y.out -> z.in'],
      )
    service.watch({ 'w.out': 'newest', 'y.out': 'newest' })
    await edit(graph(1))
    const outcome = await edit(graph(2))
    expect(log.filter((line) => line.startsWith('open'))).toEqual(['open y', 'open z'])
    expect(outcome.ran.slice().sort()).toEqual(['y', 'z'])
    // somebody who wants all of it makes it run again
    service.watch({ 'w.out': 'all', 'y.out': 'newest' })
    expect((await edit(graph(2))).ran).toEqual(['w'])
  })

  test('sends a wire again that was watched no more in between, and only then', async () => {
    const { service, edit, chunksOf } = setUp()
    service.watch({ 'y.out': 'all' })
    await edit(chain())
    service.watch({})
    service.watch({ 'y.out': 'newest' })
    await edit(chain())
    expect(chunksOf('y.out')).toEqual([])
    service.watch({ 'y.out': 'all' })
    const outcome = await edit(chain())
    expect(outcome.ran).toEqual([])
    expect(chunksOf('y.out')).toEqual(doubled(4))
    service.startOver()
    service.watch({ 'y.out': 'newest' })
    await edit(chain())
    expect(chunksOf('y.out')).toEqual(doubled(4))
  })

  test('a change back and forth gives what it gave', async () => {
    const { service, edit, chunksOf } = setUp()
    service.watch({ 'y.out': 'all' })
    const first = await edit(chain())
    await edit(chain({ y: 3 }))
    const again = await edit(chain())
    expect(chunksOf('y.out')).toEqual(doubled(4))
    expect(again.results).toEqual(first.results)
  })

  test('writes outside again only where something else would be written', async () => {
    const written: string[] = []
    const effect = nodeThat(
      ({ id }) => {
        written.push(id)
        return { process: () => undefined }
      },
      { id: 'effect', effect: true, outputs: {}, plan: () => ({}) },
    )
    const { edit } = setUp([effect])
    const withEffect = (factor: number) => {
      const graph = chain({ y: factor }, { e: { type: 'effect' } })
      return { ...graph, links: [...graph.links, ...chainLinks('y.out -> e.in')] }
    }
    await edit(withEffect(2))
    await edit(withEffect(2), { retry: true })
    expect(written).toEqual(['e'])
    await edit(withEffect(3))
    expect(written).toEqual(['e', 'e'])
  })
})

function chainLinks(text: string) {
  return graphOf({}, [text]).links
}

describe('what fails', () => {
  const failing = (where: string, y = 1): Graph =>
    graphOf(
      {
        s: { type: 'source', params: { frames: 6 } },
        f: { type: 'failing', params: { where } },
        x: 'scale',
        z: 'sink',
        y: { type: 'scale', params: { factor: y } },
        r: 'sink',
      },
      ['s.index -> f.in', 'f.out -> x.in', 'x.out -> z.in', 's.index -> y.in', 'y.out -> r.in'],
    )

  test('is in the report with what needs it, and other branches go on', async () => {
    const { edit, service } = setUp()
    service.watch({ 'x.out': 'all', 'y.out': 'all' })
    const outcome = await edit(failing('process'))
    expect(outcome.state).toBe('failed')
    expect(outcome.nodes.f).toMatchObject({ state: 'failed', error: 'broken in process' })
    expect(statesOf(outcome)).toMatchObject({ x: 'stopped', z: 'stopped', y: 'finished' })
    expect(outcome.delivered).toEqual({ 'x.out': false, 'y.out': true })
  })

  test('is not tried again by a change elsewhere, but is when asked, and when it changed', async () => {
    const { edit, service, log } = setUp()
    service.watch({ 'x.out': 'all' })
    await edit(failing('process'))
    const elsewhere = await edit(failing('process', 3))
    expect(log).not.toContain('open f')
    expect(elsewhere.state).toBe('failed')
    expect(elsewhere.nodes.f).toMatchObject({ state: 'failed', error: 'broken in process' })
    expect(statesOf(elsewhere)).toMatchObject({ x: 'stopped', z: 'stopped', y: 'finished' })
    await edit(failing('process', 3), { retry: true })
    expect(log).toContain('open f')
    expect((await edit(failing('never', 3))).state).toBe('finished')
  })

  test('a graph of which nothing can run is refused; what can run does', async () => {
    const { edit } = setUp()
    const lonely = await edit(graphOf({ x: 'scale', z: 'sink' }, ['x.out -> z.in']))
    expect(lonely).toMatchObject({ state: 'refused', ran: [] })
    expect(lonely.problems[0]).toMatchObject({ severity: 'error', node: 'x' })
    const half = await edit(chain({}, { lost: { type: 'scale' } }))
    expect(half.state).toBe('finished')
    expect(half.nodes.lost.state).toBe('skipped')
  })

  test("a mistake in a node's code is said, and does not end the service", async () => {
    const broken = nodeThat(() => ({ process: () => undefined }), {
      id: 'broken',
      plan() {
        throw new Error('plan is broken')
      },
    })
    const { service, events, edit } = setUp([broken])
    const graph = graphOf({ s: 'source', b: 'broken' }, ['s.index -> b.in'])
    await expect(service.load(graph, { revision: 1 })).rejects.toThrow('plan is broken')
    expect(events).toEqual([{ type: 'problem', message: 'plan is broken' }])
    expect((await edit(chain())).state).toBe('finished')
  })
})

describe('runs', () => {
  /** Waits until told. */
  function slowSource() {
    const gates: (() => void)[] = []
    const type = sourceThat(
      () => ({
        async run(emit) {
          await emit({ value: { data: Float64Array.of(1), index: 0 } })
          await new Promise<void>((resolve) => gates.push(resolve))
        },
      }),
      { id: 'slow' },
    )
    return { type, gates }
  }
  const slow = (factor: number) =>
    graphOf({ s: 'slow', x: { type: 'scale', params: { factor } }, z: 'sink' }, [
      's.value -> x.in',
      'x.out -> z.in',
    ])

  test('a later one takes the place of one that waits for data, and only the last is run', async () => {
    const { type } = slowSource()
    const { service, events, log } = setUp([type])
    void service.load(slow(1), { revision: 1 })
    const first = service.run()
    await new Promise(setImmediate)
    const others = [2, 3, 4].map((factor) => {
      void service.load(slow(factor), { revision: factor })
      return service.run()
    })
    void service.load(chain(), { revision: 5 })
    const last = service.run()
    expect(await Promise.all([first, ...others])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect((await last)?.state).toBe('finished')
    const reports = events.filter(({ type: name }) => name === 'report')
    expect(reports).toHaveLength(1)
    expect(log).toContain('close x')
    expect(events.filter(({ type: name }) => name === 'begin').length).toBeLessThanOrEqual(2)
  })

  test('a stop ends it, with a report, and what was not finished is run the next time', async () => {
    const { type, gates } = slowSource()
    const { service, log } = setUp([type])
    service.watch({ 'x.out': 'all' })
    void service.load(slow(1), { revision: 1 })
    const run = service.run()
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
    service.stop()
    const stopped = await run
    expect(stopped).toMatchObject({ state: 'aborted', delivered: { 'x.out': false } })
    log.length = 0
    const again = service.run()
    while (gates.length < 2) await new Promise(setImmediate)
    gates[1]()
    expect((await again)?.state).toBe('finished')
    expect(log).toContain('open x')
  })

  test('what was let go while it ran, or broken off, is sent again', async () => {
    const { type, gates } = slowSource()
    const { service, events, chunksOf } = setUp([type], 0)
    void service.load(slow(3), { revision: 1 })
    const runUntilGate = async () => {
      events.length = 0
      const count = gates.length
      const run = service.run()
      for (let turn = 0; turn < 20 && gates.length === count; turn++) {
        await new Promise(setImmediate)
      }
      return { run, waits: gates.length > count }
    }
    service.watch({ 'x.out': 'all' })
    const first = await runUntilGate()
    service.watch({})
    service.watch({ 'x.out': 'all' })
    gates[0]()
    await first.run
    const second = await runUntilGate()
    expect(second.waits).toBe(true)
    gates[1]()
    await second.run
    expect(chunksOf('x.out')).toEqual([3])
    // all that was sent counts until a run begins to send it anew
    expect((await runUntilGate()).waits).toBe(false)
    service.watch({ 'x.out': 'newest' })
    expect((await runUntilGate()).waits).toBe(false)
    service.watch({ 'x.out': 'all' })
    const broken = await runUntilGate()
    expect(broken.waits).toBe(true)
    service.stop()
    await broken.run
    service.watch({ 'x.out': 'newest' })
    expect((await runUntilGate()).waits).toBe(true)
    gates[3]()
  })

  test('of a node that was gone for a while all is sent again', async () => {
    const { type, gates } = slowSource()
    const { service, chunksOf, events } = setUp([type], 0)
    service.watch({ 'x.out': 'all' })
    void service.load(slow(3), { revision: 1 })
    const first = service.run()
    while (gates.length < 1) await new Promise(setImmediate)
    await service.load(graphOf({ s: 'slow' }, []), { revision: 2 })
    await service.load(slow(3), { revision: 3 })
    gates[0]()
    expect((await first)?.state).toBe('finished')
    events.length = 0
    const second = service.run()
    for (let turn = 0; turn < 20 && gates.length < 2; turn++) await new Promise(setImmediate)
    gates[1]()
    await second
    expect(chunksOf('x.out')).toEqual([3])
  })

  test('a stop before it has begun keeps it from beginning', async () => {
    const { service, events } = setUp()
    void service.load(chain(), { revision: 1 })
    const run = service.run()
    service.stop()
    expect(await run).toBeUndefined()
    expect(events.map(({ type }) => type)).toEqual(['plan'])
    expect(await createServiceWithout().run()).toBeUndefined()
  })

  const createServiceWithout = () =>
    createService({ registry: createRegistry([]), host: createTestHost(), cacheBudget: 0 })
})

describe('files', () => {
  const graph = graphOf({ f: { type: 'file-source', params: { path: 'a.txt' } }, z: 'sink' }, [
    'f.value -> z.in',
  ])

  test('are looked into once, and again when that is asked for', async () => {
    const { service, host, edit } = setUp()
    host.files.set('a.txt', '1 2 3')
    expect(ratesOf((await edit(graph)).results.z).value).toEqual([[1], [2], [3]])
    host.files.set('a.txt', '4 5')
    await service.load(graph, { revision: 9, fresh: true })
    expect(ratesOf((await service.run())?.results.z).value).toEqual([[4], [5]])
  })

  test('that are not there are looked for again at each load', async () => {
    const { service, host, events, edit } = setUp()
    const outcome = await edit(graph)
    expect(outcome.state).toBe('refused')
    expect(outcome.problems).toEqual([
      { severity: 'error', node: 'f', message: 'there is no file a.txt; name another' },
    ])
    host.files.set('a.txt', '7')
    await service.load(graph, { revision: 2 })
    expect(events.at(-1)).toMatchObject({ type: 'plan', problems: [] })
    expect(ratesOf((await service.run())?.results.z).value).toEqual([[7]])
  })

  test('of two nodes that name the same each have their problem', async () => {
    const { edit } = setUp()
    const two = graphOf(
      {
        f: { type: 'file-source', params: { path: 'b.txt' } },
        g: { type: 'file-source', params: { path: 'b.txt' } },
      },
      [],
    )
    expect((await edit(two)).problems.map(({ node }) => node)).toEqual(['f', 'g'])
  })
})

describe('live parameters', () => {
  function radar() {
    const gate: { go?: () => void } = {}
    const one = (index: number) => ({ value: { data: Float64Array.of(1), index } })
    const type = sourceThat(
      () => ({
        async run(emit) {
          await emit(one(0))
          await new Promise<void>((resolve) => {
            gate.go = resolve
          })
          await emit(one(1))
        },
      }),
      { id: 'radar', live: true },
    )
    return { type, gate }
  }

  test('are set in a run whose source is live; else it says why not', async () => {
    const { type, gate } = radar()
    const { service } = setUp([type])
    const graph = graphOf({ s: 'radar', g: 'gain', z: 'sink' }, [
      's.value -> g.in',
      'g.out -> z.in',
    ])
    void service.load(graph, { revision: 1 })
    expect(service.setLive('g', 'factor', 5)).toMatch('nothing runs')
    const run = service.run()
    while (!gate.go) await new Promise(setImmediate)
    expect(service.setLive('g', 'factor', 5)).toBeUndefined()
    expect(service.setLive('g', 'nothing', 5)).toMatch('no live parameter')
    gate.go()
    expect(ratesOf((await run)?.results.z).value).toEqual([[2], [5]])
  })

  test('live data are never taken for known', async () => {
    const { type, gate } = radar()
    const { service, chunksOf, events } = setUp([type])
    const graph = graphOf({ s: 'radar', z: 'sink' }, ['s.value -> z.in'])
    service.watch({ 's.value': 'all' })
    for (let turn = 0; turn < 2; turn++) {
      gate.go = undefined
      events.length = 0
      void service.load(graph, { revision: turn })
      const run = service.run()
      while (!gate.go) await new Promise(setImmediate)
      ;(gate.go as () => void)()
      expect((await run)?.ran.slice().sort()).toEqual(['s', 'z'])
      expect(chunksOf('s.value')).toEqual([1, 1])
    }
  })
})

test('chunks of a wire are given where they are kept', async () => {
  const { service, edit } = setUp()
  expect(await service.chunks('x.out')).toBeUndefined()
  await edit(chain({}, { b: { type: 'scale', off: 'bypass' } }))
  expect((await service.chunks('x.out'))?.map(({ data }) => data[0])).toEqual(doubled(2))
  expect(await service.chunks('nobody.out')).toBeUndefined()
})
