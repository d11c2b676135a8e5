import { formatGraph, hasErrors } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyGraph, editsOf } from '../../../test/support/arbitrary.ts'
import { graphOf, tryText } from '../../../test/support/graphs.ts'
import { createTestRegistry } from '../../../test/support/nodes.ts'

const registry = createTestRegistry({ push: () => 0 })

const valid = graphOf(
  {
    a: 'source',
    b: { type: 'source', params: { rate: 3, seed: 2, missing: 3 } },
    c: { type: 'scale', params: { factor: 2 } },
    d: { type: 'window', params: { length: 3, hop: 1 } },
    m: 'mean',
    g: 'gather',
    h: 'hold',
    x: { type: 'scale', off: 'bypass' },
    y: { type: 'split', off: true },
    f: { type: 'failing', params: { where: 'never' } },
    o: { type: 'migrated', version: 3, params: { factor: 1 } },
    l: 'late',
    w: 'writer',
    s: 'sink',
  },
  [
    'a.value -> c.in',
    'c.out -> g.in',
    'a.value -> g.in',
    'g.out -> h.in',
    'b.value -> h.other',
    'h.out -> d.in',
    'd.out -> m.in',
    'm.out -> x.in',
    'x.out -> s.in',
    'a.index -> y.in',
    'y.out -> s.in',
    'b.value -> f.in',
    'f.out -> o.in',
    'o.out -> l.in',
    'l.out -> w.in',
    'c.out -> s.in',
  ],
)

test('the valid graph runs', async () => {
  const { problems, report } = await tryText(formatGraph(valid), registry)
  expect(problems).toEqual([])
  expect(report?.state).toBe('finished')
})

/** Either runs, or is refused with a problem; never throws, never hangs. */
async function check(text: string): Promise<'ran' | 'refused'> {
  const { problems, report } = await tryText(text, registry)
  if (report && !hasErrors(problems)) {
    expect(report.state === 'finished' || report.state === 'failed').toBe(true)
    for (const node of Object.values(report.nodes)) {
      if (node.state === 'failed') expect(node.error).toMatch(/^broken in/)
    }
    return 'ran'
  }
  expect(hasErrors(problems)).toBe(true)
  return 'refused'
}

test('any edit of a valid graph either runs or is refused with a problem', async () => {
  const outcomes = { ran: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(editsOf(valid), async (text) => {
      outcomes[await check(text)]++
    }),
    { numRuns: 1500 },
  )
  // both happen often enough to mean something
  expect(outcomes.ran).toBeGreaterThan(100)
  expect(outcomes.refused).toBeGreaterThan(100)
})

test('so does any graph at all', async () => {
  await fc.assert(
    fc.asyncProperty(anyGraph, async (graph) => {
      await check(formatGraph(graph))
    }),
    { numRuns: 300 },
  )
})
