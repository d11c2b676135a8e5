import { expect, test } from 'vitest'
import { graphOf, planOf } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import { createTestRegistry, sample } from '../../../test/support/nodes.ts'
import { partGraphs, type Side } from './part.ts'

const registry = createTestRegistry()
const host = createTestHost()

const chain = (params: Record<string, number | string | boolean>, last = 2, seed = 1) =>
  graphOf(
    {
      source: { type: 'source', params: { frames: 20, width: 3, seed } },
      first: { type: 'scale', params: { factor: 3 } },
      middle: { type: 'touch', params },
      last: { type: 'scale', params: { factor: last } },
      end: 'sink',
    },
    [
      'source.value -> first.in',
      'first.out -> middle.in',
      'middle.out -> last.in',
      'last.out -> end.in',
    ],
  )

/** Adds to one sample of one chunk. */
const touched = new Map(registry)
const scale = registry.get('scale')!
touched.set('touch', {
  ...scale,
  id: 'touch',
  params: {
    index: { kind: 'integer', default: -1, label: 'A label', help: 'A help.' },
    sample: { kind: 'integer', default: 0, label: 'A label', help: 'A help.' },
  },
  open: (({ params }: { params: { index: number; sample: number } }) => ({
    process(
      { in: chunk }: { in: { data: Float64Array; index: number } },
      emit: (outputs: { out: Float64Array }) => void,
    ) {
      const place = params.sample
      const more = (at: number) => (chunk.index === params.index && at === place ? 1e-9 : 0)
      emit({ out: chunk.data.map((value, at) => value + more(at)) })
    },
  })) as never,
})

const side = async (graph: ReturnType<typeof chain>): Promise<Side> => ({
  graph,
  plan: await planOf(graph, touched, host),
})

const part = async (a: ReturnType<typeof chain>, b: ReturnType<typeof chain>) =>
  partGraphs(await side(a), await side(b), { registry: touched, host })

test('one changed sample is found where it was changed, not where it came to', async () => {
  for (const [index, place] of [
    [0, 0],
    [7, 2],
    [19, 1],
  ]) {
    const { parting, differences, state } = await part(chain({}), chain({ index, sample: place }))
    expect(state).toBe('finished')
    const clean = 3 * sample(1, index, place)
    expect(parting).toEqual({
      node: 'middle',
      wire: 'middle.out',
      index,
      time: index / 10,
      sample: place,
      a: String(clean),
      b: String(clean + 1e-9),
    })
    expect(differences).toContainEqual({
      node: 'middle',
      what: 'index',
      a: 'not set',
      b: String(index),
    })
  }
})

test('graphs that are written differently and do the same do not part', async () => {
  const { parting, differences, wires } = await part(chain({}), chain({ index: 99 }))
  expect(parting).toBeUndefined()
  expect(wires).toBe(5)
  expect(differences).toEqual([{ node: 'middle', what: 'index', a: 'not set', b: '99' }])
})

test('the earliest node in order of flow is named, whatever its name', async () => {
  const { parting } = await part(chain({}), chain({ index: 3 }, 5))
  expect(parting).toMatchObject({ wire: 'middle.out', index: 3 })
  const { parting: other } = await part(chain({}), chain({ index: 3 }, 5, 9))
  expect(other).toMatchObject({ wire: 'source.value', index: 0, sample: 0 })
})

test('a wire that ends early parts at the first chunk that is missing', async () => {
  const short = chain({})
  const frames = { ...short.nodes.source.params, frames: 12 }
  const cut = {
    ...short,
    nodes: { ...short.nodes, source: { ...short.nodes.source, params: frames } },
  }
  const { parting } = await part(chain({}), cut)
  expect(parting).toMatchObject({ wire: 'source.value', index: 12, time: 1.2, b: 'nothing' })
})

test('other axes part before any data', async () => {
  const wide = chain({})
  const width = { ...wide.nodes.source.params, width: 4 }
  const other = {
    ...wide,
    nodes: { ...wide.nodes, source: { ...wide.nodes.source, params: width } },
  }
  const { parting } = await part(chain({}), other)
  expect(parting).toEqual({
    node: 'source',
    wire: 'source.value',
    a: 'float64 (rx 3) in m, 10 /s',
    b: 'float64 (rx 4) in m, 10 /s',
  })
})
