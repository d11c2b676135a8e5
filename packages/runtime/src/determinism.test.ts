import { Worker } from 'node:worker_threads'
import {
  type Chunk,
  createRegistry,
  type Graph,
  type Host,
  type NodeType,
  optional,
} from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { graphOf, planOf, runTapped, type ShortNode } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import {
  createTestRegistry,
  createTestTypes,
  type Log,
  nodeThat,
  sample,
  signalOf,
  sourceThat,
} from '../../../test/support/nodes.ts'
import { createCache } from './cache.ts'
import { nodeKeys } from './keys.ts'
import { createQueue } from './queue.ts'
import { createStop } from './stop.ts'

type Nodes = Record<string, string | ShortNode>

const registry = createTestRegistry()

/** Two sources of other rates, frames missing, all joins, a window, an end that emits. */
const nodes: Nodes = {
  a: { type: 'source', params: { frames: 40, missing: 7 } },
  b: { type: 'source', params: { frames: 12, rate: 3, start: 0.05, seed: 5 } },
  x: 'scale',
  y: { type: 'scale', params: { factor: -0.5 } },
  g: 'gather',
  h: 'hold',
  w: 'window',
  m: 'mean',
  v: { type: 'window', params: { length: 8 } },
  n: 'mean',
  sp: 'split',
  l: 'late',
  lx: 'scale',
  z: 'sink',
}
const links = [
  'a.value -> x.in',
  'a.value -> y.in',
  'x.out -> g.in',
  'y.out -> g.in',
  'a.index -> g.in',
  'g.out -> h.in',
  'b.value -> h.other',
  'h.out -> w.in',
  'w.out -> m.in',
  'h.out -> v.in',
  'v.out -> n.in',
  'b.value -> sp.in',
  'sp.out -> l.in',
  'l.out -> lx.in',
  'm.out -> z.in',
  'n.out -> z.in',
  'lx.out -> z.in',
  'x.out -> z.in',
]
const whole = () => graphOf(nodes, links)
const run = async (graph: Graph, options: Parameters<typeof runTapped>[1] = {}, wires?: string[]) =>
  runTapped(await planOf(graph, registry), options, wires)

/** Narrow wires at the end and wide ones at the start, so that budgets cut between. */
const last = ['m.out', 'n.out', 'lx.out', 'x.out']

