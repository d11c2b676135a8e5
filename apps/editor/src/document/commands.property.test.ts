/** Random commands on a real graph: undo and redo give back every byte, and nothing in between is broken. */
import { readFileSync } from 'node:fs'
import {
  annotationIds,
  type End,
  formatGraph,
  type Graph,
  type Link,
  offerAdapters,
  type ParamValue,
  parseGraph,
  planGraph,
  readAnnotations,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyParts } from './clipboard.ts'
import * as commands from './commands/index.ts'
import { isRefused, type Outcome, wiringOf } from './context.ts'
import { createDocument, type DocumentStore } from './store.ts'

const folder = new URL('../../../../examples/heart-rate-simulated/', import.meta.url)
const example = parseGraph(readFileSync(new URL('heart-rate-simulated.graph.json', folder), 'utf8'))
  .graph!

/** With what an old or a newer chirpflow, or a hand, may have left in a file. */
const wildFile: Graph = {
  ...example,
  nodes: {
    ...example.nodes,
    alien: { type: 'not-yet-known', version: 7, params: { x: [1, { y: null }] }, extra: { z: 1 } },
    constructor: { type: 'median-filter', version: 1, params: {}, extra: {} },
  },
  links: [
    ...example.links,
    { from: { node: 'unwrap', port: 'displacement' }, to: { node: 'alien', port: 'anything' } },
    { from: { node: 'ghost', port: 'out' }, to: { node: 'constructor', port: 'in' } },
  ],
  extra: {
    ...example.extra,
    later: { a: [1, 2] },
    groups: {
      heart: {
        title: 'Heart',
        nodes: ['heart-peak', 'heart-median'],
        expose: { from: 'heart-peak.low' },
        colour: 'kept',
      },
      broken: { title: 3 },
    },
    notes: { note: { text: 'Slow time', at: [-20, 200], size: [700, 300] }, torn: 'kept' },
  },
}

interface Dice {
  readonly what: number
  readonly picks: readonly number[]
  readonly bit: boolean
}

const dice = fc.record({
  what: fc.nat(),
  picks: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
  bit: fc.boolean(),
})

/** Turns thrown dice into a command; the same dice on the same document do the same. */
function play(document: DocumentStore, { what, picks, bit }: Dice, clipboard: { text: string }) {
  const { graph } = document.getState()
  const one = <T>(items: readonly T[], at: number): T => items[picks[at] % items.length]
  const some = <T>(items: readonly T[]) =>
    items.filter((_, index) => (picks[0] >> (index % 16)) % 4 === 0)
  const ids = Object.keys(graph.nodes)
  const { groups } = readAnnotations(graph)
  const id = one(ids, 0) ?? 'none'
  const typeId = one([...registry.keys()], 1)
  const link = one<Link | undefined>(graph.links, 2)
  const place = [picks[3] % 2000, (picks[4] % 2000) - 500] as const
  const wiring = wiringOf(graph, document.context)
  const outputs = ids.flatMap((node) =>
    Object.keys(registry.get(graph.nodes[node].type)?.outputs ?? {}).map(
      (port): End => ({ node, port }),
    ),
  )
  const inputs = ids.flatMap((node) =>
    Object.keys(registry.get(graph.nodes[node].type)?.inputs ?? {}).map(
      (port): End => ({ node, port }),
    ),
  )
  const from = one<End | undefined>(outputs, 3)
  const to = one<End | undefined>(inputs, 4)
  const { apply } = document
  const moves: readonly (() => Outcome | undefined)[] = [
    () => apply(commands.addNode, { type: typeId, ...(bit ? { at: place } : { after: id }) }),
    () => {
      const port = Object.keys(registry.get(typeId)!.inputs)[0]
      return apply(commands.addNode, { type: typeId, from, port })
    },
    () => apply(commands.addAlternative, { node: id, ...(bit ? { type: typeId } : {}) }),
    () => apply(commands.remove, { nodes: some(ids), reconnect: bit }),
    () =>
      apply(commands.remove, {
        nodes: [id],
        notes: ['note'],
        links: link && [link],
        reconnect: bit,
      }),
    () => from && to && apply(commands.connect, { from, to, instead: bit ? link : undefined }),
    () => apply(commands.disconnect, { links: link ? [link] : [] }),
    () =>
      link &&
      apply(commands.insertOnWire, bit ? { link, type: typeId } : { link, node: id, at: place }),
    () => {
      if (!from || !to) return undefined
      const chain = offerAdapters({ from, to }, wiring)[0]?.chain
      return chain && apply(commands.insertAdapters, { from, to, chain })
    },
    () => {
      const params = Object.entries(registry.get(graph.nodes[id]?.type)?.params ?? {})
      const [name, param] = one(params, 1) ?? ['none', undefined]
      const value: ParamValue =
        param?.kind === 'choice'
          ? one(param.options, 2)
          : param?.kind === 'flag'
            ? bit
            : picks[3] % 9
      return apply(commands.setParam, { nodes: [id], name, value })
    },
    () => {
      // A slider that is dragged: several values, one step.
      document.begin()
      for (const value of picks) {
        apply(commands.setParam, { nodes: [id], name: 'low', value: 0.1 + (value % 7) / 10 })
      }
      if (bit) document.commit()
      else document.cancel()
      return undefined
    },
    () => apply(commands.resetParams, { nodes: some(ids) }),
    () => apply(commands.renameNode, { node: id, to: `renamed-${picks[1] % 50}` }),
    () => apply(commands.move, { nodes: { [id]: place }, notes: { note: place } }),
    () => apply(commands.align, { nodes: some(ids), edge: bit ? 'top' : 'centre' }),
    () => apply(commands.distribute, { nodes: some(ids), along: bit ? 'x' : 'y' }),
    () => apply(commands.tidy, bit ? {} : { nodes: some(ids) }),
    () =>
      apply(commands.setOff, { nodes: [id], off: one([true, 'bypass', undefined] as const, 1) }),
    () => apply(commands.setTitle, { title: `Title "${picks[1]}"\n\u0007` }),
    () => apply(commands.setNodeNote, { node: id, text: bit ? '' : `why ${picks[1]}` }),
    () => apply(commands.addNote, { text: 'lane', at: place, size: [300, 200] }),
    () =>
      apply(commands.editNote, { note: 'note', text: 'other', ...(bit ? { size: [10, 10] } : {}) }),
    () => apply(commands.group, { nodes: some(ids), title: 'Group' }),
    () => apply(commands.ungroup, { groups: [one(Object.keys(groups), 1)] }),
    () =>
      apply(commands.renameGroup, { group: one(Object.keys(groups), 1), title: `G${picks[2]}` }),
    () => {
      const name = one(Object.keys(groups), 1)
      const node = name === undefined ? 'none' : (one(groups[name].nodes, 2) ?? 'none')
      const param = Object.keys(registry.get(graph.nodes[node]?.type ?? '')?.params ?? {})[0]
      return apply(commands.expose, {
        group: name ?? 'none',
        node,
        param,
        name: bit ? 'shown' : undefined,
      })
    },
    () => {
      const notes = annotationIds(graph, 'notes')
      clipboard.text = copyParts(graph, { nodes: some(ids), notes }, document.context)
      return bit ? apply(commands.cut, { nodes: some(ids), notes }) : undefined
    },
    () => apply(commands.paste, { text: clipboard.text, ...(bit ? { at: place } : {}) }),
    () => apply(commands.duplicate, { nodes: some(ids) }),
  ]
  return moves[what % moves.length]()
}

