import { expect, test } from 'vitest'
import { formatProblem, hasErrors, suggest } from './problem.ts'

test('a problem is one line with its place', () => {
  const severity = 'error'
  expect(formatProblem({ severity, message: 'm' })).toBe('error: m')
  expect(formatProblem({ severity, node: 'a', param: 'p', message: 'm' })).toBe('error: a.p: m')
  expect(formatProblem({ severity, link: 'a.x -> b.y', message: 'm' })).toBe('error: a.x -> b.y: m')
  expect(formatProblem({ severity, node: 'a', line: 3, message: 'm' })).toBe('error: a: line 3: m')
})

test('only errors are errors', () => {
  expect(hasErrors([{ severity: 'warning', message: '' }])).toBe(false)
  expect(
    hasErrors([
      { severity: 'note', message: '' },
      { severity: 'error', message: '' },
    ]),
  ).toBe(true)
})

test.each([
  ['windwo', 'window'],
  ['Window', 'window'],
  ['range-ftt', 'range-fft'],
  ['rnge', 'range'],
  ['x', ''],
  ['zzzzzz', ''],
  ['windowwww', ''],
])('for %s suggests "%s"', (wrong, right) => {
  const names = ['window', 'range', 'range-fft', 'median-filter']
  expect(suggest(wrong, names)).toBe(right ? `, did you mean "${right}"?` : '')
})
