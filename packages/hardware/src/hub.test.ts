import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHub } from './hub.ts'

describe('capture hub', () => {
  test('a reader replays what is held and then follows', async () => {
    const hub = createHub<number>(100, () => 1)
    hub.push(1)
    hub.push(2)
    const reader = hub.attach('oldest')
    expect(await reader.next()).toBe(1)
    expect(await reader.next()).toBe(2)
    const third = reader.next()
    hub.push(3)
    expect(await third).toBe(3)
    hub.end()
    expect(await reader.next()).toBeUndefined()
  })

  test('two readers of one capture get the same items, wherever the other stands', async () => {
    const hub = createHub<number>(100, () => 1)
    for (let item = 0; item < 5; item++) hub.push(item)
    const now = hub.attach('next')
    const again = hub.attach('oldest')
    hub.push(5)
    hub.end()
    expect(await rest(now)).toEqual([5])
    expect(await rest(again)).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('the newest item stays, however large', async () => {
    const hub = createHub<number>(10, (size) => size)
    hub.push(4)
    hub.push(400)
    expect([hub.items, hub.bytes]).toEqual([1, 400])
    expect(await hub.attach('oldest').next()).toBe(400)
  })

  test('readers learn of the end of a capture that failed, after what came before', async () => {
    const hub = createHub<number>(10, () => 1)
    const reader = hub.attach('oldest')
    hub.push(1)
    hub.end(new Error('unplugged'))
    expect(await reader.next()).toBe(1)
    await expect(reader.next()).rejects.toThrow('unplugged')
  })

  test('a closed reader wakes and is not waited for', async () => {
    const hub = createHub<number>(10, () => 1)
    const reader = hub.attach('oldest')
    const waiting = reader.next()
    reader.close()
    expect(await waiting).toBeUndefined()
    hub.push(1)
    expect(hub.waiting).toBe(0)
  })
})

test('any mix of pushes and reads loses only what the budget lets go', async () => {
  const step = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('read' as const))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.array(step), async (budget, steps) => {
      const hub = createHub<{ index: number; size: number }>(budget, ({ size }) => size)
      const reader = hub.attach('oldest')
      const sizes: number[] = []
      let position = 0
      let skipped = 0
      for (const step of steps) {
        if (step !== 'read') {
          hub.push({ index: sizes.length, size: step })
          sizes.push(step)
          continue
        }
        const from = Math.max(position, oldestHeld(sizes, budget))
        if (from >= sizes.length) continue
        skipped += from - position
        expect((await reader.next())?.index).toBe(from)
        position = from + 1
      }
      expect(reader.skipped).toBe(skipped)
      expect(hub.waiting).toBe(sizes.length - Math.max(position, oldestHeld(sizes, budget)))
    }),
  )
})

/** The longest tail within the budget, and never less than the newest. */
function oldestHeld(sizes: readonly number[], budget: number): number {
  const total = (from: number) => sizes.slice(from).reduce((sum, size) => sum + size, 0)
  let from = 0
  while (from < sizes.length - 1 && total(from) > budget) from++
  return from
}

async function rest<T>(reader: { next(): Promise<T | undefined> }): Promise<T[]> {
  const items: T[] = []
  for (let item = await reader.next(); item !== undefined; item = await reader.next()) {
    items.push(item)
  }
  return items
}
