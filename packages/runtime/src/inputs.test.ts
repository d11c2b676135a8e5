import {
  type Chunk,
  type Join,
  many,
  type NodeType,
  optional,
  type PlannedNode,
  port,
} from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInputs, type Inputs } from './inputs.ts'

const makers = { one: port, many, optional }
type Kind = keyof typeof makers

/** A node whose ports are given as "name": [kind, join, wires]. */
function inputsOf(ports: Record<string, [Kind, Join, string[]]>): Inputs {
  const inputs = Object.fromEntries(
    Object.entries(ports).map(([name, [kind, join]]) => [
      name,
      makers[kind]('float64', [], 'A help', { join }),
    ]),
  )
  const ends = Object.entries(ports).map(
    ([name, [, , wires]]) =>
      [
        name,
        wires.map((wire) => ({ node: wire.split('.')[0], port: wire.split('.')[1] })),
      ] as const,
  )
  const node = {
    id: 'n',
    type: { inputs } as unknown as NodeType,
    params: {},
    found: undefined,
    inputs: new Map(ends.filter(([, wires]) => wires.length > 0)),
    outputs: {},
  } satisfies PlannedNode
  return createInputs(node)
}

const chunk = (index: number, time = index): Chunk<'float64'> => ({
  data: Float64Array.of(index),
  index,
  time,
  coverage: 1,
})

/** All sets that are there, as indices by port. */
function drain(inputs: Inputs) {
  const sets: unknown[] = []
  for (let set = inputs.next(); set; set = inputs.next()) {
    sets.push(
      Object.fromEntries(
        Object.entries(set.chunks).map(([name, at]) => [
          name,
          Array.isArray(at) ? at.map((each) => each.index) : (at as Chunk | undefined)?.index,
        ]),
      ),
    )
  }
  return sets
}

describe('match', () => {
  test('pairs by index and drops what one side never sends', () => {
    const inputs = inputsOf({ a: ['one', 'match', ['x.o']], b: ['one', 'match', ['y.o']] })
    for (const index of [0, 1, 3, 4]) inputs.push('x.o', chunk(index))
    for (const index of [1, 2, 4, 5]) inputs.push('y.o', chunk(index))
    expect(drain(inputs)).toEqual([
      { a: 1, b: 1 },
      { a: 4, b: 4 },
    ])
    inputs.push('x.o', chunk(5))
    expect(drain(inputs)).toEqual([{ a: 5, b: 5 }])
  })

  test('gives the same sets however the chunks come', () => {
    const some = fc.uniqueArray(fc.nat(12)).map((list) => list.sort((a, b) => a - b))
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 2, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (lists, draws) => {
          const wires = lists.map((_, at) => `w${at}.o`)
          const inputs = inputsOf({ in: ['many', 'match', wires] })
          const left = lists.map((list) => [...list])
          const sets: unknown[] = []
          while (left.some((list) => list.length > 0)) {
            const open = left.flatMap((list, at) => (list.length > 0 ? [at] : []))
            const at = open[draws.next().value! % open.length]
            inputs.push(wires[at], chunk(left[at].shift()!))
            if (left[at].length === 0) inputs.end(wires[at])
            sets.push(...drain(inputs))
          }
          for (const wire of wires) inputs.end(wire)
          sets.push(...drain(inputs))
          const common = lists[0].filter((index) => lists.every((list) => list.includes(index)))
          expect(sets).toEqual(common.map((index) => ({ in: lists.map(() => index) })))
          expect(inputs.ended()).toBe(true)
        },
      ),
    )
  })

  test('one wire into two ports comes at both', () => {
    const inputs = inputsOf({ a: ['one', 'match', ['x.o']], b: ['one', 'match', ['x.o']] })
    inputs.push('x.o', chunk(7))
    expect(drain(inputs)).toEqual([{ a: 7, b: 7 }])
  })

  test('an optional port without a wire is empty', () => {
    const inputs = inputsOf({ a: ['one', 'match', ['x.o']], b: ['optional', 'match', []] })
    inputs.push('x.o', chunk(0))
    expect(drain(inputs)).toEqual([{ a: 0, b: undefined }])
  })
})

