import { expect, test } from 'vitest'
import { graphOf, planOf } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestRegistry } from '../../../test/support/nodes.ts'
import { planKeys } from './sink-keys.ts'

/** s -> `name` -> z, which takes many wires, and -> w, which takes one and gives nothing. */
async function keysWith(name: string): Promise<ReadonlyMap<string, string>> {
  const registry = createTestRegistry()
  const taker = { ...registry.get('writer')!, outputs: {}, plan: () => ({}) }
  const graph = graphOf({ s: 'source', [name]: 'scale', z: 'sink', w: 'writer' }, [
    `s.index -> ${name}.in`,
    `${name}.out -> z.in`,
    `${name}.out -> w.in`,
  ])
  const plan = await planOf(graph, new Map([...registry, ['writer', taker]]))
  return (await planKeys(plan, createTestHost())).sinks
}

test('a sink of many wires, which may name them in its result, is another one when they are renamed', async () => {
  const [before, again, renamed] = await Promise.all(['x', 'x', 'y'].map(keysWith))
  expect([...before.keys()].sort()).toEqual(['w', 'z'])
  expect(again).toEqual(before)
  expect(renamed.get('z')).not.toBe(before.get('z'))
  expect(renamed.get('w')).toBe(before.get('w'))
})
