import { expect, test } from 'vitest'
import { createProgressBar, formatBar } from './progress.ts'

function watch(watched: boolean) {
  const drawn: string[] = []
  let time = 100
  const terminal = {
    out: () => {},
    err: (text: string) => void drawn.push(text),
    watched,
    columns: 60,
    folder: '/',
  }
  const bar = createProgressBar(terminal, () => time)
  return {
    drawn,
    bar,
    at: (seconds: number) => {
      time = 100 + seconds
      bar.show({ time: 10 * seconds, share: seconds / 10 })
    },
  }
}

test('draws nothing in the first second, then at most ten times a second, and clears at the end', () => {
  const { drawn, bar, at } = watch(true)
  for (const seconds of [0, 0.5, 0.99]) at(seconds)
  expect(drawn).toEqual([])
  for (const seconds of [1, 1.05, 1.09, 1.2, 5]) at(seconds)
  bar.end()
  expect(drawn).toHaveLength(4)
  expect(drawn[2]).toContain('50 %, 50 s of recording, 5 s left')
  expect(drawn[3]).toBe('\r\x1b[K')
})

test('draws nothing where nobody watches, and clears nothing that was not drawn', () => {
  const unwatched = watch(false)
  unwatched.at(5)
  unwatched.bar.end()
  expect(unwatched.drawn).toEqual([])
  const quick = watch(true)
  quick.at(0.5)
  quick.bar.end()
  expect(quick.drawn).toEqual([])
})

test('fits any width, and does without a known end', () => {
  for (const columns of [10, 20, 40, 80, 200]) {
    for (const share of [undefined, 0, 0.33, 1]) {
      const line = formatBar({ time: 12.8, share }, 3, columns)
      expect(line.length).toBeLessThan(columns)
    }
  }
  expect(formatBar({ time: 12.8 }, 3, 80)).toBe('12 s of recording')
  expect(formatBar({ time: Number.NEGATIVE_INFINITY, share: 0 }, 3, 80)).toContain('starting')
})
