import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createIdentities } from './identities.ts'

const usual = { people: 2, reach: 0.2, memory: 10, confirm: 3 }
const none = Number.NaN

/** Who each of the ranges went to, a second apart. */
function follow(seen: readonly (readonly number[])[], options = usual): number[][] {
  const assign = createIdentities(options)
  return seen.map((ranges, time) => [...assign(ranges, time)].map((at) => ranges[at] ?? none))
}

describe('identities', () => {
  test('do not depend on the order in which targets come', () => {
    expect(
      follow([
        [0.76, 1.33],
        [1.34, 0.75],
        [0.77, 1.32],
      ]),
    ).toEqual([
      [0.76, 1.33],
      [0.75, 1.34],
      [0.77, 1.32],
    ])
  })

  test('stay where one goes and comes back within the memory', () => {
    const away = Array.from({ length: 8 }, () => [none, 1.33])
    const kept = follow([[0.76, 1.33], ...away, [0.8, 1.33]])
    expect(kept[5]).toEqual([none, 1.33])
    expect(kept.at(-1)).toEqual([0.8, 1.33])
  })

  test('one target whose strongest person changes is two people', () => {
    expect(follow([[0.76], [1.33], [1.33], [0.77]])).toEqual([
      [0.76, none],
      [none, 1.33],
      [none, 1.33],
      [0.77, none],
    ])
  })

  test('a ghost takes no place that is kept', () => {
    expect(
      follow([
        [0.76, 1.33],
        [2, 1.33],
        [2, 1.33],
        [2, 1.33],
      ])[3],
    ).toEqual([none, 1.33])
  })

  test('the place of one forgotten goes to a stranger seen often enough', () => {
    const gone = Array.from({ length: 12 }, () => [none, 1.33])
    const ranges = follow([[0.76, 1.33], ...gone, [2, 1.33], [1.8, 1.33], [1.9, 1.33], [1.9, 1.33]])
    expect(ranges.slice(-4).map(([first]) => first)).toEqual([none, none, 1.9, 1.9])
    const flicker = follow([[0.76, 1.33], ...gone, [2, 1.33], [none, 1.33], [2, 1.33], [2, 1.33]])
    expect(flicker.at(-1)).toEqual([none, 1.33])
  })

  test('as many as can be are matched, not only the nearest pair', () => {
    // .9 is nearest to 1, but then 1.15 would find nobody
    expect(
      follow([
        [0.8, 1],
        [0.95, 1.15],
      ])[1],
    ).toEqual([0.95, 1.15])
  })

  test('each target goes to one person at most, and each person walks on from where they were', () => {
    const step = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), {
      minLength: 3,
      maxLength: 3,
    })
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
    fc.assert(
      fc.property(fc.array(fc.tuple(step, order), { maxLength: 30 }), (moves) => {
        const people = [0.6, 1.3, 2]
        const truth = [people.slice()]
        const seen = [people.slice()]
        for (const [by, shuffled] of moves) {
          // within .3 m of home, so that nobody meets anybody
          for (let i = 0; i < 3; i++) {
            const home = [0.6, 1.3, 2][i]
            people[i] = Math.min(home + 0.2, Math.max(home - 0.2, people[i] + by[i]))
          }
          truth.push(people.slice())
          seen.push(shuffled.map((i) => people[i]))
        }
        expect(follow(seen, { ...usual, people: 3 })).toEqual(truth)
      }),
      { numRuns: 50 },
    )
  })
})
