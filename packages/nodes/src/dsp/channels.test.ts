import { expect, test } from 'vitest'
import { meanOfChannels, selectChannel } from './channels.ts'

test('mean and selection', () => {
  const rows = Float32Array.of(1, 2, 3, 4, 5, 6)
  const output = new Float32Array(3)
  meanOfChannels(rows, 2, output)
  expect([...output]).toEqual([2.5, 3.5, 4.5])
  selectChannel(rows, 1, output)
  expect([...output]).toEqual([4, 5, 6])
  expect(() => selectChannel(rows, 2, output)).toThrow(RangeError)
})
