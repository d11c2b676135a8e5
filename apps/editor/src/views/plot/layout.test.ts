import type { Axis } from '@chirpflow/graph'
import { describe, expect, it } from 'vitest'
import { layoutOf, otherBody, sliceOf } from './layout.ts'

const axis = (name: Axis['name'], size: number, unit: Axis['unit'] = '1'): Axis => ({
  name,
  size,
  start: 0,
  step: 1,
  unit,
})
const wire = (rate: number, ...axes: Axis[]) => ({ rate, axes })

describe('the body of a wire', () => {
  it('is a number without axes, a line where numbers come fast', () => {
    expect(layoutOf(wire(1)).body).toBe('number')
    expect(layoutOf(wire(20))).toMatchObject({ body: 'line', x: undefined, overTime: true })
    expect(layoutOf(wire(1, axis('rx', 1))).body).toBe('number')
  })

  it('is a line of one axis', () => {
    expect(layoutOf(wire(1, axis('time', 256, 's')))).toMatchObject({ body: 'line', x: 0 })
    expect(layoutOf(wire(1, axis('frequency', 99, 'Hz')))).toMatchObject({ body: 'line', x: 0 })
    expect(layoutOf(wire(1, axis('range', 160, 'm'))).body).toBe('line')
    expect(layoutOf(wire(1, axis('harmonic', 6)))).toMatchObject({ body: 'line', x: 0 })
  })

  it('is a heat map over slow time for the range profiles of all frames', () => {
    const profile = wire(20, axis('chirp', 2, 's'), axis('rx', 4), axis('range', 160, 'm'))
    const heat = { body: 'heat', x: undefined, y: 2, overTime: true, selectors: [0, 1] }
    expect(layoutOf(profile)).toEqual(heat)
    expect(layoutOf(profile, 'line')).toMatchObject({ body: 'line', x: 2, selectors: [0, 1] })
    expect(otherBody(profile)).toBe('line')
  })

  it('is a heat map of two axes with slow time along x, whichever comes first', () => {
    const plane = { body: 'heat', overTime: false }
    expect(layoutOf(wire(1, axis('range', 160, 'm'), axis('time', 256, 's')))).toMatchObject({
      ...plane,
      x: 1,
      y: 0,
    })
    expect(layoutOf(wire(1, axis('time', 256, 's'), axis('range', 160, 'm')))).toMatchObject({
      ...plane,
      x: 0,
      y: 1,
    })
    expect(layoutOf(wire(1, axis('range', 16, 'm'), axis('doppler', 32, 'm/s')))).toMatchObject({
      ...plane,
      x: 1,
      y: 0,
    })
  })

  it('is lanes for a few modes, a selection for many', () => {
    const few = wire(1, axis('mode', 3), axis('time', 256, 's'))
    expect(layoutOf(few)).toMatchObject({ body: 'lanes', x: 1, y: 0, selectors: [] })
    expect(layoutOf(few, 'line')).toMatchObject({ body: 'line', x: 1, selectors: [0] })
    const many = wire(1, axis('mode', 30), axis('time', 256, 's'))
    expect(layoutOf(many)).toMatchObject({ body: 'line', x: 1, selectors: [0] })
  })
})

it('finds a row and a plane in flat data', () => {
  const axes = [axis('rx', 2), axis('range', 3, 'm'), axis('time', 4, 's')]
  const layout = layoutOf(wire(1, ...axes))
  expect(sliceOf(axes, layout, { rx: 1 })).toEqual({
    base: 12,
    xStride: 1,
    xSize: 4,
    yStride: 4,
    ySize: 3,
  })
  expect(sliceOf(axes, layout, { rx: 9 }).base).toBe(12)
  expect(sliceOf(axes, layout, { rx: -1 }).base).toBe(0)
})
