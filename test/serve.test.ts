/** A page and the engine that the server has for it: the same answers as from one of its own. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { radarFacts } from '@chirpflow/formats'
import { type Chunk, createRegistry, type Graph, planGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { createDigest, createService, engineClient, serveEngine } from '@chirpflow/runtime'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { openBytes } from '../apps/cli/src/files.ts'
import { createHost } from '../apps/cli/src/host.ts'
import { createRadarDesk } from '../apps/cli/src/serve/radar-desk.ts'
import { serverConnection } from '../apps/editor/src/session/connect-server.ts'
import type { EngineLink } from '../apps/editor/src/session/connect-worker.ts'
import { createSession } from '../apps/editor/src/session/create-session.ts'
import { connectRadar } from '../apps/editor/src/session/radar-line.ts'
import { exampleGraph } from './support/examples.ts'
import { createFakeCapture, type FakeCapture, someOptions } from './support/fake-capture.ts'
import { graphOf } from './support/graphs.ts'
import { createTestTypes } from './support/nodes.ts'
import { beAPageOf } from './support/page-socket.ts'
import { createPorts } from './support/ports.ts'
import { emptyDesk, enginesHere, newFolder, newServer } from './support/served.ts'

interface Heard {
  readonly deaths: string[]
  readonly wrote: Record<string, string>
}

async function joined(folder: string, types = registry, desk = emptyDesk) {
  const engines = enginesHere(types, [folder], desk)
  const server = await newServer({ startEngine: engines.startEngine, desk })
  const place = beAPageOf(server.address, server.token)
  const heard: Heard = { deaths: [], wrote: {} }
  const link = serverConnection(place)({
    onDeath: (reason) => heard.deaths.push(reason),
    onWrite(name, text) {
      heard.wrote[name] = text
    },
  })
  onTestFinished(link.close)
  return { ...engines, server, place, heard, link }
}

/** Digest over all chunks of all wires, and their number. */
async function digestOf(port: EngineLink['port'], graph: Graph, wires: Iterable<string>) {
  const client = engineClient(port)
  const digest = createDigest(createHost('.'))
  const chunks = new Map<string, Chunk[]>()
  client.onEvent((event) => {
    if (event.type !== 'chunks') return
    expect(event.cut).toBe(false)
    chunks.set(event.wire, [...(chunks.get(event.wire) ?? []), ...event.chunks])
  })
  await client.load(graph, { revision: 1 })
  await client.watch(Object.fromEntries([...wires].map((wire) => [wire, 'all'])))
  expect(await client.run()).toBe(1)
  for (const wire of [...chunks.keys()].sort()) {
    for (const chunk of chunks.get(wire) ?? []) digest.add(chunk, wire)
  }
  return { hex: digest.hex(), wires: chunks.size }
}

test('the same bytes come over the line as from an engine in this thread', async () => {
  const graph = exampleGraph('heart-rate-simulated', { 'source.duration': 20 })
  const wires = planGraph(graph, registry, new Map()).signals.keys()
  const host = createHost('.')
  const ports = createPorts()
  const service = createService({ registry, host, cacheBudget: 1e8 })
  onTestFinished(serveEngine(ports.engine, service, { host }))
  const all = [...wires]
  const here = await digestOf(ports.client, graph, all)
  const { link, heard } = await joined(await newFolder())
  expect(await digestOf(link.port, graph, all)).toEqual(here)
  expect(here.wires).toBe(all.length)
  expect(heard.deaths).toEqual([])
})

describe('files of a graph', () => {
  const types = createRegistry(createTestTypes([]))
  const reading = (path: string) =>
    graphOf({ s: { type: 'file-source', params: { path } }, r: 'sink' }, ['s.value -> r.in'])

  async function problemsOf(port: EngineLink['port'], graph: Graph): Promise<string[]> {
    const client = engineClient(port)
    const problems: string[] = []
    client.onEvent((event) => {
      if (event.type === 'plan') problems.push(...event.problems.map(({ message }) => message))
    })
    await client.load(graph, { revision: 1, fresh: true })
    return problems
  }

  test('are those of the server’s folders, and those that the page gives', async () => {
    const top = await newFolder({ 'given/a.csv': '1\n2\n', 'secret.csv': '1\n' })
    const { link } = await joined(join(top, 'given'), types)
    expect(await problemsOf(link.port, reading('a.csv'))).toEqual([])
    expect((await problemsOf(link.port, reading('../secret.csv'))).join()).toMatch(/lies outside/)
    expect((await problemsOf(link.port, reading('/etc/passwd'))).join()).toMatch(/lies outside/)
    expect((await problemsOf(link.port, reading('mine.csv'))).join()).toMatch(/no such file/)
    await link.provide('mine.csv', new File(['3\n4\n'], 'mine.csv'))
    expect(await problemsOf(link.port, reading('mine.csv'))).toEqual([])
  })

  test('that a node writes come to the page, and to no disk', async () => {
    const folder = await newFolder()
    const { link, heard } = await joined(folder)
    const graph = exampleGraph('heart-rate-simulated', {
      'source.duration': 20,
      'heart.path': 'rates.csv',
    })
    const client = engineClient(link.port)
    await client.load(graph, { revision: 1 })
    await client.run()
    expect(Object.keys(heard.wrote)).toEqual(['rates.csv'])
    await expect(access(join(folder, 'rates.csv'))).rejects.toThrow('ENOENT')
  })
})

/** What hardware.md has of an xWR1443 at 20 frames a second, with three samples. */
const config = `dfeDataOutputMode 1
channelCfg 15 1 0
adcCfg 2 1
testFmkCfg 0 0 0 1
profileCfg 0 77 7 6 57 0 0 70 1 4 4000 0 0 48
chirpCfg 0 0 0 0 0 0 0 1
frameCfg 0 0 2 0 50 1 0
`

