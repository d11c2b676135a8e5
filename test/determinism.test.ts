/** The example graphs give the same bytes however they are written, cached, stopped or fed. */
import { Worker } from 'node:worker_threads'
import {
  type Chunk,
  createRegistry,
  type EmitMoment,
  type Graph,
  type NodeType,
  type Ports,
  parseGraph,
  type Registry,
} from '@chirpflow/graph'
import { nodeTypes, registry } from '@chirpflow/nodes'
import {
  createCache,
  createQueue,
  createStop,
  type RunOptions,
  type RunReport,
} from '@chirpflow/runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHost } from '../apps/cli/src/host.ts'
import {
  createCollector,
  exampleGraph,
  exampleText,
  planExample,
  type Settings,
} from './support/examples.ts'
import { runTapped } from './support/graphs.ts'
import { ratesOf } from './support/rates.ts'

const host = createHost('.')

/** Short, small frames, some windows. */
const radar: Settings = {
  'source.duration': 15,
  'source.samples': 64,
  'source.sampleRate': 1.25e6,
  'source.receivers': 2,
  'source.chirps': 2,
}
const shapes: Record<string, Settings> = {
  'heart-rate-simulated': radar,
  'vmd-modes': { 'source.duration': 17 },
}

const run = async (graph: Graph, options: Partial<RunOptions> = {}, types: Registry = registry) => {
  const plan = await planExample(graph, types)
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return runTapped(plan, { ...options, host })
}

describe.each(Object.entries(shapes))('%s', (name, settings) => {
  const graph = exampleGraph(name, settings)
  const first = run(graph)

  test('in any order of its nodes and links, in the file and in memory', async () => {
    const { digest, report } = await first
    expect(report.state).toBe('finished')
    const text = JSON.parse(exampleText(name))
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(graph.links as Graph['links'][number][], {
          minLength: graph.links.length,
        }),
        fc.shuffledSubarray(Object.keys(graph.nodes), {
          minLength: Object.keys(graph.nodes).length,
        }),
        async (links, ids) => {
          const nodes = Object.fromEntries(ids.map((id) => [id, graph.nodes[id]]))
          expect((await run({ ...graph, links, nodes })).digest).toBe(digest)
          const written = {
            ...text,
            nodes: Object.fromEntries(ids.map((id) => [id, text.nodes[id]])),
          }
          const parsed = parseGraph(JSON.stringify(written)).graph
          expect(parsed && Object.keys(parsed.nodes).sort()).toEqual([...ids].sort())
        },
      ),
      { numRuns: 4 },
    )
  })

  test('with a cache, cold, warm and too small', async () => {
    const { digest, report } = await first
    const cache = createCache(256e6)
    for (const state of ['cold', 'warm']) {
      const again = await run(graph, { cache })
      expect(again.digest, state).toBe(digest)
      expect(again.report.results, state).toEqual(report.results)
      const cached = Object.values(again.report.nodes).filter((node) => node.state === 'cached')
      expect(cached.length > 0, state).toBe(state === 'warm')
    }
    const small = createCache(30e3)
    for (const state of ['cold', 'warm']) {
      expect((await run(graph, { cache: small })).digest, `small, ${state}`).toBe(digest)
    }
  })

  test('aborted and run again, with the cache that the aborted run had', async () => {
    const { digest, order } = await first
    const cache = createCache(256e6)
    const stop = createStop()
    let seen = 0
    const plan = await planExample(graph)
    const count = () => {
      if (++seen === Math.floor(0.6 * order.length)) stop.stop()
    }
    const taps = new Map([...plan.signals.keys()].map((wire) => [wire, count]))
    const aborted = await runTapped(plan, { host, cache, stop, taps })
    expect(aborted.report.state).toBe('aborted')
    expect(aborted.report.results).toEqual({})
    expect((await run(graph, { cache })).digest).toBe(digest)
    expect((await run(graph, { cache })).digest).toBe(digest)
  })

  test('whether anybody looks or not', async () => {
    const { report } = await first
    const plan = await planExample(graph)
    const alone = await runTapped(plan, { host }, [])
    expect(alone.report.results).toEqual(report.results)
    const one = await runTapped(plan, { host }, ['heart-median.out'])
    expect(one.report.results).toEqual(report.results)
  })
})

/** The library with simulated-radar's frames going through `pass` before they are emitted. */
function withRadar(
  pass: (
    emit: EmitMoment<Ports>,
    run: (emit: EmitMoment<Ports>) => Promise<void>,
  ) => Promise<{ readonly lost?: number } | undefined>,
): Registry {
  const original = nodeTypes.find(({ id }) => id === 'simulated-radar') as NodeType
  const wrapped: NodeType = {
    ...original,
    async open(context) {
      const opened = await original.open(context)
      if (!('run' in opened)) throw new Error('it is no source')
      let report: { readonly lost?: number } | undefined
      return {
        ...opened,
        async run(emit, stop) {
          report = await pass(emit, (through) => opened.run(through, stop))
        },
        report: () => ({ lost: report?.lost ?? 0 }),
      }
    },
  }
  return createRegistry(nodeTypes.map((type) => (type === original ? wrapped : type)))
}