describe('latest', () => {
  const held = () => inputsOf({ a: ['one', 'match', ['x.o']], h: ['one', 'latest', ['y.o']] })

  test('is the newest chunk not later than the matched one', () => {
    const inputs = held()
    for (const [index, time] of [
      [0, 1],
      [1, 2.5],
      [2, 3],
    ])
      inputs.push('y.o', chunk(index, time))
    for (const [index, time] of [
      [0, 0.5],
      [1, 1],
      [2, 2],
      [3, 2.9],
      [4, 9],
    ]) {
      inputs.push('x.o', chunk(index, time))
    }
    expect(drain(inputs)).toEqual([
      { a: 1, h: 0 },
      { a: 2, h: 0 },
      { a: 3, h: 1 },
      { a: 4, h: 2 },
    ])
  })

  test('stays after its wire has ended', () => {
    const inputs = held()
    inputs.push('y.o', chunk(0))
    inputs.end('y.o')
    inputs.push('x.o', chunk(5))
    expect(drain(inputs)).toEqual([{ a: 5, h: 0 }])
    expect(inputs.ended()).toBe(false)
    inputs.end('x.o')
    expect(inputs.ended()).toBe(true)
  })

  test('of an optional port may be absent, and is gone when its wire is lost', () => {
    const inputs = inputsOf({ a: ['one', 'match', ['x.o']], h: ['optional', 'latest', ['y.o']] })
    inputs.push('x.o', chunk(0))
    expect(drain(inputs)).toEqual([{ a: 0, h: undefined }])
    inputs.push('y.o', chunk(3, 1))
    inputs.push('x.o', chunk(1))
    expect(drain(inputs)).toEqual([{ a: 1, h: 3 }])
    expect(inputs.lose('y.o')).toBe(true)
    inputs.push('x.o', chunk(2))
    expect(drain(inputs)).toEqual([{ a: 2, h: undefined }])
  })
})

test('each gives every chunk alone, by wire', () => {
  const inputs = inputsOf({
    in: ['many', 'each', ['x.o', 'y.o']],
    b: ['optional', 'each', ['z.o']],
  })
  inputs.push('z.o', chunk(9))
  inputs.push('y.o', chunk(1))
  inputs.push('x.o', chunk(0))
  inputs.push('y.o', chunk(2))
  expect(drain(inputs)).toEqual([
    { in: [0], b: undefined },
    { in: [1], b: undefined },
    { in: [2], b: undefined },
    { in: [], b: 9 },
  ])
})

test('each says which wire brought the chunk, match has none to say', () => {
  const inputs = inputsOf({
    in: ['many', 'each', ['x.o', 'y.o']],
    b: ['one', 'match', ['z.o']],
  })
  for (const wire of ['y.o', 'x.o', 'z.o']) inputs.push(wire, chunk(0))
  const sets = [inputs.next(), inputs.next(), inputs.next()]
  expect(sets.map((set) => set?.from)).toEqual([undefined, 'x.o', 'y.o'])
})

describe('a lost wire', () => {
  test('ends a port that takes one, and a many port with its last', () => {
    expect(inputsOf({ a: ['one', 'match', ['x.o']] }).lose('x.o')).toBe(false)
    const inputs = inputsOf({ in: ['many', 'match', ['x.o', 'y.o']] })
    expect(inputs.lose('x.o')).toBe(true)
    expect(inputs.lose('y.o')).toBe(false)
    expect(inputsOf({ a: ['one', 'match', ['x.o']] }).lose('unknown.o')).toBe(true)
  })

  test('is no longer waited for, and what it had is gone', () => {
    const inputs = inputsOf({ in: ['many', 'match', ['x.o', 'y.o', 'z.o']] })
    for (const wire of ['x.o', 'y.o']) inputs.push(wire, chunk(0))
    // z.o is what the other two wait for
    expect(drain(inputs)).toEqual([])
    expect(inputs.lose('z.o')).toBe(true)
    inputs.push('z.o', chunk(2))
    inputs.push('x.o', chunk(2))
    inputs.push('y.o', chunk(2))
    expect(drain(inputs)).toEqual([{ in: [0, 0] }, { in: [2, 2] }])
  })
})
