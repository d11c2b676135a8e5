import { axisOf, defineNode, number } from '@chirpflow/graph'
import { dopplerLines } from '../dsp/doppler-mask.ts'
import { createMcsm, mcsmPlus, mcsmPlusDefaults } from '../dsp/mcsm.ts'
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
  id: 'mcsm-plus',
  version: 2,
  title: 'MCSM+ target',
  category: 'target',
  summary:
    'Finds the range bins whose echo keeps moving regularly at the speeds of a chest, and gives the slow-time signal of each.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'eq. (8)-(12), here with a band limit, squares and later lags',
    },
  ],
  method: {
    formula: [
      'S(p, q) = FFTₘ X(p, m), zero for |f| ≤ lowest and |f| ≥ highest',
      'x′(p, m) = IFFT S(p, q)',
      'R(p, l) = Σₘ x′(p, m) x′*(p, m + l)',
      'C(p) = Σ |R(p, l)|² over l ≥ first lag',
    ],
    symbols:
      'X is the range profile of bin p at frame m. The band limit takes most of the noise out; what is left of it is unlike itself after the first lag. The bins with the largest C are the targets.',
  },
  worksWhen:
    'There is much noise or clutter: on simulated scenes the mean range error is 30 to 60 % below that of MCSM and of moving power, in strong clutter and in weak; 10 to 40 % where strong breathing harmonics make the echo turn faster. Without a taper over fast time (range-fft, rectangular) it falls again, to a fifth of that of MCSM with a Hann taper.',
  failsWhen:
    'The echo turns faster than the highest Doppler: at 77 GHz a chest at 8 mm/s turns at 4 Hz, and what is faster is lost to the coefficient. Somebody walks, or a curtain sways, slowly.',
  inputs: targetInputs,
  outputs: targetOutputs,
  params: {
    ...targetParams,
    lowest: lowestParam,
    highest: number({
      default: mcsmPlusDefaults.high,
      min: 0.1,
      max: 1000,
      unit: 'Hz',
      label: 'Highest Doppler',
      help: 'Faster movement is taken out: twice the speed over the wavelength.',
    }),
    firstLag: number({
      default: mcsmPlusDefaults.firstLag,
      min: 0,
      max: 10,
      unit: 's',
      label: 'First lag',
      help: 'Shorter lags are left out: noise within the band is still like itself there.',
    }),
  },

  plan(inputs, params, say) {
    const { size, step } = axisOf(inputs.profile, 'time')!
    const planned = planTargets(inputs, params, say)
    const { low, high, firstLag } = optionsOf(1 / step, params)
    if (!planned) return undefined
    if (refuseNoLines(inputs, dopplerLines(size, 1 / step, low), 'lowest', say)) return undefined
    const lines = dopplerLines(size, 1 / step, low, high)
    if (refuseNoLines(inputs, lines, 'highest', say)) return undefined
    if (firstLag >= size) {
      say.error(`must be shorter than the window of ${(size * step).toPrecision(3)} s`, {
        param: 'firstLag',
      })
      return undefined
    }
    return planned
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.profile, 'time')!
    return openTargets(inputs, params, createMcsm(size, 1 / step, optionsOf(1 / step, params)))
  },

  migrate: migrateTargets,
})

const optionsOf = (
  rate: number,
  { lowest, highest, firstLag }: { lowest: number; highest: number; firstLag: number },
) => mcsmPlus(rate, { low: lowest, high: highest, firstLag })