describe('a live graph', () => {
  const live = graphOf(
    { radar: { type: 'dca1000', params: { config: 'radar.cfg', device: 'iwr1443-lvds-stream' } } },
    [],
  )
  const plain = graphOf({ radar: { type: 'simulated-displacement' } }, [])

  async function openPage() {
    const folder = await newFolder({ 'radar.cfg': config })
    const captures: FakeCapture[] = []
    const desk = createRadarDesk({
      openCapture(options, text) {
        captures.push(createFakeCapture(options, text))
        return captures[captures.length - 1]
      },
      find: async () => [],
      recordings: async () => folder,
      today: () => new Date(),
    })
    onTestFinished(desk.close)
    const engines = enginesHere(registry, [folder], desk)
    const server = await newServer({ startEngine: engines.startEngine, desk })
    const place = beAPageOf(server.address, server.token)
    const workers: string[] = []
    const document = createStore<{ graph: Graph }>(() => ({ graph: plain }))
    const session = createSession({
      registry,
      document,
      frame: (work) => void setImmediate(work),
      connect() {
        workers.push('one')
        return { port: createPorts().client, provide: async () => {}, close: () => {} }
      },
      connectLive: serverConnection(place),
    })
    onTestFinished(session.close)
    const radar = connectRadar(place)
    onTestFinished(radar.close)
    return { ...engines, server, place, session, radar, captures, document, workers }
  }

  test('runs on the server, and a plain one in the page', async () => {
    const { session, running, document, workers } = await openPage()
    expect([workers.length, running.size]).toEqual([1, 0])
    document.setState({ graph: live })
    await expect.poll(() => session.store.getState().engine).toBe('idle')
    expect([workers.length, running.size]).toEqual([1, 1])
    expect(session.store.getState().missingFiles).toEqual({})
    await expect.poll(() => session.store.getState().plan.signals.has('radar.adc')).toBe(true)
    document.setState({ graph: plain })
    await expect.poll(() => running.size).toBe(0)
    expect(workers).toHaveLength(2)
  })

  test('has the frames of the radar that a page has connected, and goes on with it', async () => {
    const { session, radar, captures, document } = await openPage()
    document.setState({ graph: live })
    const wire = 'radar.adc'
    session.watch(wire)
    session.run()
    const state = () => session.store.getState()
    await expect.poll(() => state().nodes.radar?.error).toMatch(/no radar is connected/)

    await expect.poll(() => radar.store.getState().line).toBe('open')
    const options = { ...someOptions, ...live.nodes.radar.params }
    await radar.connect(options)
    expect(captures[0].options).toEqual(options)
    captures[0].streams(await factsOf(options))
    await expect.poll(() => radar.store.getState().status.steps[0]?.state).toBe('done')
    captures[0].push(0)
    captures[0].push(2)
    session.run()
    await expect.poll(() => session.newest(wire)?.index).toBe(2)
    captures[0].push(3)
    await expect.poll(() => session.newest(wire)?.index).toBe(3)
    expect(session.series(wire).chunks.map(({ index, data }) => [index, data[0]])).toEqual([
      [0, 0],
      [2, 2],
      [3, 3],
    ])
    expect(session.newest(wire)?.time).toBeCloseTo(3 * 0.05, 12)
    await radar.disconnect()
    await expect.poll(() => state().nodes.radar.activity).toBe('finished')
  })

  test('whose engine has died says so, and starts again', async () => {
    const { session, running, document } = await openPage()
    document.setState({ graph: live })
    const state = () => session.store.getState()
    await expect.poll(() => state().engine).toBe('idle')
    for (const { onDeath } of running) onDeath('out of memory')
    await expect.poll(() => state().engine).toBe('dead')
    expect(state().death).toBe('out of memory')
    session.restart()
    await expect.poll(() => state().engine).toBe('idle')
    expect(state().death).toBeUndefined()
  })

  test('whose server is gone says so, and looks for it', async () => {
    const { session, radar, server, document } = await openPage()
    document.setState({ graph: live })
    const state = () => session.store.getState()
    await expect.poll(() => state().engine).toBe('idle')
    await expect.poll(() => radar.store.getState().line).toBe('open')
    await server.close()
    await expect.poll(() => state().engine).toBe('dead')
    expect(state().death).toBe('the server cannot be reached')
    await expect.poll(() => radar.store.getState()).toMatchObject({ line: 'lost', retryIn: 1 })
    await expect(radar.find()).rejects.toThrow('cannot be reached')
    session.restart()
    await expect.poll(() => state().engine).toBe('dead')
  })

  test('of a page with another server’s token is told which address it needs', async () => {
    const { place, document } = await openPage()
    const other = { ...place, token: 'x'.repeat(43) }
    const session = createSession({
      registry,
      document,
      frame: (work) => void setImmediate(work),
      connect: () => ({ port: createPorts().client, provide: async () => {}, close: () => {} }),
      connectLive: serverConnection(other),
    })
    onTestFinished(session.close)
    document.setState({ graph: live })
    await expect.poll(() => session.store.getState().death).toMatch(/address .* printed; open that/)
    const radar = connectRadar(other)
    onTestFinished(radar.close)
    await expect.poll(() => radar.store.getState().line).toBe('lost')
    expect(radar.store.getState().retryIn).toBeUndefined()
  })
})

const factsOf = (options: typeof someOptions) =>
  radarFacts(options, async (path) => openBytes(path, Buffer.from(config)).source)
