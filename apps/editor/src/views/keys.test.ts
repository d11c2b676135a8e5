import { expect, it } from 'vitest'
import { actionOf, viewKeys } from './keys.ts'

const pressed = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

it('means one thing by each key', () => {
  const keys = viewKeys.flatMap((entry) => entry.keys)
  expect(new Set(keys).size).toBe(keys.length)
  for (const { action, keys } of viewKeys) {
    for (const key of keys) expect(actionOf(pressed(key), true)).toBe(action)
  }
})

it('takes no key with Ctrl, Meta or Alt, which belong to the page and the browser', () => {
  for (const { keys } of viewKeys) {
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) {
      expect(actionOf(pressed(keys[0], { [modifier]: true }), true)).toBeUndefined()
    }
  }
})

it('leaves single characters alone where a person turned them off', () => {
  expect(actionOf(pressed('f'), false)).toBeUndefined()
  expect(actionOf(pressed('F'), true)).toBe('freeze')
  expect(actionOf(pressed('ArrowLeft'), false)).toBe('back')
})
