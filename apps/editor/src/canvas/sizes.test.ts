import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { cardSize, createSizeOf, namesOf, portOffset, portPoint } from './sizes.ts'

test('a card has one of three widths, and a row for each port', () => {
  const small = cardSize('VMD', { inputs: ['in'], outputs: ['out'] })
  expect(small.width).toBe(176)
  const tall = cardSize('VMD', { inputs: ['in'], outputs: ['a', 'b', 'c'] })
  expect(tall.height - small.height).toBe(40)
  expect(cardSize('A title that needs some room', { inputs: [], outputs: [] }).width).toBe(240)
  expect(
    cardSize('X', { inputs: ['displacements'], outputs: ['suppressed-too'] }).width,
  ).toBeGreaterThan(176)
})

test('every type of the library is 176, 208 or 240 wide and of a height that lies on the grid', () => {
  const sizeOf = createSizeOf(registry)
  for (const type of registry.values()) {
    const { width, height } = sizeOf(type.id)
    expect([176, 208, 240]).toContain(width)
    expect(height % 4).toBe(0)
    const wide = type.id === 'compare-rates'
    expect(cardSize(type.title, namesOf(type), wide)).toEqual({ width, height })
  }
})

test('an unknown type has the size of a card with one row', () => {
  expect(createSizeOf(registry)('no-such')).toEqual(
    cardSize('no-such', { inputs: [''], outputs: [''] }),
  )
})

test('ports lie on the edges, 20 apart', () => {
  const size = { width: 176, height: 200 }
  const [x, y] = portOffset(size, 'output', 1)
  expect(x).toBe(176)
  expect(y - portOffset(size, 'output', 0)[1]).toBe(20)
  const box = { left: 10, top: 20, right: 186, bottom: 220 }
  expect(portPoint(box, 'input', 1)).toEqual([10, 20 + y])
  expect(portPoint(box, 'output', 1)).toEqual([186, 20 + y])
})
