/** Wild inputs for property tests: graphs, and texts of graphs with something changed. */
import { formatGraph, type Graph, type GraphNode, type Json, parseJson } from '@chirpflow/graph'
import fc from 'fast-check'

const id = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'radar', 'range', 'constructor', 'toString', 'a-b', 'A_1'),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,6}$/),
)
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => parseJson(JSON.stringify(value)).value)
const ownMembers = ['type', 'params', 'off', 'note', '__proto__']
const ownGraphMembers = ['format', 'version', 'title', 'nodes', 'links', 'view', '__proto__']
const extra = (own: string[]) =>
  fc
    .dictionary(fc.string({ unit: 'grapheme' }), json, { maxKeys: 2 })
    .map((members) =>
      Object.fromEntries(Object.entries(members).filter(([key]) => !own.includes(key))),
    ) as fc.Arbitrary<Record<string, Json>>

const node: fc.Arbitrary<GraphNode> = fc.record(
  {
    type: fc.constantFrom('source', 'scale', 'sink', 'unheard-of', '3d'),
    version: fc.nat(999_999_999),
    params: fc.dictionary(fc.string(), json, { maxKeys: 3 }) as fc.Arbitrary<Record<string, Json>>,
    off: fc.constantFrom<(true | 'bypass')[]>(true, 'bypass'),
    note: fc.string({ unit: 'binary' }),
    extra: extra(ownMembers),
  },
  { requiredKeys: ['type', 'version', 'params', 'extra'] },
)

const end = fc.record({ node: id, port: id })

/** Any graph that a file can hold, mostly without sense. */
export const anyGraph: fc.Arbitrary<Graph> = fc.record({
  title: fc.string({ unit: 'binary' }),
  nodes: fc.dictionary(id, node, { maxKeys: 5 }),
  links: fc.array(fc.record({ from: end, to: end }), { maxLength: 5 }),
  view: fc.dictionary(
    id,
    fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    { maxKeys: 3 },
  ),
  extra: extra(ownGraphMembers),
})

/** One change of a JSON value: a member dropped, added, renamed, copied or replaced, somewhere. */
function changed(value: unknown, at: () => number, other: unknown): unknown {
  const isContainer = typeof value === 'object' && value !== null
  const entries = isContainer ? Object.entries(value) : []
  if (entries.length === 0 || at() % 8 === 0) return other
  const chosen = at() % entries.length
  const [key, item] = entries[chosen]
  const kind = at() % 8
  if (kind === 0) entries.splice(chosen, 1)
  else if (kind === 1) entries[chosen] = [`${key}x`, item]
  else if (kind === 2) entries.push([`${key}2`, item])
  else if (kind === 3) entries[chosen] = [key, entries[at() % entries.length][1]]
  else entries[chosen] = [key, changed(item, at, other)]
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries)
}

const names = ['source', 'scale', 'sink', 'gather', 'value', 'in', 'out', 'a', 'b', 'c', 's']
const replacement = fc.oneof(
  json,
  fc.constantFrom(0, -1, 1e9, 1e300, 2.5, true, 'bypass', 'source@1', 'gather@1', 'scale@9', ''),
  fc
    .tuple(...[0, 1, 2, 3].map(() => fc.constantFrom(...names)))
    .map(([a, b, c, d]) => `${a}.${b} -> ${c}.${d}`),
)

/** The canonical text of a graph after one to four edits of its members. */
export function editsOf(graph: Graph): fc.Arbitrary<string> {
  const step = fc.tuple(fc.array(fc.nat(1000), { minLength: 4, maxLength: 30 }), replacement)
  return fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => {
    let value: unknown = JSON.parse(formatGraph(graph))
    for (const [choices, other] of steps) {
      let next = 0
      value = changed(value, () => choices[next++ % choices.length], other)
    }
    return JSON.stringify(value, undefined, 2)
  })
}

/** The text of any graph after edits of its members, or of its letters. */
export const mutatedText: fc.Arbitrary<string> = fc.oneof(
  anyGraph.chain(editsOf),
  fc
    .tuple(anyGraph, fc.nat(), fc.nat(4), fc.string({ maxLength: 3 }))
    .map(([graph, at, cut, put]) => {
      const text = formatGraph(graph)
      const place = at % (text.length + 1)
      return text.slice(0, place) + put + text.slice(place + cut)
    }),
)
