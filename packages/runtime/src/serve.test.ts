import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createRegistry, type Graph } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { graphOf, planOf, runTapped, type ShortNode } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestRegistry, createTestTypes, nodeThat } from '../../../test/support/nodes.ts'
import { createPorts } from '../../../test/support/ports.ts'
import { type EngineClient, engineClient } from './client.ts'
import { createDigest } from './digest.ts'
import type { EngineEvent, EnginePort, RunOutcome } from './protocol.ts'
import { createSeriesStore } from './series.ts'
import { serveEngine } from './serve.ts'
import { createService } from './service.ts'

interface Line {
  readonly engine: EnginePort
  readonly client: EnginePort
  close(): void
}

function overChannel(): Line {
  const { port1, port2 } = new MessageChannel()
  const end = (port: MessagePort): EnginePort => ({
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    onMessage: (listener) => void port.on('message', listener),
  })
  return { engine: end(port1), client: end(port2), close: () => port1.close() }
}

const lines = {
  'in memory': (): Line => ({ ...createPorts(), close: () => undefined }),
  'a message channel': overChannel,
}

/** As a session keeps what it is sent. */
function listen(client: EngineClient) {
  const events: EngineEvent[] = []
  const series = createSeriesStore(1e9)
  const begun = new Map<string, number>()
  client.onEvent((event) => {
    events.push(event)
    if (event.type !== 'chunks') return
    if (begun.get(event.wire) !== event.run) series.begin(event.wire, event.run)
    begun.set(event.wire, event.run)
    series.add(event.wire, event.chunks, event.mode === 'all', event.cut)
  })
  const outcome = (run: number | undefined): RunOutcome => {
    for (const event of events) {
      if (event.type === 'report' && event.outcome.run === run) return event.outcome
    }
    throw new Error(`there is no report of run ${run}`)
  }
  return { events, series, outcome }
}

const frames: ShortNode = { type: 'source', params: { frames: 12, width: 3 } }
const chain = (x: number, y: number): Graph =>
  graphOf(
    {
      s: frames,
      x: { type: 'scale', params: { factor: x } },
      y: { type: 'scale', params: { factor: y } },
      z: 'sink',
    },
    ['s.value -> x.in', 'x.out -> y.in', 'y.out -> z.in'],
  )

describe.each(Object.entries(lines))('an engine over %s', (_, makeLine) => {
  async function setUp(types = createTestTypes()) {
    const line = makeLine()
    const host = createTestHost({}, 1e-4)
    const service = createService({ registry: createRegistry(types), host, cacheBudget: 1e6 })
    const end = serveEngine(line.engine, service, { host })
    const client = engineClient(line.client)
    let revision = 0
    return {
      client,
      host,
      ...listen(client),
      load: (graph: Graph, fresh = false) => client.load(graph, { revision: ++revision, fresh }),
      finish() {
        end()
        line.close()
      },
    }
  }

  test('loads, runs, and runs again only the node that changed', async () => {
    const { client, load, series, outcome, events, finish } = await setUp()
    void client.watch({ 'y.out': 'all', 'x.out': 'newest' })
    void load(chain(2, 3))
    const first = outcome(await client.run())
    expect(first.state).toBe('finished')
    expect(series.series('y.out').chunks).toHaveLength(12)
    const value = series.newest('x.out')?.data[0]
    void load(chain(2, -3))
    events.length = 0
    const second = outcome(await client.run())
    expect(
      Object.fromEntries(Object.entries(second.nodes).map(([id, { state }]) => [id, state])),
    ).toEqual({ s: 'cached', x: 'cached', y: 'finished', z: 'finished' })
    expect(series.newest('y.out')?.data[0]).toBe(-3 * (value ?? Number.NaN))
    const wires = events.flatMap((event) => (event.type === 'chunks' ? [event.wire] : []))
    expect(new Set(wires)).toEqual(new Set(['y.out']))
    finish()
  })

  test('gives the chunks of a clean run, and their places', async () => {
    const { client, load, series, finish } = await setUp()
    void client.watch({ 's.value': 'all', 'y.out': 'all' })
    const graph = chain(0.5, 7)
    void load(graph)
    await client.run()
    const digest = createDigest(createTestHost())
    for (const wire of ['s.value', 'y.out']) {
      for (const chunk of series.series(wire).chunks) digest.add(chunk, wire)
    }
    const plan = await planOf(graph, createTestRegistry())
    const clean = await runTapped(plan, {}, ['s.value', 'y.out'])
    expect(digest.hex()).toBe(clean.digest)
    expect((await client.chunks('x.out'))?.map(({ index }) => index)).toHaveLength(12)
    expect(await client.chunks('nobody.out')).toBeUndefined()
    finish()
  })

  test('stops, and reports a node that fails', async () => {
    const forever = nodeThat(() => ({
      process: () => undefined,
      finish: () => new Promise<void>(() => undefined),
    }))
    const { client, load, outcome, events, finish } = await setUp([...createTestTypes(), forever])
    void load(graphOf({ s: frames, d: 'does', z: 'sink' }, ['s.value -> d.in', 'd.out -> z.in']))
    const run = client.run()
    while (!events.some(({ type }) => type === 'begin')) await new Promise(setImmediate)
    void client.stop()
    expect(outcome(await run).state).toBe('aborted')

    void load(graphOf({ s: frames, f: 'failing', z: 'sink' }, ['s.value -> f.in', 'f.out -> z.in']))
    const failed = outcome(await client.run())
    expect(failed).toMatchObject({ state: 'failed', nodes: { f: { error: 'broken in process' } } })
    finish()
  })

  test('carries errors as messages, and refuses after its end', async () => {
    const broken = nodeThat(() => ({ process: () => undefined }), {
      plan() {
        throw new RangeError('plan is broken')
      },
    })
    const { client, load, events, finish } = await setUp([...createTestTypes(), broken])
    const graph = graphOf({ s: frames, d: 'does' }, ['s.value -> d.in'])
    await expect(load(graph)).rejects.toMatchObject({
      name: 'RangeError',
      message: 'plan is broken',
    })
    expect(events).toEqual([{ type: 'problem', message: 'plan is broken' }])
    finish()
    const lost = client.run()
    client.close('the engine has gone')
    await expect(lost).rejects.toThrow('the engine has gone')
    await expect(client.stop()).rejects.toThrow('the engine has gone')
  })

  test('sets a live parameter, or says why not', async () => {
    const { client, load, finish } = await setUp()
    await load(chain(1, 1))
    expect(await client.setLive('x', 'factor', 3)).toMatch('nothing runs')
    finish()
  })
})

