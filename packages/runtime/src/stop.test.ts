import { expect, test } from 'vitest'
import { createStop, unlessStopped } from './stop.ts'

test('listeners are called once, at once after the stop, and not when taken back', () => {
  const stop = createStop()
  const calls: string[] = []
  stop.onStop(() => calls.push('a'))
  const takeBack = stop.onStop(() => calls.push('b'))
  takeBack()
  stop.stop()
  stop.stop()
  stop.onStop(() => calls.push('c'))
  expect(calls).toEqual(['a', 'c'])
  expect(stop.stopped).toBe(true)
})

test('work is waited for until the stop', async () => {
  const stop = createStop()
  expect(await unlessStopped(stop, Promise.resolve(3))).toBe(3)
  expect(await unlessStopped(stop, 4)).toBe(4)
  await expect(unlessStopped(stop, Promise.reject(new Error('no')))).rejects.toThrow('no')
  const never = unlessStopped(stop, new Promise(() => undefined))
  stop.stop()
  expect(await never).toBeUndefined()
})
