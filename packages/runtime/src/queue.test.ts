import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQueue } from './queue.ts'

test('gives what fitted, in order, however pushes and takes interleave', async () => {
  const steps = fc.array(fc.constantFrom('push', 'push', 'take', 'turn'), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), steps, async (capacity, moves) => {
      const queue = createQueue<number>(capacity)
      const fitted: number[] = []
      const taken: (number | undefined)[] = []
      let next = 0
      let lost = 0
      let waiting: Promise<void> | undefined
      const take = async () => {
        taken.push(await queue.take())
      }
      for (const move of moves) {
        if (move === 'push') {
          if (queue.push(next)) fitted.push(next)
          else lost++
          next++
        } else if (move === 'take') {
          await (waiting && queue.size > 0 ? waiting : undefined)
          if (queue.size > 0) await take()
          else
            waiting ??= take().then(() => {
              waiting = undefined
            })
        } else await Promise.resolve()
        expect(queue.size).toBeLessThanOrEqual(capacity)
      }
      queue.end()
      await waiting
      expect(queue.push(-1)).toBe(false)
      for (let last: unknown = 0; last !== undefined; ) last = await take().then(() => taken.at(-1))
      expect(taken.filter((item) => item !== undefined)).toEqual(fitted)
      expect(queue.lost).toBe(lost + 1)
    }),
  )
})

test('an error at the end comes after what was there', async () => {
  const queue = createQueue<string>(2)
  queue.push('a')
  queue.end(new Error('cable out'))
  queue.end()
  expect(await queue.take()).toBe('a')
  await expect(queue.take()).rejects.toThrow('cable out')
})

test('a taker waits for the next push, and there is one taker', async () => {
  const queue = createQueue<string>(1)
  const first = queue.take()
  await expect(queue.take()).rejects.toThrow('one taker at a time')
  expect(queue.push('a')).toBe(true)
  expect(queue.push('b')).toBe(false)
  expect(await first).toBe('a')
  expect(queue.lost).toBe(1)
})