test('what nobody takes in waits within bounds, and the run goes on', async () => {
  const ports = createPorts()
  const host = createTestHost({}, 1e-3)
  const service = createService({ registry: createTestRegistry(), host, cacheBudget: 0 })
  serveEngine(ports.engine, service, { host, budget: 64_000, ahead: 8_000 })
  const client = engineClient(ports.client)
  const { series, outcome, events } = listen(client)
  void client.watch({ 'x.out': 'all' })
  const source: ShortNode = { type: 'source', params: { frames: 400, width: 100 } }
  void client.load(graphOf({ s: source, x: 'scale' }, ['s.value -> x.in']), { revision: 1 })
  const run = client.run()
  while (!events.some(({ type }) => type === 'begin')) await new Promise(setImmediate)
  ports.blocked = true
  while (!events.some(({ type }) => type === 'report')) await new Promise(setImmediate)
  ports.blocked = false
  expect(outcome(await run).state).toBe('finished')
  const { chunks, cut } = series.series('x.out')
  expect(cut).toBe(true)
  expect(chunks.at(-1)?.index).toBe(399)
  expect(chunks.length * 800).toBeLessThan(64_000 + 8_000 * 5)
})

test('whatever is edited, and whenever, the last run gives what a clean run gives', async () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('edit' as const), x: fc.nat(2), y: fc.nat(2) }),
    fc.record({
      do: fc.constant('watch' as const),
      wires: fc.subarray(['s.value', 'x.out', 'y.out']),
    }),
    fc.record({ do: fc.constantFrom('stop' as const, 'wait' as const, 'run' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 20 }),
      fc.integer({ min: 0, max: 1000 }),
      async (acts, budget) => {
        const ports = createPorts()
        const host = createTestHost({}, 1e-3)
        const service = createService({
          registry: createTestRegistry(),
          host,
          cacheBudget: budget * 10,
        })
        serveEngine(ports.engine, service, { host })
        const client = engineClient(ports.client)
        const { series, outcome } = listen(client)
        let graph = chain(1, 1)
        let revision = 0
        const runs: Promise<unknown>[] = []
        void client.load(graph, { revision })
        for (const step of acts) {
          if (step.do === 'edit') {
            graph = chain(step.x, step.y)
            void client.load(graph, { revision: ++revision })
            runs.push(client.run())
          } else if (step.do === 'watch') {
            for (const wire of ['s.value', 'x.out', 'y.out']) {
              if (!step.wires.includes(wire)) series.shorten(wire)
            }
            void client.watch(Object.fromEntries(step.wires.map((wire) => [wire, 'all'])))
          } else if (step.do === 'run') runs.push(client.run())
          else if (step.do === 'stop') void client.stop()
          else await new Promise(setImmediate)
        }
        void client.watch({ 'x.out': 'all', 'y.out': 'all' })
        const last = outcome(await client.run())
        await Promise.all(runs)
        const plan = await planOf(graph, createTestRegistry())
        const clean = await runTapped(plan, {}, ['x.out', 'y.out'])
        expect(last.results).toEqual(clean.report.results)
        const digest = createDigest(host)
        for (const wire of ['x.out', 'y.out']) {
          for (const chunk of series.series(wire).chunks) digest.add(chunk, wire)
        }
        expect(digest.hex()).toBe(clean.digest)
      },
    ),
    { numRuns: 60 },
  )
})
