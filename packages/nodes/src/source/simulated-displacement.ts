import { defineNode, integer, number, port } from '@chirpflow/graph'
import { createNoisyPerson, displacementNoise } from '../dsp/chest.ts'
import { crbFrequencyDeviation } from '../dsp/cramer-rao.ts'
import { createRandom } from '../dsp/random.ts'
import { checkLimits, chestOf, chestParams } from '../parts/chest-params.ts'

export default defineNode({
  id: 'simulated-displacement',
  version: 1,
  title: 'Simulated displacement',
  category: 'source',
  summary: 'Simulates the chest displacement of one person in white noise, without a radar.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'signal model, Table 3',
    },
  ],
  inputs: {},
  outputs: {
    displacement: port('float64', [], 'Chest displacement', { units: ['m'] }),
    heartRate: port('float64', [], 'True heart rate', { units: ['Hz'] }),
    breathingRate: port('float64', [], 'True breathing rate', { units: ['Hz'] }),
    bound: port('float64', [], 'Cramer-Rao deviation of the heart rate in one window', {
      units: ['Hz'],
    }),
  },
  params: {
    seed: integer({
      default: 1,
      min: 0,
      max: 2 ** 31,
      label: 'Seed',
      help: 'Another seed, another person and noise.',
    }),
    duration: number({
      default: 60,
      min: 0.1,
      max: 86400,
      unit: 's',
      label: 'Duration',
      help: 'Length of the record.',
    }),
    rate: number({
      default: 20,
      min: 1,
      max: 1000,
      unit: 'Hz',
      label: 'Slow-time rate',
      help: 'Displacement samples a second.',
    }),
    snr: number({
      default: 6,
      min: -60,
      max: 120,
      unit: 'dB',
      label: 'SNR',
      help: 'Power of the whole displacement over that of the noise.',
    }),
    boundWindow: number({
      default: 12.8,
      min: 1,
      max: 600,
      unit: 's',
      label: 'Window of the bound',
      help: 'Length of the window that the Cramer-Rao bound is stated for.',
    }),
    ...chestParams,
  },

  plan(_, params, say) {
    if (!checkLimits(params, say.error)) return undefined
    if (Math.round(params.duration * params.rate) < 1) {
      say.error(`holds no sample at ${params.rate} Hz; lengthen it`, { param: 'duration' })
      return undefined
    }
    const clock = { axes: [], acquisition: {}, start: 0, rate: params.rate, span: 0 } as const
    const rate = { dtype: 'float64', unit: 'Hz', ...clock } as const
    return {
      displacement: { dtype: 'float64', unit: 'm', ...clock },
      heartRate: rate,
      breathingRate: rate,
      bound: rate,
    }
  },

  open({ params }) {
    const random = createRandom(params.seed)
    const draw = random.fork('rates')
    const { breathing, heart } = chestOf(params)
    const chest = {
      breathing: { ...breathing, rate: draw.between(params.breathingFrom, params.breathingTo) },
      heart: { ...heart, rate: draw.between(params.heartFrom, params.heartTo) },
    }
    const person = createNoisyPerson({
      ...chest,
      sampleRate: params.rate,
      snr: params.snr,
      random: random.fork('person'),
    })
    const deviation = crbFrequencyDeviation(
      heart.amplitude,
      displacementNoise(chest, params.snr),
      Math.round(params.boundWindow * params.rate),
      params.rate,
    )
    const size = Math.round(params.duration * params.rate)
    let done = 0
    return {
      progress: () => done / size,
      async run(emit, stop) {
        for (; done < size && !stop.stopped; done++) {
          const { measured, heartRate, breathingRate } = person.next()
          const index = done
          await emit({
            displacement: { data: Float64Array.of(measured), index },
            heartRate: { data: Float64Array.of(heartRate), index },
            breathingRate: { data: Float64Array.of(breathingRate), index },
            bound: { data: Float64Array.of(deviation), index },
          })
        }
      },
    }
  },
})
