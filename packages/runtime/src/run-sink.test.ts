import { type Chunk, createRegistry } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { graphOf, planOf } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestTypes } from '../../../test/support/nodes.ts'
import { runPlan } from './run.ts'
import { runSink } from './run-sink.ts'

const host = createTestHost()
const prepare = () =>
  planOf(
    graphOf({ s: { type: 'source', params: { frames: 7, missing: 3 } }, x: 'scale', z: 'sink' }, [
      's.value -> x.in',
      'x.out -> z.in',
    ]),
    createRegistry(createTestTypes()),
  )

test('a sink alone, on what a run gave it, says what it said in that run', async () => {
  const plan = await prepare()
  const chunks: Chunk[] = []
  const taps = new Map([['x.out', (chunk: Chunk) => void chunks.push(chunk)]])
  const { results } = await runPlan(plan, { host, taps })
  expect(chunks.length).toBeGreaterThan(3)
  const alone = await runSink(plan, 'z', new Map([['x.out', chunks]]), host)
  expect(alone).toEqual(results.z)
})

test('it throws for a node that is not in the plan, or is a source', async () => {
  const plan = await prepare()
  await expect(runSink(plan, 'y', new Map(), host)).rejects.toThrow('y is not in the plan')
  await expect(runSink(plan, 's', new Map(), host)).rejects.toThrow('s is no sink')
})