const graph = exampleGraph('heart-rate-simulated', radar)
type Moment = Parameters<EmitMoment<Ports>>[0]
const indexOf = (moment: Moment) => Object.values(moment)[0]?.index ?? -1

describe('frames missing', () => {
  const wires = ['window.out', 'combine.out', 'heart-peak.rate', 'mcsm.range']
  const collect = async (lost: (index: number) => boolean) => {
    const collector = createCollector(wires)
    const types = withRadar(async (emit, run) => {
      await run(async (moment) => {
        if (!lost(indexOf(moment))) await emit(moment)
      })
      return undefined
    })
    const { report } = await run(graph, { taps: collector.taps }, types)
    return { ...collector, report }
  }

  test('windows hold the last value, at random losses and in any one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const lost = (index: number) => (index * 7919 * seed + 104729) % 1000 < 200
        const { of, report } = await collect(lost)
        expect(report.state).toBe('finished')
        const profiles = new Map(of('combine.out').map((chunk) => [chunk.index, chunk]))
        expect([...profiles.keys()].some(lost)).toBe(false)
        for (const window of of('window.out')) expectHeld(window, profiles)
        for (const chunk of of('heart-peak.rate')) {
          const window = of('window.out').find(({ index }) => index === chunk.index)
          expect(chunk.coverage).toBe(window?.coverage)
        }
      }),
      { numRuns: 3 },
    )
  })

  /** Frame n of window k is that of index 20 k + n, or the last before it, or the first of all. */
  function expectHeld(window: Chunk, profiles: ReadonlyMap<number, Chunk>): void {
    const first = 20 * window.index
    const known = [...profiles.keys()]
    let arrived = 0
    for (let n = 0; n < 256; n++) {
      const wanted = first + n
      if (profiles.has(wanted)) arrived++
      const held = known.filter((index) => index <= wanted).at(-1) ?? known[0]
      // a bin in the middle of the profile stands for all
      const bin = 40
      expect(window.data[2 * (bin * 256 + n)]).toBe(profiles.get(held)?.data[2 * bin])
    }
    expect(window.coverage).toBeCloseTo(arrived / 256, 12)
  }

  test('rates abstain where less than half of a window came, and go on after', async () => {
    const { of } = await collect((index) => index >= 20 && index < 180)
    const answers = of('heart-peak.rate').map(({ data }) => !Number.isNaN(data[0]))
    const coverages = of('window.out').map(({ coverage }) => coverage)
    expect(coverages[0]).toBeCloseTo(96 / 256, 12)
    answers.forEach((answer, at) => {
      if (answer) expect(coverages[at]).toBeGreaterThanOrEqual(0.5)
    })
    expect(answers[0]).toBe(false)
  })

  test('a fifth of the frames lost moves the person by no bin and the heart by less than 1/min', async () => {
    const whole = await collect(() => false)
    const part = await collect((index) => (index * 7919) % 1000 < 200)
    const median = (report: RunReport, id: string) => Number(ratesOf(report.results[id]).median)
    expect(median(part.report, 'range')).toBeCloseTo(median(whole.report, 'range'), 9)
    const moved = 60 * (median(part.report, 'heart') - median(whole.report, 'heart'))
    expect(Math.abs(moved)).toBeLessThan(1)
  })
})

test('frames through a queue from another thread, in bursts, give the same', async () => {
  const lost = (index: number) => index % 23 === 7
  const keep = (moment: Moment) => !lost(indexOf(moment))
  const direct = await run(
    graph,
    {},
    withRadar(async (emit, source) => {
      await source(async (moment) => {
        if (keep(moment)) await emit(moment)
      })
      return undefined
    }),
  )

  // gets all frames first, then posts 1, 2, 3 ... at once and pauses
  const sender = `
    const { parentPort } = require('node:worker_threads')
    const frames = []
    parentPort.on('message', (frame) => {
      if (frame) return void frames.push(frame)
      let burst = 1
      const post = () => {
        for (const each of frames.splice(0, burst)) parentPort.postMessage(each)
        burst = burst % 19 + 1
        if (frames.length > 0) setTimeout(post, burst % 3)
        else parentPort.postMessage(undefined)
      }
      post()
    })`
  const queued = await run(
    graph,
    {},
    withRadar(async (emit, source) => {
      const queue = createQueue<Moment>(512)
      const worker = new Worker(sender, { eval: true })
      worker.on('message', (moment) => (moment ? queue.push(moment) : queue.end()))
      worker.on('error', (error) => queue.end(error))
      await source(async (moment) => {
        if (keep(moment)) worker.postMessage(moment)
      })
      worker.postMessage(undefined)
      for (let moment = await queue.take(); moment; moment = await queue.take()) await emit(moment)
      await worker.terminate()
      return { lost: queue.lost }
    }),
  )
  expect(queued.report.nodes.source.report).toEqual({ lost: 0 })
  expect(queued.digest).toBe(direct.digest)
  expect(queued.report.results).toEqual(direct.report.results)
})