describe('the same graph gives the same bytes', () => {
  test('in any order of its links, with and without a cache, cold, warm and cleared', async () => {
    const first = await run(whole())
    expect(first.report.state).toBe('finished')
    expect(first.order.length).toBeGreaterThan(200)
    const cache = createCache(1e7)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(links, { minLength: links.length }),
        fc.constantFrom('none', 'warm', 'cleared'),
        async (shuffled, state) => {
          if (state === 'cleared') cache.clear()
          const options = state === 'none' ? {} : { cache }
          const { digest, order } = await run(graphOf(nodes, shuffled), options)
          expect(digest).toBe(first.digest)
          if (state !== 'warm') expect(order).toEqual(first.order)
        },
      ),
      { numRuns: 20 },
    )
    const warm = await run(whole(), { cache })
    // windows are wider than what they are made of, so they are made again
    const ran = Object.entries(warm.report.nodes).filter(([, { state }]) => state === 'finished')
    expect(ran.map(([id]) => id).sort()).toEqual(['v', 'w', 'z'])
    expect(warm.digest).toBe(first.digest)
    expect(warm.report.results).toEqual(first.report.results)
  })

  test('with any part of it evicted', async () => {
    const first = await run(whole(), {}, last)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(30_000),
        fc.array(fc.subarray(last), { maxLength: 3 }),
        async (budget, looks) => {
          const cache = createCache(budget)
          for (const look of [...looks, last, last]) {
            const within = () => expect(cache.bytes()).toBeLessThanOrEqual(budget)
            const taps = new Map(look.map((wire) => [wire, within]))
            const { digest, report } = await run(whole(), { cache, taps }, look)
            if (look === last) expect(digest).toBe(first.digest)
            expect(report.results).toEqual(first.report.results)
            within()
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('aborted anywhere and run again, and an aborted run leaves nothing in the cache', async () => {
    const first = await run(whole())
    await fc.assert(
      fc.asyncProperty(fc.nat(first.order.length - 1), async (at) => {
        const cache = createCache(1e7)
        const stop = createStop()
        let seen = 0
        const count = () => {
          if (seen++ === at) stop.stop()
        }
        const plan = await planOf(whole(), registry)
        const taps = new Map([...plan.signals.keys()].map((wire) => [wire, count]))
        const aborted = await runTapped(plan, { cache, stop, taps })
        expect(aborted.report.state).toBe('aborted')
        expect(aborted.order).toEqual(first.order.slice(0, at + 1))
        expect(cache.bytes()).toBe(0)
        expect((await run(whole(), { cache })).digest).toBe(first.digest)
      }),
      { numRuns: 25 },
    )
  })

  test('wires of a node are the same whether or not others are looked at', async () => {
    const all = new Map<string, Chunk[]>()
    const collect = (into: Map<string, Chunk[]>) => (chunk: Chunk, wire: string) => {
      into.set(wire, [...(into.get(wire) ?? []), chunk])
    }
    const plan = await planOf(whole(), registry)
    const tap = collect(all)
    await runTapped(plan, { taps: new Map([...plan.signals.keys()].map((wire) => [wire, tap])) })
    for (const wire of plan.signals.keys()) {
      const one = new Map<string, Chunk[]>()
      await runTapped(plan, { taps: new Map([[wire, collect(one)]]) }, [wire])
      expect(one.get(wire)).toEqual(all.get(wire))
    }
  })
})

describe('the cache', () => {
  const chain: Nodes = {
    s: { type: 'source', params: { frames: 6 } },
    w: 'window',
    m: 'mean',
    x: 'scale',
    y: 'scale',
    z: 'sink',
    q: 'sink',
  }
  const chainLinks = [
    's.index -> w.in',
    'w.out -> m.in',
    'm.out -> x.in',
    'm.out -> y.in',
    'x.out -> z.in',
    'y.out -> q.in',
  ]
  const opened = (log: Log) =>
    log.filter((line) => line.startsWith('open')).map((line) => line.slice(5))

  async function runLogged(graph: Graph, cache = createCache(1e7)) {
    const log: Log = []
    const { report } = await runTapped(await planOf(graph, createTestRegistry(log)), { cache }, [])
    return { log, report }
  }

  test('a changed last node runs alone', async () => {
    const cache = createCache(1e7)
    const cold = await runLogged(graphOf(chain, chainLinks), cache)
    expect(opened(cold.log).sort()).toEqual(['m', 'q', 's', 'w', 'x', 'y', 'z'])
    const changed = graphOf({ ...chain, y: { type: 'scale', params: { factor: 7 } } }, chainLinks)
    const { log, report } = await runLogged(changed, cache)
    expect(opened(log).sort()).toEqual(['q', 'y', 'z'])
    expect(report.nodes).toMatchObject({
      s: { state: 'idle' },
      m: { state: 'cached', chunks: 2, bytes: 16 },
      x: { state: 'cached' },
      y: { state: 'finished' },
    })
    expect(report.state).toBe('finished')
  })

  test('branches that share a prefix run it once, also cold', async () => {
    const { log } = await runLogged(graphOf(chain, chainLinks))
    expect(log.filter((line) => line === 'process m')).toHaveLength(2)
  })

  test('two nodes that are alike are two wires with one content', async () => {
    const graph = graphOf({ ...chain, g: 'gather' }, [
      ...chainLinks,
      'x.out -> g.in',
      'y.out -> g.in',
    ])
    const first = await run(graph, {}, ['x.out', 'y.out', 'g.out'])
    const cache = createCache(1e7)
    for (let times = 0; times < 3; times++) {
      expect((await run(graph, { cache }, ['x.out', 'y.out', 'g.out'])).digest).toBe(first.digest)
    }
  })

  test('an output that nobody looked at is not taken for empty later', async () => {
    const graph = graphOf({ s: { type: 'source' }, p: 'split', z: 'sink' }, [
      's.value -> p.in',
      'p.out -> z.in',
    ])
    const cache = createCache(1e7)
    await run(graph, { cache }, ['p.out'])
    expect((await run(graph, { cache }, ['p.costly'])).order).toHaveLength(8)
  })

  test('keeps nothing that a failure has touched, and the rest', async () => {
    const broken = (where: string): Graph =>
      graphOf(
        {
          s: 'source',
          f: { type: 'failing', params: { where } },
          x: 'scale',
          g: 'gather',
          m: 'scale',
          z: 'sink',
        },
        [
          's.value -> f.in',
          's.value -> x.in',
          'f.out -> g.in',
          'x.out -> g.in',
          'g.out -> m.in',
          'm.out -> z.in',
        ],
      )
    for (const where of ['open', 'process', 'finish']) {
      const cache = createCache(1e7)
      const failed = await run(broken(where), { cache }, ['m.out'])
      expect(failed.report.state).toBe('failed')
      // fails again, and is not covered up by what the cache has
      const again = await run(broken(where), { cache }, ['m.out'])
      expect(again.report.nodes).toMatchObject({
        f: { state: 'failed' },
        m: { state: 'finished' },
        x: { state: 'cached' },
      })
      expect(again.digest).toBe(failed.digest)
    }
  })

  test('never takes effects, live sources or what they feed', async () => {
    const log: Log = []
    const types = createTestTypes(log).map(
      (type): NodeType => (type.id === 'source' ? { ...type, live: true } : type),
    )
    const cache = createCache(1e7)
    for (const registry of [createRegistry(types), createTestRegistry(log)]) {
      const graph = graphOf({ s: 'source', e: 'writer', x: 'scale', z: 'sink' }, [
        's.value -> e.in',
        'e.out -> x.in',
        'x.out -> z.in',
      ])
      for (let times = 0; times < 2; times++)
        await runTapped(await planOf(graph, registry), { cache }, [])
    }
    expect(opened(log).filter((id) => id === 'x')).toHaveLength(4)
  })

  test('keeps no wire wider than all that comes into its node', async () => {
    const graph = graphOf(
      { s: 'source', w: { type: 'window', params: { length: 100, hop: 1 } }, m: 'mean', z: 'sink' },
      ['s.value -> w.in', 'w.out -> m.in', 'm.out -> z.in'],
    )
    const cache = createCache(1e7)
    await run(graph, { cache }, [])
    const { report } = await run(graph, { cache }, ['w.out'])
    expect(report.nodes).toMatchObject({ s: { state: 'cached' }, w: { state: 'finished' } })
  })

  test('never holds more than its budget, on any graph', async () => {
    const types = fc.constantFrom('scale', 'gather', 'split', 'late', 'gain')
    const shape = fc.array(fc.tuple(types, fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(12_000), async (rows, budget) => {
        const made: Nodes = { n0: { type: 'source', params: { frames: 5 } }, z: 'sink' }
        const out = (at: number) => (at === 0 ? 'n0.value' : `n${at}.out`)
        const wires: string[] = []
        for (const [at, [type, one, two]] of rows.entries()) {
          made[`n${at + 1}`] = type
          wires.push(`${out(one % (at + 1))} -> n${at + 1}.in`)
          if (type === 'gather' && two % (at + 1) !== one % (at + 1))
            wires.push(`${out(two % (at + 1))} -> n${at + 1}.in`)
        }
        wires.push(`n${rows.length}.out -> z.in`)
        const graph = graphOf(made, wires)
        const cache = createCache(budget)
        const first = await run(graph)
        for (let times = 0; times < 3; times++) {
          const within = () => expect(cache.bytes()).toBeLessThanOrEqual(budget)
          const taps = new Map([...first.plan.signals.keys()].map((wire) => [wire, within]))
          const { digest } = await run(graph, { cache, taps })
          expect(digest).toBe(first.digest)
          within()
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a key', () => {
  const host = createTestHost({ 'a.txt': '1 2 3', 'b.txt': '1 2 3', 'c.txt': '1 2 4' })
  async function keysOf(graph: Graph, registry = createTestRegistry(), at: Host = host) {
    return nodeKeys(await planOf(graph, registry, host), at)
  }
  const two: Nodes = { s: 'source', x: 'scale', y: 'scale', d: 'add', z: 'sink' }
  const twoLinks = [
    's.value -> x.in',
    'x.out -> y.in',
    's.value -> d.a',
    'y.out -> d.b',
    'd.sum -> z.in',
  ]
  const base = () => keysOf(graphOf(two, twoLinks))

  test('changes with parameters, and with those of what feeds it', async () => {
    const keys = await base()
    const other = await keysOf(
      graphOf({ ...two, x: { type: 'scale', params: { factor: 3 } } }, twoLinks),
    )
    expect(other.get('s')).toBe(keys.get('s'))
    for (const id of ['x', 'y', 'd']) expect(other.get(id)).not.toBe(keys.get(id))
    // a default that is written out is no change
    const same = await keysOf(
      graphOf({ ...two, x: { type: 'scale', params: { factor: 2 } } }, twoLinks),
    )
    expect(same).toEqual(keys)
  })

  test('changes with a type’s version', async () => {
    const newer = createTestTypes().map(
      (type): NodeType =>
        type.id === 'scale' ? { ...type, version: 2, migrate: (params) => params } : type,
    )
    const keys = await keysOf(graphOf(two, twoLinks), createRegistry(newer))
    expect(keys.get('s')).toBe((await base()).get('s'))
    expect(keys.get('x')).not.toBe((await base()).get('x'))
  })

  test('changes with the port that a wire leaves or enters', async () => {
    const keys = await base()
    const left = await keysOf(
      graphOf(
        two,
        twoLinks.map((link) => link.replace('s.value -> x', 's.index -> x')),
      ),
    )
    expect(left.get('x')).not.toBe(keys.get('x'))
    const swapped = await keysOf(
      graphOf(
        two,
        twoLinks.map((link) =>
          link.replace('d.a', 'd.q').replace('d.b', 'd.a').replace('d.q', 'd.b'),
        ),
      ),
    )
    expect(swapped.get('y')).toBe(keys.get('y'))
    expect(swapped.get('d')).not.toBe(keys.get('d'))
  })

  test('changes with the optional port that a wire enters', async () => {
    const anything = optional('float64', [], 'A help')
    const type = nodeThat(() => ({ process: () => undefined }), {
      inputs: { a: anything, b: anything },
      plan: () => ({ out: signalOf() }),
    })
    const keyOf = async (input: string) => {
      const graph = graphOf({ s: 'source', x: 'does' }, [`s.value -> x.${input}`])
      return (await keysOf(graph, createRegistry([...createTestTypes(), type]))).get('x')
    }
    expect(await keyOf('a')).not.toBe(await keyOf('b'))
  })

  test('changes with a file’s content, and its path counts as a parameter', async () => {
    const keyOf = async (path: string) =>
      (
        await keysOf(
          graphOf({ f: { type: 'file-source', params: { path } }, z: 'sink' }, ['f.value -> z.in']),
        )
      ).get('f')
    const first = await keyOf('a.txt')
    expect(await keyOf('a.txt')).toBe(first)
    host.files.set('a.txt', '1 2 5')
    expect(await keyOf('a.txt')).not.toBe(first)
    expect(await keyOf('b.txt')).not.toBe(await keyOf('c.txt'))
  })

  test('is absent where a file went away since it was inspected', async () => {
    const graph = graphOf(
      { f: { type: 'file-source', params: { path: 'b.txt' } }, x: 'scale', s: 'source' },
      ['f.value -> x.in'],
    )
    const keys = await keysOf(graph, createTestRegistry(), createTestHost())
    expect([...keys.keys()]).toEqual(['s'])
  })

  test('does not change with ids of nodes that are no sources, nor with the order of links', async () => {
    const keys = await base()
    const renamed = graphOf(
      { s: 'source', q: 'scale', r: 'scale', d: 'add', z: 'sink' },
      twoLinks.map((link) => link.replace('x.', 'q.').replace('y.', 'r.')).reverse(),
    )
    const others = await keysOf(renamed)
    expect([others.get('q'), others.get('r'), others.get('d')]).toEqual([
      keys.get('x'),
      keys.get('y'),
      keys.get('d'),
    ])
    const moved = await keysOf(graphOf({ t: 'source', x: 'scale' }, ['t.value -> x.in']))
    expect(moved.get('x')).not.toBe(keys.get('x'))
  })

  test('tells wires apart whose texts differ in hidden places only', async () => {
    const keyOf = async (name: string) => {
      const types = createTestTypes().map(
        (type): NodeType => (type.id === 'writer' ? { ...type, effect: false } : type),
      )
      const graph = graphOf({ s: 'source', w: { type: 'writer', params: { name } } }, [
        's.value -> w.in',
      ])
      return (await keysOf(graph, createRegistry(types))).get('w')
    }
    const names = ['a', 'š', 'a\u0000', '\ud800', '\ufffd', 'a"', 'a\\"']
    expect(new Set(await Promise.all(names.map(keyOf))).size).toBe(names.length)
  })
})

test('frames that come from another thread in bursts give the bytes of frames that do not', async () => {
  const frames = 200
  const graph = graphOf({ s: 'made', x: 'scale', w: 'window', m: 'mean', z: 'sink' }, [
    's.value -> x.in',
    'x.out -> w.in',
    'w.out -> m.in',
    'm.out -> z.in',
  ])
  const digestOf = async (source: NodeType) => {
    const registry = createRegistry([...createTestTypes(), source])
    const { digest, report } = await runTapped(await planOf(graph, registry))
    expect(report.state).toBe('finished')
    return digest
  }
  const missing = (index: number) => index % 17 === 5
  const direct = await digestOf(
    sourceThat(() => ({
      async run(emit) {
        for (let index = 0; index < frames; index++) {
          if (!missing(index))
            await emit({ value: { data: Float64Array.of(sample(3, index, 0)), index } })
        }
      },
    })),
  )

  // posts 1, 2, 3 ... frames at once, then lets the other side breathe
  const sender = `
    const { parentPort } = require('node:worker_threads')
    const sample = ${sample.toString()}
    let index = 0
    let burst = 1
    function post() {
      for (let count = 0; count < burst && index < ${frames}; index++, count++) {
        if (index % 17 !== 5) parentPort.postMessage({ index, data: Float64Array.of(sample(3, index, 0)) })
      }
      burst = burst % 23 + 1
      if (index < ${frames}) setTimeout(post, burst % 3)
      else parentPort.postMessage(undefined)
    }
    post()`
  for (const hungry of [false, true]) {
    const queued = await digestOf(
      sourceThat(() => {
        const queue = createQueue<{ index: number; data: Float64Array }>(256)
        const worker = new Worker(sender, { eval: true })
        worker.on('message', (frame) => (frame ? queue.push(frame) : queue.end()))
        worker.on('error', (error) => queue.end(error))
        return {
          async run(emit) {
            for (let frame = await queue.take(); frame; frame = await queue.take()) {
              await emit({ value: frame })
              if (hungry) await new Promise((resolve) => setImmediate(resolve))
            }
          },
          report: () => ({ lost: queue.lost }),
          close: () => void worker.terminate(),
        }
      }),
    )
    expect(queued).toBe(direct)
  }
})
