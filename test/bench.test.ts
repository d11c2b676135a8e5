import { planGraph, type RecordingFacts } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { describe, expect, test } from 'vitest'
import { chainGraph } from '../bench/graph.ts'
import { goalsOf, type Measured, type MeasuredChain, reportText } from '../bench/report.ts'
import { bins, shapes } from '../bench/settings.ts'

describe.each(shapes)('the measured chain, $name', ({ waveform }) => {
  const { chirps, receivers, samples, frameInterval } = waveform
  const axis = { start: 0, step: 1, unit: '1' } as const
  const found: RecordingFacts = {
    kind: 'adc',
    dtype: 'complex64',
    axes: [
      { name: 'chirp', size: chirps, ...axis },
      { name: 'rx', size: receivers, ...axis },
      { name: 'sample', size: samples, ...axis },
    ],
    frames: 12_000,
    acquisition: {
      frameInterval,
      chirpSlope: waveform.chirpSlope,
      sampleRate: waveform.sampleRate,
      centreFrequency: 79e9,
    },
    notes: [],
    warnings: [],
  }
  const plan = planGraph(
    chainGraph('recording.npy'),
    registry,
    new Map([['recording', { state: 'found', found }]]),
  )

  test('plans without a problem', () => {
    expect(plan.problems.filter(({ severity }) => severity !== 'note')).toEqual([])
    expect(plan.nodes).toHaveLength(21)
  })

  test('has the bins of the peer: 0 to 58, and 3 to 58 to choose from', () => {
    expect(bins).toMatchObject({ first: 3, last: 58 })
    expect(plan.signals.get('profile.profile')?.axes.at(-1)?.size).toBe(59)
  })

  test('has windows of 256 frames, one a second', () => {
    const window = plan.signals.get('window.out')
    expect(window?.axes.at(-1)?.size).toBe(256)
    expect(window?.rate).toBeCloseTo(1, 12)
  })
})

describe('the report', () => {
  const one = { seconds: 2e-3 }
  const measured: MeasuredChain = {
    versions: 'Node 20',
    pinning: 'pinned',
    duration: 600,
    chains: [
      {
        shape: 'a shape',
        ours: { seconds: 3, cpu: 2, memory: 399e6 },
        peer: { seconds: 9, cpu: 7, memory: 100e6 },
        stages: [],
        iterations: { ours: 1, peer: 1 },
        agreement: [],
      },
    ],
    windows: {
      ours: { mcsm: one, rlsrhs: one, bayes: one, vmd: one, second: one },
      peer: {
        mcsm: one,
        rlsrhs: { seconds: 0.05 },
        bayes: { seconds: 5e-3 },
        vmd: { seconds: 7e-3 },
        second: one,
      },
    },
    rangeFft: {
      ours: { plain: 1e-6, gated: 2e-6, values: [] },
      peer: { plain: 1e-6, gated: 1e-6, values: [] },
    },
    overhead: 1e-6,
  }
  const editor = { absent: 'no browser: install chromium' }
  const reported = (chain: MeasuredChain): Measured => ({ machine: 'A machine', chain, editor })
  const verdicts = (of: MeasuredChain) =>
    goalsOf(reported(of))
      .filter(({ name }) => !name.startsWith('editor'))
      .map(({ figure, met }) => [figure, met])

  test('holds processor time against the goals', () => {
    expect(verdicts(measured)).toEqual([
      ['3.50 x', false],
      ['300.0 x', true],
      ['399 MB', true],
      ['25.0 x', true],
      ['2.50 x', true],
      ['3.50 x', false],
      ['1.00 x', true],
      ['0.50 x', false],
    ])
  })

  test('says what could not be measured without the peer', () => {
    const { peer: _, ...chain } = measured.chains[0]
    const alone: MeasuredChain = {
      ...measured,
      noPeer: 'no peer: python3 has no NumPy',
      chains: [chain],
      windows: { ours: measured.windows.ours },
      rangeFft: { ours: measured.rangeFft.ours },
    }
    expect(verdicts(alone).filter(([figure]) => figure !== undefined)).toEqual([
      ['300.0 x', true],
      ['399 MB', true],
    ])
    const text = reportText(reported(alone))
    expect(text).toContain('no peer: python3 has no NumPy\n')
    expect(text).toContain('no browser: install chromium\n')
    expect(text).toContain('not measured')
  })
})
