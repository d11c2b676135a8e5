import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Link } from './file.ts'
import { orderNodes } from './order.ts'
import type { Problem } from './problem.ts'

/** Links into each node, from pairs "from to". */
function wiresOf(pairs: readonly (readonly [string, string])[]): Map<string, Link[]> {
  const wires = new Map<string, Link[]>()
  for (const [from, to] of pairs) {
    const link = { from: { node: from, port: 'out' }, to: { node: to, port: 'in' } }
    wires.set(to, [...(wires.get(to) ?? []), link])
  }
  return wires
}

function ordered(ids: string[], pairs: readonly (readonly [string, string])[]) {
  const problems: Problem[] = []
  const order = orderNodes(ids, wiresOf(pairs), problems)
  return { order, problems: problems.map(({ node, message }) => [node, message]) }
}

const loop = (words: string) =>
  `these nodes feed themselves in a loop: ${words}; remove one of the wires`

test('puts every node after what feeds it', () => {
  const { order } = ordered(
    ['a', 'b', 'c', 'd'],
    [
      ['d', 'a'],
      ['c', 'd'],
      ['b', 'a'],
    ],
  )
  expect([...order].sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(order.indexOf('c')).toBeLessThan(order.indexOf('d'))
  expect(order.indexOf('d')).toBeLessThan(order.indexOf('a'))
})

test('names a loop in the direction of the data', () => {
  expect(
    ordered(
      ['a', 'b', 'c', 'x'],
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
        ['c', 'x'],
      ],
    ),
  ).toEqual({
    order: ['x'],
    problems: [['a', loop('a -> b -> c -> a')]],
  })
})

test('a node that feeds itself', () => {
  expect(
    ordered(
      ['a', 'b'],
      [
        ['a', 'a'],
        ['a', 'b'],
      ],
    ),
  ).toEqual({
    order: ['b'],
    problems: [['a', loop('a -> a')]],
  })
})

test('two loops are two problems', () => {
  const { order, problems } = ordered(
    ['a', 'b', 'c', 'd', 'e'],
    [
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e'],
      ['e', 'd'],
    ],
  )
  expect(order).toEqual(['c'])
  expect(problems).toEqual([
    ['a', loop('a -> b -> a')],
    ['d', loop('d -> e -> d')],
  ])
})

test('nested loops are one problem that names all', () => {
  const { order, problems } = ordered(
    ['a', 'b', 'c', 'e', 'z'],
    [
      ['b', 'a'],
      ['c', 'b'],
      ['b', 'c'],
      ['e', 'b'],
      ['b', 'e'],
      ['a', 'z'],
      ['a', 'b'],
    ],
  )
  expect(order).toEqual(['z'])
  expect(problems).toEqual([['a', loop('a -> b -> a, and so do c, e')]])
})

test('a long loop is shortened', () => {
  const ids = Array.from({ length: 5000 }, (_, at) => `n${String(at).padStart(4, '0')}`)
  const { order, problems } = ordered(
    ids,
    ids.map((id, at) => [id, ids[(at + 1) % 5000]] as const),
  )
  expect(order).toEqual([])
  expect(problems).toHaveLength(1)
  expect(problems[0][1]).toMatch(/loop: n0000 -> n0001 -> .* -> \(4989 more\) -> n0000;/)
})

const pairs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 })

test('agrees with brute force on any wires', () => {
  fc.assert(
    fc.property(pairs, (numbers) => {
      const ids = Array.from({ length: 8 }, (_, at) => `n${at}`)
      const named = numbers.map(([from, to]) => [ids[from], ids[to]] as const)
      const { order, problems } = ordered(ids, named)
      // reach by Warshall: a node is in a loop where it reaches itself
      const reach = new Set(named.map(([from, to]) => `${from} ${to}`))
      for (const via of ids) {
        for (const from of ids) {
          for (const to of ids) {
            if (reach.has(`${from} ${via}`) && reach.has(`${via} ${to}`)) reach.add(`${from} ${to}`)
          }
        }
      }
      expect([...order].sort()).toEqual(ids.filter((id) => !reach.has(`${id} ${id}`)))
      for (const [from, to] of named) {
        if (!order.includes(from) || !order.includes(to)) continue
        expect(order.indexOf(from)).toBeLessThan(order.indexOf(to))
      }
      const knots = new Set(
        ids
          .filter((id) => reach.has(`${id} ${id}`))
          .map((id) =>
            ids.find((other) => reach.has(`${id} ${other}`) && reach.has(`${other} ${id}`)),
          ),
      )
      expect(problems.map(([node]) => node).sort()).toEqual([...knots].sort())
      for (const [, message] of problems) {
        const names = message!
          .replace(/.*loop: /, '')
          .replace(/[,;].*/, '')
          .split(' -> ')
        for (const [at, name] of names.slice(1).entries()) {
          expect(named).toContainEqual([names[at], name])
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('takes work that grows as nodes and links do', () => {
  const work = (length: number) => {
    const ids = Array.from({ length }, (_, at) => `n${at}`)
    const chain = ids
      .slice(1)
      .flatMap((id, at) => [[ids[at], id] as const, [ids[Math.floor(at / 2)], id] as const])
    let looks = 0
    class Counting extends Map<string, Link[]> {
      override get(id: string) {
        looks++
        return super.get(id)
      }
    }
    const problems: Problem[] = []
    expect(orderNodes(ids, new Counting(wiresOf(chain)), problems)).toHaveLength(length)
    return looks
  }
  expect(work(8000)).toBeLessThanOrEqual(2 * work(4000) + 10)
})
