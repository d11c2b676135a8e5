import { axisOf, choice, defineNode } from '@chirpflow/graph'
import { dopplerLines } from '../dsp/doppler-mask.ts'
import { createLiteralMcsm, createMcsm, mcsmDefaults } from '../dsp/mcsm.ts'
import {
  lowestParam,
  migrateTargets,
  openTargets,
  planTargets,
  refuseNoLines,
  targetInputs,
  targetOutputs,
  targetParams,
} from '../parts/target-search.ts'

export default defineNode({
  id: 'mcsm',
  version: 2,
  title: 'MCSM target',
  category: 'target',
  summary:
    'Finds the range bins whose echo keeps moving regularly, and gives the slow-time signal of each.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'eq. (8)-(12)',
    },
  ],
  method: {
    formula: [
      'S(p, q) = FFTₘ X(p, m), zero for |f| ≤ lowest',
      'x′(p, m) = IFFT S(p, q)',
      'R(p, l) = Σₘ x′(p, m) x′*(p, m + l)',
      'C(p) = Σ |R(p, l)| over l ≥ 1',
    ],
    symbols:
      'X is the range profile of bin p at frame m. Noise is unlike itself a frame later and drops out of the sum; a breathing chest is not. The bins with the largest C are the targets. In the literal reading S(p, q) stands in place of x′(p, m), and l counts Doppler lines.',
  },
  worksWhen:
    'Still reflectors are stronger than the person, and the window holds two breaths or more. In strong simulated clutter the range is within 4 % for all targets at -18 dB and for half of them at -30 dB.',
  failsWhen:
    'Somebody walks, or a curtain sways: that keeps moving too. In weak clutter average power without what stands still is as good or better. The literal reading finds fewer targets than the mere energy of S.',
  inputs: targetInputs,
  outputs: targetOutputs,
  params: {
    ...targetParams,
    lowest: lowestParam,
    reading: choice(['slow-time', 'literal'], {
      default: 'slow-time',
      label: 'Reading',
      help: 'What the autocorrelation of the paper runs along: slow time, which works best, or the Doppler axis, as printed.',
    }),
  },

  plan(inputs, params, say) {
    const time = axisOf(inputs.profile, 'time')!
    const planned = planTargets(inputs, params, say)
    const lines = dopplerLines(time.size, 1 / time.step, params.lowest)
    return planned && refuseNoLines(inputs, lines, 'lowest', say) ? undefined : planned
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.profile, 'time')!
    const compute =
      params.reading === 'literal'
        ? createLiteralMcsm(size, 1 / step, params.lowest)
        : createMcsm(size, 1 / step, { ...mcsmDefaults, low: params.lowest })
    return openTargets(inputs, params, compute)
  },

  migrate: migrateTargets,
})
