import { describe, expect, test } from 'vitest'
import { plainAxis, signalOf } from '../../../test/support/nodes.ts'
import { describePort, matchAxes, refuseSignal, sameAxes } from './match.ts'
import { type AxisPattern, port } from './node.ts'
import type { AxisName } from './signal.ts'

const axesOf = (names: AxisName[]) => names.map((name, at) => plainAxis(name, at + 2))

describe('matchAxes', () => {
  test.each<[AxisPattern[], AxisName[], AxisName[] | undefined]>([
    [[], [], []],
    [[], ['time'], undefined],
    [['time'], ['time'], []],
    [['time'], [], undefined],
    [['time'], ['range'], undefined],
    [['chirp', 'rx', 'sample'], ['chirp', 'rx', 'sample'], []],
    [['chirp', 'rx', 'sample'], ['rx', 'chirp', 'sample'], undefined],
    [['...'], [], []],
    [['...'], ['rx', 'range'], ['rx', 'range']],
    [
      ['...', 'range'],
      ['chirp', 'rx', 'range'],
      ['chirp', 'rx'],
    ],
    [['...', 'range'], ['range'], []],
    [['...', 'range'], ['range', 'time'], undefined],
    [['target?'], [], []],
    [['target?'], ['target'], []],
    [['target?'], ['rx'], undefined],
    [['...', 'time?'], ['target'], ['target']],
    [['...', 'time?'], ['target', 'time'], ['target']],
    [['...', 'range', 'time?'], ['rx', 'range'], ['rx']],
    [['...', 'range', 'time?'], ['rx', 'range', 'time'], ['rx']],
    [['...', 'range', 'time?'], ['rx', 'time'], undefined],
    [['rx?', 'range'], ['range'], []],
    [['rx?', 'range'], ['chirp', 'range'], undefined],
  ])('%j on %j leaves %j', (pattern, names, leading) => {
    expect(matchAxes(pattern, axesOf(names))?.map(({ name }) => name)).toEqual(leading)
  })
})

describe('refuseSignal', () => {
  const into = port(['float64', 'float32'], ['...', 'time'], 'A help', {
    units: ['m', 'rad'],
    needs: ['carrierFrequency', 'frameInterval'],
  })
  const acquisition = { carrierFrequency: 6e10, frameInterval: 0.05 }
  const fits = signalOf({ axes: axesOf(['rx', 'time']), acquisition })
  const wants = 'wants float64 or float32 (..., time) in m or rad, gets'

  test('takes what fits', () => {
    expect(refuseSignal(into, fits)).toBeUndefined()
    expect(refuseSignal(into, { ...fits, dtype: 'float32', unit: 'rad' })).toBeUndefined()
  })

  test('names both ends', () => {
    expect(describePort(port('int16', [], 'x'))).toBe('int16 (one number)')
    expect(refuseSignal(into, { ...fits, axes: axesOf(['time', 'range']) })).toBe(
      `${wants} float64 (time 2, range 3) in m, 10 /s`,
    )
    expect(refuseSignal(into, { ...fits, dtype: 'complex64', rate: 0 })).toBe(
      `${wants} complex64 (rx 2, time 3) in m`,
    )
    expect(refuseSignal(into, { ...fits, unit: 'Hz' })).toBe(
      `${wants} float64 (rx 2, time 3) in Hz, 10 /s`,
    )
    expect(refuseSignal(into, { ...fits, axes: [], unit: '1' })).toBe(
      `${wants} float64 (one number), 10 /s`,
    )
    expect(refuseSignal(into, { ...fits, acquisition: {} })).toBe(
      'wants a signal whose source states carrierFrequency, frameInterval, gets one that does not,',
    )
  })

  test('takes any unit where none is asked for', () => {
    expect(refuseSignal(port('float64', [], 'x'), signalOf({ unit: 'dB' }))).toBeUndefined()
  })
})

test('sameAxes looks at every member', () => {
  const [axis] = axesOf(['time'])
  expect(sameAxes([axis], [{ ...axis }])).toBe(true)
  expect(sameAxes([], [axis])).toBe(false)
  for (const other of [{ name: 'range' }, { size: 9 }, { start: 1 }, { step: 2 }, { unit: 's' }]) {
    expect(sameAxes([axis], [{ ...axis, ...other } as typeof axis])).toBe(false)
  }
})
