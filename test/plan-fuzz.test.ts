/** Every node type with wild parameters and wild fitting signals: refused in words, or it runs. */
import {
  type Axis,
  type AxisName,
  type AxisPattern,
  bytesOf,
  type Host,
  type NodeType,
  type Param,
  type ParamValue,
  type Port,
  type Rates,
  type Recording,
  type Series,
  type Signal,
  type Unit,
  type Waveform,
} from '@chirpflow/graph'
import { nodeTypes } from '@chirpflow/nodes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestHost } from './support/host.ts'
import { planMock, runMock } from './support/mock-node.ts'

/** At the limits, at the default and anywhere between. */
function draw(param: Param): fc.Arbitrary<ParamValue> {
  switch (param.kind) {
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...param.options)
    case 'text':
      return fc.constant(param.default)
    case 'file':
      return fc.constant(param.writes ? '' : 'a file')
    default: {
      const { min = -1e9, max = 1e9 } = param
      const whole = (value: number) =>
        param.kind === 'integer' ? Math.min(max, Math.max(min, Math.round(value))) : value
      const even = fc.double({ min: 0, max: 1, noNaN: true })
      return fc.oneof(
        { weight: 2, arbitrary: fc.constant(param.default) },
        { weight: 1, arbitrary: fc.constantFrom(min, max) },
        { weight: 2, arbitrary: even.map((share) => whole(min + share * (max - min))) },
        // near the default and near the lower limit, where a plain draw hardly ever comes
        { weight: 3, arbitrary: even.map((u) => clamp(whole(param.default * 4 ** (2 * u - 1)))) },
        { weight: 2, arbitrary: even.map((u) => clamp(whole(min + (max - min) * 1e-9 ** u))) },
      )
      function clamp(value: number): number {
        return Math.min(max, Math.max(min, value))
      }
    }
  }
}

const units: readonly Unit[] = ['1', 's', 'm', 'rad', 'Hz', 'm/s', 'Hz/s', 'dB']
const rates = fc.oneof(
  fc.constantFrom(0, 1, 10, 20, 20.000001, 1000 / 7, 1e5),
  fc.double({ min: 1e-3, max: 2e3, noNaN: true }),
)
const sizes = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 300 }))
const steps = fc.oneof(
  fc.constantFrom(0.05, 1, 0.009),
  fc.double({ min: 1e-6, max: 10, noNaN: true }),
)

function axisOf(name: AxisName): fc.Arbitrary<Axis> {
  return fc.record({
    name: fc.constant(name),
    size: sizes,
    start: fc.constantFrom(0, 0.3, -12.75),
    step: steps,
    unit: fc.constantFrom<Unit>('1', 's', 'm', 'Hz'),
  })
}

function axesOf(pattern: readonly AxisPattern[]): fc.Arbitrary<Axis[]> {
  const parts = pattern.map((place): fc.Arbitrary<Axis[]> => {
    if (place === '...') {
      const small = fc.integer({ min: 1, max: 3 })
      const leading = fc.constantFrom<AxisName>('target', 'rx', 'mode')
      const one = fc
        .tuple(leading, small)
        .map(([name, size]): Axis[] => [{ name, size, start: 0, step: 1, unit: '1' }])
      return fc.oneof(fc.constant<Axis[]>([]), one)
    }
    const name = place.replace('?', '') as AxisName
    const one = axisOf(name).map((axis) => [axis])
    return place.endsWith('?') ? fc.oneof(fc.constant<Axis[]>([]), one) : one
  })
  return fc.tuple(...parts).map((found) => found.flat())
}

function signalFor(port: Port): fc.Arbitrary<Signal> {
  return fc.record({
    dtype: fc.constantFrom(...port.dtypes),
    axes: axesOf(port.axes),
    unit: fc.constantFrom(...(port.units ?? units)),
    acquisition: fc.record({
      carrierFrequency: fc.constantFrom(24e9, 77e9),
      centreFrequency: fc.constantFrom(24e9, 79e9),
      chirpSlope: fc.constantFrom(60e12, -30e12, 1e9, 1e16),
      sampleRate: fc.constantFrom(1e3, 5e6, 1e9),
      chirpInterval: fc.constant(60e-6),
      frameInterval: fc.constant(0.05),
    }),
    clock: fc.constant('elsewhere'),
    start: fc.constantFrom(0, 12.75, 1.7e9),
    rate: rates,
    span: fc.constantFrom(0, 12.8),
  })
}

const kinds = ['noise', 'zero', 'constant', 'nan', 'holes', 'huge'] as const

