import { expect, test } from 'vitest'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, windows } from '../../../../test/support/signals.ts'
import pickTarget from './pick-target.ts'

const of = (targets: number) => {
  const axes = targets > 1 ? [axis('target', targets)] : []
  return { in: { ...windows(4, { unit: 'm' }), axes } }
}

test('takes one of several, no answer included', async () => {
  const { chunks, outputs } = await runMock(pickTarget, {
    inputs: of(3),
    params: { target: 2 },
    chunks: { in: [Float64Array.of(0.5, 0.9, 2), Float64Array.of(0.5, Number.NaN, 2)] },
  })
  expect(outputs.out).toMatchObject({ axes: [], unit: 'm' })
  expect(chunks.out.map(({ data }) => [...data])).toEqual([[0.9], [Number.NaN]])
})

test('passes on the only one, and refuses one that is not there', async () => {
  const alone = await runMock(pickTarget, {
    inputs: of(1),
    chunks: { in: [Float64Array.of(0.7)] },
  })
  expect(alone.chunks.out.map(({ data }) => [...data])).toEqual([[0.7]])
  const { problems } = await planMock(pickTarget, { inputs: of(2), params: { target: 3 } })
  expect(problems).toEqual(['error target: must not be above 2, the number of targets'])
})
