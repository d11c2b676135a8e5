import { axisOf, choice, defineNode, integer, number, port } from '@chirpflow/graph'
import { createRangeProfile, rangeFftSize } from '../dsp/range-profile.ts'
import { speedOfLight } from '../dsp/waveform.ts'
import { windowNames } from '../dsp/window.ts'

export default defineNode({
  id: 'range-fft',
  version: 1,
  title: 'Range FFT',
  category: 'range',
  summary: 'Turns each chirp into a complex range profile by a windowed FFT over fast time.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'eq. (4)-(7)',
    },
  ],
  method: {
    formula: ['X(k) = Σₙ w(n) s(n) exp(−2 π i k n / N)', 'R(k) = k c fₛ / (2 S N)'],
    symbols:
      's is one chirp of ADC samples, w the window, N the padded length, fₛ the ADC rate, S the chirp slope, c the speed of light.',
  },
  inputs: {
    adc: port(['complex64', 'float32'], ['...', 'sample'], 'ADC samples, one row a chirp', {
      needs: ['chirpSlope', 'sampleRate'],
      units: ['1'],
    }),
  },
  outputs: {
    profile: port('complex64', ['...', 'range'], 'Complex amplitude in each range bin', {
      units: ['1'],
    }),
  },
  params: {
    window: choice(windowNames, {
      default: 'hann',
      label: 'Window',
      help: 'Taper over fast time; hann keeps strong near reflectors out of the other bins.',
    }),
    padding: integer({
      default: 4,
      min: 1,
      max: 16,
      label: 'Zero padding',
      help: 'Length of the transform over that of the chirp: finer range bins, no better resolution.',
    }),
    farthest: number({
      default: 3,
      min: 0.05,
      max: 1000,
      unit: 'm',
      label: 'Farthest range',
      help: 'Bins beyond it are left out.',
    }),
  },

  /** f = 2 S R / c: bin k of a transform of n points lies at k c fs / (2 |S| n). */
  plan({ adc }, { padding, farthest }, say) {
    const { chirpSlope, sampleRate } = adc.acquisition
    const samples = axisOf(adc, 'sample')!
    const complex = adc.dtype === 'complex64'
    const size = rangeFftSize(samples.size, padding, complex)
    const step = (speedOfLight * sampleRate) / (2 * Math.abs(chirpSlope) * size)
    const bins = Math.min(complex ? size : size / 2 + 1, Math.floor(farthest / step) + 1)
    if (bins < 2) {
      say.error(
        `leaves one bin only: must be above ${Number(step.toPrecision(3))} m, the width of a bin`,
        {
          param: 'farthest',
        },
      )
      return undefined
    }
    return {
      profile: {
        ...adc,
        dtype: 'complex64',
        axes: [...adc.axes.slice(0, -1), { name: 'range', size: bins, start: 0, step, unit: 'm' }],
      },
    }
  },

  async open({ inputs, outputs, params }) {
    const samples = axisOf(inputs.adc, 'sample')!.size
    const bins = axisOf(outputs.profile, 'range')!.size
    const rows = inputs.adc.axes.slice(0, -1).reduce((product, axis) => product * axis.size, 1)
    const plan = await createRangeProfile({
      samples,
      complex: inputs.adc.dtype === 'complex64',
      window: params.window,
      padding: params.padding,
      first: 0,
      last: bins - 1,
    })
    const falls = inputs.adc.acquisition.chirpSlope < 0 && inputs.adc.dtype === 'complex64'
    return {
      process({ adc }, emit) {
        const profile = new Float32Array(2 * rows * bins)
        plan.transform(falls ? conjugate(adc.data.slice()) : adc.data, profile, rows)
        emit({ profile: falls ? conjugate(profile) : profile })
      },
      close: plan.free,
    }
  },
})

/** A falling ramp has its echoes at negative beats, where X[-k] is the conjugate of conj(x)'s X[k]. */
function conjugate(data: Float32Array): Float32Array {
  for (let i = 1; i < data.length; i += 2) data[i] = -data[i]
  return data
}
