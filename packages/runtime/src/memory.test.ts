import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Chunk } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { graphOf, planOf } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestRegistry } from '../../../test/support/nodes.ts'
import { createLiveParams } from './live.ts'
import { runPlan } from './run.ts'
import { createStop } from './stop.ts'

test('a long run holds on to nothing', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const graph = graphOf(
    {
      s: { type: 'source', params: { frames: 60_000, missing: 5 } },
      t: { type: 'source', params: { frames: 6_000, rate: 1 } },
      p: 'split',
      d: 'add',
      h: 'hold',
      l: 'late',
      z: 'sink',
    },
    [
      's.index -> p.in',
      'p.out -> d.a',
      's.index -> d.b',
      'd.sum -> h.in',
      't.index -> h.other',
      'h.out -> l.in',
      'l.out -> z.in',
    ],
  )
  // a log of calls would grow by itself
  const plan = await planOf(graph, createTestRegistry({ push: () => 0 }))
  const heaps: number[] = []
  const tap = ({ index }: Chunk) => {
    if (index !== 10_000 && index !== 50_000) return
    collect()
    heaps.push(process.memoryUsage().heapUsed)
  }
  const report = await runPlan(plan, {
    host: createTestHost({}, 1e-4),
    stop: createStop(),
    live: createLiveParams(plan),
    taps: new Map([['d.sum', tap]]),
  })
  expect(report.state).toBe('finished')
  expect(heaps).toHaveLength(2)
  // a reference of 8 bytes a frame would be 320,000
  expect(heaps[1] - heaps[0]).toBeLessThan(200_000)
})
