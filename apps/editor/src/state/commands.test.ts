/** The table against the design's list of keys that stay the browser's. */
import { expect, test } from 'vitest'
import { commandFor, commands, type Listening } from './commands.ts'
import { isReserved, isSingle, type KeyPress, matchKey, parseKey } from './keys.ts'

const bound = commands.flatMap((command) =>
  (command.keys ?? []).map((text) => ({ command, text, key: parseKey(text) })),
)

/** "Never bound" of the design, written out one by one. */
const reserved = [
  ...Array.from('NTWLRPFDHJU0123456789+-', (key) => `Ctrl+${key}`),
  ...Array.from('NTWIJCKP', (key) => `Ctrl+Shift+${key}`),
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (key) => `Alt+${key}`),
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => `Alt+${key}`),
  ...[1, 3, 5, 6, 11, 12].map((number) => `F${number}`),
  'Shift+Escape',
  'Tab',
  'Shift+Tab',
]

test('no key that belongs to the browser is bound', () => {
  for (const text of reserved) {
    expect(isReserved(parseKey(text)), text).toBe(true)
    expect(bound.filter((entry) => entry.text === text)).toEqual([])
  }
  expect(bound.filter(({ key }) => isReserved(key))).toEqual([])
})

test('a key means one thing wherever it acts', () => {
  const together = [
    ['anywhere', 'live', 'canvas', 'selection'],
    ['anywhere', 'live', 'view'],
  ]
  for (const contexts of together) {
    const texts = bound
      .filter(({ command }) => contexts.includes(command.context))
      .map(({ text }) => text)
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
  }
})

test('ids are unique, and say their group', () => {
  const ids = commands.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z]+\.[a-z0-9-]+$/)
})

test('every key that the design lists for this part is there', () => {
  const design =
    'Ctrl+K Ctrl+Enter Ctrl+Shift+Enter Ctrl+S Ctrl+Shift+S Ctrl+O Ctrl+Z Ctrl+Shift+Z Ctrl+Y ' +
    'Ctrl+X Ctrl+C Ctrl+V ? F8 Shift+F8 [ ] \\ 1 2 3 4 A / Ctrl+A Escape + - Shift+1 Shift+2 ' +
    'Shift+0 L N M Enter F2 V Shift+V C P Shift+P I X B D Shift+A Shift+D Ctrl+G Ctrl+Shift+G Delete ' +
    'Shift+Delete R F S O , . Space Home End Shift+R'
  const texts = new Set(bound.map(({ text }) => text))
  expect(design.split(' ').filter((text) => !texts.has(text))).toEqual([])
})

const press = (part: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...part,
})
const listening: Listening = {
  contexts: ['selection', 'canvas', 'anywhere'],
  typing: false,
  singleKeys: true,
  mac: false,
}

test('single characters rest while somebody types, and when they are turned off', () => {
  const add = press({ key: 'a', code: 'KeyA' })
  expect(commandFor(add, listening)?.id).toBe('canvas.add')
  expect(commandFor(add, { ...listening, typing: true })).toBeUndefined()
  expect(commandFor(add, { ...listening, singleKeys: false })).toBeUndefined()
  for (const { key, command } of bound) {
    if (isSingle(key)) expect(command.typing, command.id).toBeUndefined()
  }
})

test('undo and copy stay the field while somebody types; running does not', () => {
  const typing = { ...listening, typing: true }
  expect(commandFor(press({ key: 'z', ctrlKey: true }), typing)).toBeUndefined()
  expect(commandFor(press({ key: 'c', ctrlKey: true }), typing)).toBeUndefined()
  expect(commandFor(press({ key: 'Enter', ctrlKey: true }), typing)?.id).toBe('run.start')
})

test('digits and brackets go by position, letters by what they write', () => {
  const german = press({ key: 'ü', code: 'BracketLeft' })
  expect(matchKey(german, parseKey('['), false)).toBe(true)
  expect(
    matchKey(press({ key: '!', code: 'Digit1', shiftKey: true }), parseKey('Shift+1'), false),
  ).toBe(true)
  expect(
    matchKey(press({ key: 'z', code: 'KeyY', ctrlKey: true }), parseKey('Ctrl+Z'), false),
  ).toBe(true)
  expect(matchKey(press({ key: 'ф', code: 'KeyA' }), parseKey('A'), false)).toBe(true)
  expect(matchKey(press({ key: '/', code: 'Digit7', shiftKey: true }), parseKey('/'), false)).toBe(
    true,
  )
})

test('on a Mac, Cmd is Ctrl and Ctrl is nothing', () => {
  const key = parseKey('Ctrl+K')
  expect(matchKey(press({ key: 'k', metaKey: true }), key, true)).toBe(true)
  expect(matchKey(press({ key: 'k', ctrlKey: true }), key, true)).toBe(false)
  expect(matchKey(press({ key: 'k', metaKey: true }), key, false)).toBe(false)
})

test('a key with a modifier too many is another key', () => {
  expect(matchKey(press({ key: 'd', code: 'KeyD', ctrlKey: true }), parseKey('D'), false)).toBe(
    false,
  )
  expect(matchKey(press({ key: 'd', code: 'KeyD', altKey: true }), parseKey('D'), false)).toBe(
    false,
  )
})
