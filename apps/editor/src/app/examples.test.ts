import { expect, test } from 'vitest'
import { exampleNames, firstExample, loadExamples, splitReadme } from './examples.ts'

test('the first sentence does not end at an abbreviation or a number', () => {
  const text =
    '# Title\nAfter Zhang et al., Sci. Rep. 16:2333, a `node` of 4.5 m\nworks. Then more.\n'
  expect(splitReadme(text)).toEqual({
    title: 'Title',
    sentence: 'After Zhang et al., Sci. Rep. 16:2333, a node of 4.5 m works.',
  })
})

test('every example has a title, a sentence and a graph', async () => {
  expect(exampleNames).toContain(firstExample)
  for (const { title, sentence, graph } of await loadExamples()) {
    expect(title).not.toBe('')
    expect(sentence).toMatch(/\.$/)
    expect(JSON.parse(graph)).toHaveProperty('format', 'chirpflow-graph')
  }
})
