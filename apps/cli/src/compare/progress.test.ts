import { expect, test } from 'vitest'
import { createProgressLine, formatDuration, formatLine } from './progress.ts'

const count = { done: 12, total: 24 }

test('a line says how far it is and what is left', () => {
  expect(formatLine(0.5, count, 60, 80)).toBe(
    `[${'#'.repeat(19)}${'.'.repeat(20)}]  50 %, 12 of 24 cells, 1 min 0 s left`,
  )
  expect(formatLine(0, { done: 0, total: 3 }, 2, 80)).toMatch(/^\[\.+\] {3}0 %, 0 of 3 cells$/)
})

test('a line is never longer than the terminal', () => {
  for (let columns = 5; columns < 120; columns++) {
    expect(formatLine(1 / 3, count, 1e4, columns).length).toBeLessThan(columns)
  }
})

test('a duration is in the two units that count', () => {
  const list = [0.2, 59, 61, 3599, 3600, 86_400].map(formatDuration)
  expect(list).toEqual(['1 s', '59 s', '1 min 1 s', '59 min 59 s', '1 h 0 min', '24 h 0 min'])
})

test('nothing is drawn where nobody watches, and not more often than can be read', () => {
  const drawn: string[] = []
  let time = 0
  const terminal = {
    out: () => undefined,
    err: (text: string) => void drawn.push(text),
    watched: true,
    columns: 80,
    folder: '',
  }
  const line = createProgressLine(
    terminal,
    () => time,
    () => count,
  )
  for (; time < 1; time += 0.01) line.show(0.5)
  line.end()
  expect(drawn.length).toBeGreaterThan(8)
  expect(drawn.length).toBeLessThan(13)
  expect(drawn.at(-1)).toBe('\r\x1b[K')
  const blind = createProgressLine(
    { ...terminal, watched: false },
    () => time,
    () => count,
  )
  const before = drawn.length
  blind.show(0.5)
  blind.end()
  expect(drawn.length).toBe(before)
})