/** Formats, reads back and plans: all that a graph must always be able to do. */
function check(graph: Graph) {
  const text = formatGraph(graph)
  const again = parseGraph(text)
  expect(again.problems).toEqual([])
  expect(formatGraph(again.graph!)).toBe(text)
  planGraph(graph, registry, new Map())
}

test.each([
  ['the example', example],
  ['a wild file', wildFile],
  ['an empty graph', { title: '', nodes: {}, links: [], view: {}, extra: {} }],
])('undoing all gives the first document byte for byte, redoing all the last: %s', (_, start) => {
  fc.assert(
    fc.property(fc.array(dice, { minLength: 1, maxLength: 25 }), (throws) => {
      const document = createDocument(registry)
      document.replace(start, 'start.graph.json', true)
      const clipboard = { text: 'nothing' }
      const texts = [formatGraph(document.getState().graph)]
      for (const thrown of throws) {
        const steps = document.getState().past.length
        const outcome = play(document, thrown, clipboard)
        const { graph, past } = document.getState()
        if (outcome && isRefused(outcome)) {
          expect(outcome.refused.length).toBeGreaterThan(5)
          expect(past.length).toBe(steps)
        }
        expect(past.length - steps).toBeLessThanOrEqual(1)
        if (past.length > steps) texts.push(formatGraph(graph))
        expect(formatGraph(graph)).toBe(texts.at(-1))
        check(graph)
      }
      const last = texts.length - 1
      for (let at = last - 1; at >= 0; at--) {
        expect(document.undo()).toBeTruthy()
        expect(formatGraph(document.getState().graph)).toBe(texts[at])
      }
      expect(document.undo()).toBeUndefined()
      expect(document.getState().dirty).toBe(false)
      for (let at = 1; at <= last; at++) {
        expect(document.redo()).toBeTruthy()
        expect(formatGraph(document.getState().graph)).toBe(texts[at])
      }
      expect(document.redo()).toBeUndefined()
    }),
    { numRuns: 120 },
  )
})

test('what cannot be read of groups and notes outlives every command', () => {
  fc.assert(
    fc.property(fc.array(dice, { minLength: 1, maxLength: 15 }), (throws) => {
      const document = createDocument(registry)
      document.replace(wildFile, 'wild.graph.json', true)
      const clipboard = { text: '' }
      for (const thrown of throws) play(document, thrown, clipboard)
      const { extra } = document.getState().graph
      expect(extra.later).toEqual({ a: [1, 2] })
      expect(extra.groups).toMatchObject({ broken: { title: 3 } })
      expect(extra.notes).toMatchObject({ torn: 'kept' })
    }),
    { numRuns: 60 },
  )
})

test('renaming keeps the meaning: the same plan, up to the id', () => {
  const before = planGraph(example, registry, new Map())
  for (const node of Object.keys(example.nodes)) {
    const document = createDocument(registry)
    document.replace(example, '', true)
    document.apply(commands.renameNode, { node, to: 'another-name' })
    const after = planGraph(document.getState().graph, registry, new Map())
    // Ids are words of their own in the JSON text of a plan ("node", "node.port", a clock).
    const back = (value: unknown) =>
      JSON.stringify(value)
        .replaceAll('"another-name"', `"${node}"`)
        .replaceAll('"another-name.', `"${node}.`)
    const facts = (plan: typeof before) =>
      [...plan.nodes]
        .map(({ id, type, params, inputs, outputs }) =>
          back([id, type.id, params, [...inputs], outputs]),
        )
        .sort()
    expect(facts(after)).toEqual(facts(before))
    expect(after.problems.map(back).sort()).toEqual(before.problems.map(back).sort())
  }
})