/** One chunk of the signal: noise, silence, no answer, or what overflows. */
function dataOf(signal: Signal, kind: (typeof kinds)[number]) {
  const length = bytesOf(signal) / (signal.dtype === 'float64' ? 8 : 4)
  const value = (n: number) => {
    const noise = Math.sin(n * n + 0.3 * n)
    if (kind === 'zero') return 0
    if (kind === 'constant') return 0.1
    if (kind === 'nan') return Number.NaN
    if (kind === 'holes') return n % 7 === 3 ? Number.NaN : noise
    return kind === 'huge' ? 1e200 * noise : noise
  }
  return signal.dtype === 'float64'
    ? Float64Array.from({ length }, (_, n) => value(n))
    : Float32Array.from({ length }, (_, n) => value(n))
}

/** Has one recording and one series, of which little is known. */
function hostOf(complex: boolean): Host {
  const frame = new Float32Array(complex ? 16 : 8).fill(0.5)
  return {
    ...createTestHost({ 'a file': 'x' }),
    openRecording: async (): Promise<Recording> => ({
      kind: 'adc',
      dtype: complex ? 'complex64' : 'float32',
      axes: [
        { name: 'chirp', size: 1, start: 0, step: 1, unit: '1' },
        { name: 'rx', size: 1, start: 0, step: 1, unit: '1' },
        { name: 'sample', size: 8, start: 0, step: 1e-6, unit: 's' },
      ],
      frames: 5,
      acquisition: { chirpSlope: 60e12, sampleRate: 1e6, frameInterval: 0.05 },
      notes: [],
      warnings: [],
      read: async (_, count) => Array.from({ length: count }, () => frame),
      close: async () => {},
    }),
    openSeries: async (): Promise<Series> => ({
      complex,
      values: Float64Array.of(0.1, Number.NaN, 0.3, 0.4),
      column: 'x',
      columns: ['x'],
      notes: [],
    }),
    openWaveform: async (): Promise<Waveform> => ({
      values: Float64Array.of(0.1, Number.NaN, 0.3, 0.4),
      rate: 250,
      start: -0.5,
      column: 'x',
      notes: [],
      warnings: [],
    }),
    openRates: async (): Promise<Rates> => ({
      time: Float64Array.of(-1, 0, 1.5),
      rate: Float64Array.of(1.2, Number.NaN, 0.3),
      intervals: complex,
      column: 'x',
      notes: [],
      warnings: [],
    }),
  }
}

const largest = 2 ** 21

/** Iterations would take minutes; that they end is what the kernel's own tests show. */
function isShort(type: NodeType, params: Readonly<Record<string, ParamValue>>): boolean {
  return type.id !== 'vmd' || Number(params.iterations) * Number(params.modes) <= 3000
}

/** Words that a person can do nothing with. */
const nonsense = /undefined|(?<!are )NaN|\[object|Infinity/

function caseOf(type: NodeType) {
  return fc.record({
    inputs: fc.record(
      Object.fromEntries(
        Object.entries(type.inputs).map(([name, port]) => [name, signalFor(port)]),
      ),
    ),
    params: fc.record(
      Object.fromEntries(Object.entries(type.params).map(([name, param]) => [name, draw(param)])),
    ),
    kind: fc.constantFrom(...kinds),
    complex: fc.boolean(),
  })
}

const runs = Number(process.env.CHIRPFLOW_FUZZ ?? 100)

test.each(nodeTypes.map((type) => [type.id, type] as const))('%s', async (_, type) => {
  await fc.assert(
    fc.asyncProperty(caseOf(type), async ({ inputs, params, kind, complex }) => {
      const host = hostOf(complex)
      const { node, problems, outputs } = await planMock(type, { inputs, params, host })
      for (const problem of problems) expect(problem).not.toMatch(nonsense)
      if (!node) {
        expect(problems.some((problem) => problem.startsWith('error'))).toBe(true)
        return
      }
      for (const signal of Object.values(outputs)) {
        expect(signal.axes.every(({ start, step }) => Number.isFinite(start + step))).toBe(true)
      }
      const wide = [...Object.values(inputs), ...Object.values(outputs)].some(
        (signal) => bytesOf(signal) > largest,
      )
      if (wide || !isShort(type, params)) return
      const chunks = Object.fromEntries(
        Object.entries(inputs).map(([name, signal]) => [name, [dataOf(signal, kind)]]),
      )
      await runMock(type, { inputs, params, host, chunks, moments: 2 })
    }),
    { numRuns: runs },
  )
})
