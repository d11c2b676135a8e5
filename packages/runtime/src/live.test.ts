import { describe, expect, test } from 'vitest'
import { graphOf, planOf, runTapped } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestRegistry, type Log } from '../../../test/support/nodes.ts'
import { ratesOf } from '../../../test/support/rates.ts'
import { createCache } from './cache.ts'
import { createLiveParams } from './live.ts'

const nodes = {
  s: { type: 'source', params: { frames: 6 } },
  x: 'scale',
  g: 'gain',
  y: 'scale',
  z: 'sink',
}
const links = ['s.index -> x.in', 'x.out -> g.in', 'g.out -> y.in', 'y.out -> z.in']
const prepare = (log: Log = []) => planOf(graphOf(nodes, links), createTestRegistry(log))

describe('createLiveParams', () => {
  test('takes what fits, and says why not', async () => {
    const live = createLiveParams(await prepare())
    expect(live.set('g', 'factor', 3)).toBeUndefined()
    expect(live.set('g', 'factor', 4)).toBeUndefined()
    expect(live.set('g', 'factor', 1e9)).toBe('must be a number at most 1000, is 1000000000')
    expect(live.set('g', 'toString', 1)).toBe('g has no live parameter "toString"')
    expect(live.set('x', 'factor', 1)).toBe('x has no live parameter "factor"')
    expect(live.set('q', 'factor', 1)).toBe('there is no running node "q"')
    expect(live.take()).toEqual([
      { node: 'g', name: 'factor', value: 3 },
      { node: 'g', name: 'factor', value: 4 },
    ])
    expect(live.take()).toEqual([])
  })
})

describe('a live parameter', () => {
  /** Runs, and sets the factor to `value` when the source's frame 2 is through. */
  async function runChanging(value: number, cache = createCache(1e6), log: Log = []) {
    const plan = await prepare(log)
    const live = createLiveParams(plan)
    const taps = new Map([
      [
        'y.out',
        ({ index }: { index: number }) => {
          if (index === 2) live.set('g', 'factor', value)
        },
      ],
    ])
    return runTapped(plan, { live, taps, cache }, ['y.out'])
  }

  test('is seen from the next moment on, and the plan is not touched', async () => {
    const plan = await prepare()
    const { report } = await runChanging(5)
    // index * 2 * gain * 2
    expect(ratesOf(report.results.z).value).toEqual([[0], [8], [16], [60], [80], [100]])
    expect(plan.nodes.find(({ id }) => id === 'g')?.params).toEqual({ factor: 2 })
  })

  test('that changed keeps what is after it out of the cache, and nothing else', async () => {
    const cache = createCache(1e6)
    await runChanging(5, cache)
    const log: Log = []
    const { report } = await runTapped(await prepare(log), { cache }, ['y.out'])
    expect(report.nodes).toMatchObject({
      s: { state: 'idle' },
      x: { state: 'cached' },
      g: { state: 'finished' },
    })
    expect(ratesOf(report.results.z).value).toEqual([[0], [8], [16], [24], [32], [40]])
  })

  test('that is set to what it was changes nothing', async () => {
    const cache = createCache(1e6)
    await runChanging(2, cache)
    const { report } = await runTapped(await prepare(), { cache }, ['y.out'])
    expect(report.nodes.y.state).toBe('cached')
  })

  test('does not stay unheard because its node comes from the cache', async () => {
    const cache = createCache(1e6)
    await runTapped(await prepare(), { cache }, ['y.out'])
    const { report } = await runChanging(5, cache)
    expect(report.nodes).toMatchObject({ x: { state: 'cached' }, g: { state: 'finished' } })
    expect(ratesOf(report.results.z).value[5]).toEqual([100])
    // and the honest result of before is still there
    const again = await runTapped(await prepare(), { cache }, ['y.out'])
    expect(again.report.nodes.y.state).toBe('cached')
    expect(ratesOf(again.report.results.z).value[5]).toEqual([40])
  })

  test('of a node that is not running is of no account', async () => {
    const plan = await prepare()
    const live = createLiveParams(plan)
    live.set('g', 'factor', 9)
    const { report } = await runTapped(plan, { live, host: createTestHost() }, ['x.out'])
    expect(report.state).toBe('finished')
    expect(ratesOf(report.results.z).value[1]).toEqual([36])
  })
})
