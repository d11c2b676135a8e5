import { createRegistry, defineNode, port } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createCollector } from '../../../../test/support/examples.ts'
import { graphOf, planOf, runTapped } from '../../../../test/support/graphs.ts'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, timeAxis, windows } from '../../../../test/support/signals.ts'
import { zhangChest } from '../dsp/chest.ts'
import { createRadar, drawScene } from '../dsp/scene.ts'
import { centreWavelength, speedOfLight, zhangWaveform } from '../dsp/waveform.ts'
import { nodeTypes } from '../index.ts'
import keepIdentities from './keep-identities.ts'

const size = 4
const inputs = (targets: number) => {
  const leading = targets > 1 ? [axis('target', targets)] : []
  return {
    target: windows(size, { dtype: 'complex64' }, leading),
    range: windows(size, { axes: leading, unit: 'm' }),
  }
}
const signal = (value: number) => new Float32Array(2 * size).fill(value)
const join = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]))

describe('keep-identities', () => {
  test('moves signals along with their ranges, into as many places as there are people', async () => {
    const { chunks, outputs } = await runMock(keepIdentities, {
      inputs: inputs(2),
      params: { people: 3 },
      chunks: {
        target: [
          join(signal(1), signal(2)),
          join(signal(2), signal(1)),
          join(signal(3), signal(2)),
        ],
        range: [Float64Array.of(0.8, 1.3), Float64Array.of(1.35, 0.8), Float64Array.of(2, 1.3)],
      },
    })
    expect(outputs.target.axes).toEqual([axis('target', 3), timeAxis(size)])
    expect(outputs.range.axes).toEqual([axis('target', 3)])
    expect(chunks.range.map(({ data }) => [...data])).toEqual([
      [0.8, 1.3, Number.NaN],
      [0.8, 1.35, Number.NaN],
      [Number.NaN, 1.3, 2],
    ])
    expect(chunks.target[1].data).toEqual(join(signal(1), signal(2), signal(Number.NaN)))
    expect(chunks.target[2].data).toEqual(join(signal(Number.NaN), signal(2), signal(3)))
  })

  test('one person has no axis of targets, and two people can come from one target', async () => {
    const { outputs } = await planMock(keepIdentities, { inputs: inputs(3), params: { people: 1 } })
    expect(outputs.range.axes).toEqual([])
    const { chunks } = await runMock(keepIdentities, {
      inputs: inputs(1),
      chunks: {
        target: [signal(1), signal(2)],
        range: [Float64Array.of(0.8), Float64Array.of(1.3)],
      },
    })
    expect(chunks.range.map(({ data }) => [...data])).toEqual([
      [0.8, Number.NaN],
      [Number.NaN, 1.3],
    ])
  })

  test('refuses targets and ranges of different numbers', async () => {
    const mixed = { target: inputs(2).target, range: inputs(3).range }
    expect((await planMock(keepIdentities, { inputs: mixed })).problems).toEqual([
      expect.stringMatching(/^error range: has another number of targets/),
    ])
  })
})

/** Two people at .76 and 1.33 m (Zhang et al. 2026, scenario 3) before the radar of Table 3, at 0 dB. */
const people = [
  { range: 0.76, breathingRate: 0.3, heartRate: 1.1 },
  { range: 1.33, breathingRate: 0.24, heartRate: 1.38 },
]
const waveform = { ...zhangWaveform, samples: 256, chirps: 1, receivers: 1 }
const scene = defineNode({
  id: 'two-people',
  version: 1,
  title: 'Two people',
  category: 'source',
  summary: 'Two people whose places are given.',
  inputs: {},
  outputs: { adc: port('complex64', ['chirp', 'rx', 'sample'], 'ADC samples') },
  params: {},
  plan: () => ({
    adc: {
      dtype: 'complex64',
      axes: [axis('chirp', 1), axis('rx', 1), axis('sample', 256, 1 / waveform.sampleRate, 0, 's')],
      unit: '1',
      acquisition: {
        ...waveform,
        centreFrequency: speedOfLight / centreWavelength(waveform),
      },
      start: 0,
      rate: 20,
      span: 0,
    },
  }),
  open: () => ({
    async run(emit) {
      const radar = createRadar({
        scene: drawScene(11, {
          people,
          ranges: [0.5, 2],
          chest: zhangChest,
          breathingRates: [0.2, 0.3],
          heartRates: [1, 1.6],
          clutter: 'weak',
          still: 3,
          movers: 0,
          offset: 0.3,
          spread: 0,
        }),
        waveform,
        snr: 0,
        seed: 11,
      })
      for (let index = 0; index < 400; index++) {
        await emit({ adc: { data: radar.next().adc, index } })
      }
    },
  }),
})

test('two people, through the whole chain, keep their places and their rates', async () => {
  const registry = createRegistry([...nodeTypes, scene])
  const graph = graphOf(
    Object.fromEntries(
      Object.entries({
        source: 'two-people',
        profile: 'range-fft',
        combine: 'combine-channels',
        window: 'slow-time-window',
        targets: 'mcsm',
        people: 'keep-identities',
        phase: 'target-phase',
        unwrap: 'phase-unwrap',
        bayes: 'harmonic-bayes',
        tracker: 'rate-tracker',
        median: 'median-filter',
      }).map(([id, type]) => {
        const params: Record<string, number> = id === 'targets' ? { targets: 2 } : {}
        return [id, { type, version: registry.get(type)!.version, params }]
      }),
    ),
    [
      'source.adc -> profile.adc',
      'profile.profile -> combine.profile',
      'combine.out -> window.in',
      'window.out -> targets.profile',
      'targets.target -> people.target',
      'targets.range -> people.range',
      'people.target -> phase.target',
      'phase.phase -> unwrap.phase',
      'unwrap.displacement -> bayes.displacement',
      'bayes.posterior -> tracker.scores',
      'bayes.rate -> median.in',
    ],
  )
  const plan = await planOf(graph, registry)
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const collector = createCollector([
    'people.range',
    'bayes.breathing',
    'tracker.rate',
    'median.out',
  ])
  const { report } = await runTapped(plan, { taps: collector.taps }, collector.taps.keys())
  expect(report.state).toBe('finished')
  const chunks = collector.of
  expect(chunks('tracker.rate').length).toBe(8)
  for (const [who, { range, breathingRate, heartRate }] of people.entries()) {
    for (const [wire, truth, within] of [
      ['people.range', range, 0.04],
      ['bayes.breathing', breathingRate, 0.03],
      ['tracker.rate', heartRate, 0.01],
      ['median.out', heartRate, 0.01],
    ] as const) {
      for (const { data, index } of chunks(wire)) {
        expect(Math.abs(data[who] / truth - 1), `${wire} ${who}, window ${index}`).toBeLessThan(
          within,
        )
      }
    }
  }
})
