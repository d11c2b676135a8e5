/** What is composed, as the file that the command reads. */
import { parseExperiment } from '@chirpflow/experiment'
import { expect, test } from 'vitest'
import { type Draft, emptyDraft } from '../../state/experiment.ts'
import { composeExperiment, nextId, sizeOfDraft } from './compose.ts'

const compose = (patch: Partial<Draft>) =>
  composeExperiment({ ...emptyDraft, title: 'T', ...patch }, 'g.graph.json', (type) =>
    type.toUpperCase(),
  )

test('is a file that reads back as it was meant', () => {
  const composed = compose({
    alternatives: [
      { id: 1, node: 'rlsrhs', type: 'vmd' },
      { id: 2, node: 'rlsrhs' },
    ],
    grid: [{ id: 1, field: 'peak.taper', values: 'hann, blackman' }],
    seeds: ['3', '5'],
    files: [new File([], 'one.npy')],
  })
  if (!('text' in composed)) throw new Error(composed.reasons.join())
  const { experiment, problems } = parseExperiment(composed.text)
  expect(problems).toEqual([])
  expect(experiment).toEqual(composed.experiment)
  expect(experiment).toMatchObject({
    title: 'T',
    graph: 'g.graph.json',
    grid: { 'peak.taper': ['hann', 'blackman'] },
    recordings: [{ file: 'one.npy' }, { seeds: [3, 5] }],
  })
  expect(Object.keys(experiment!.alternatives)).toEqual([
    'as it is',
    'VMD for rlsrhs',
    'without rlsrhs',
  ])
  expect(experiment!.alternatives['without rlsrhs'].swap).toEqual({ rlsrhs: 'bypass' })
})

test('without anything is the graph alone', () => {
  const composed = compose({})
  expect(composed).toMatchObject({ experiment: { alternatives: {}, grid: {}, recordings: [] } })
})

test.each([
  [{ seeds: ['5', '3'] as const }, /first not above the last/],
  [{ seeds: ['1.5', ''] as const }, /whole numbers/],
  [{ seeds: ['1', '5000'] as const }, /At most 1000/],
  [{ grid: [{ id: 1, field: '', values: '1' }] }, /Choose the parameter/],
  [{ grid: [{ id: 1, field: 'a.b', values: ' , ' }] }, /a\.b has no values/],
  [{ alternatives: [{ id: 1, node: '' }] }, /Choose the node/],
])('says what is missing: %j', (patch, reason) => {
  const composed = compose(patch)
  expect('reasons' in composed && composed.reasons.join(' ')).toMatch(reason)
})

test('its size is known before it is planned', () => {
  const draft: Draft = {
    ...emptyDraft,
    alternatives: [{ id: 1, node: 'a', type: 'b' }],
    grid: [{ id: 1, field: 'a.x', values: '1, 2, 3' }],
    seeds: ['1', '20'],
  }
  expect(sizeOfDraft(draft)).toEqual({ variants: 6, recordings: 20 })
  expect(sizeOfDraft(emptyDraft)).toEqual({ variants: 1, recordings: 1 })
  expect(nextId([{ id: 1 }, { id: 4 }])).toBe(5)
})
