/** What sharing saved, in words. */
import { expect, test } from 'vitest'
import { sharingOf, sharingWords } from './sharing.ts'

const ran = (seconds: number) => ({
  activity: 'finished' as const,
  seconds,
  chunks: 1,
  bytes: 0,
  current: true,
})
const branch = { letter: '', source: { node: '', port: '' }, wire: '', nodes: [], name: '' }
const comparison = {
  node: 'compare',
  branches: [branch, branch, branch],
  shared: ['a', 'b'],
}

test('counts nodes, runs and seconds', () => {
  const sharing = sharingOf(comparison, { a: ran(1.5), b: ran(0.4) })!
  expect(sharingWords(sharing)).toBe(
    'Two nodes before the branch ran once, in 1.90 s. Three separate runs would have taken 5.70 s.',
  )
})

test('says nothing before all of them have run, or where nothing is shared', () => {
  expect(sharingOf(comparison, { a: ran(1) })).toBeUndefined()
  expect(sharingOf({ ...comparison, shared: [] }, {})).toBeUndefined()
})
