import {
  axisOf,
  choice,
  defineNode,
  integer,
  number,
  port,
  sizeOf,
  withoutAxes,
} from '@chirpflow/graph'
import { meanOfChannels, selectChannel } from '../dsp/channels.ts'
import { createMaximumRatio, maximumRatioDefaults } from '../dsp/maximum-ratio.ts'

/** Of all transmitters together; memory grows with its square. */
const mostReceivers = 64

export default defineNode({
  id: 'combine-channels',
  version: 1,
  title: 'Combine channels',
  category: 'range',
  summary: 'Makes one range profile of all chirps and receivers of a frame.',
  sources: [
    {
      title: 'Linear diversity combining techniques',
      ref: 'Brennan, Proc. IRE 47 (1959)',
      at: 'maximal-ratio combining',
    },
  ],
  method: {
    formula: ['C ← a C + Δx Δxᴴ', 'v ← C v / Σ |vₖ|', 'y = vᴴ x'],
    symbols:
      'x holds the receivers at one range bin, Δx their change from frame to frame, in which still reflectors are gone; a forgets with the given memory. y keeps the phase of the first receiver.',
  },
  inputs: {
    profile: port('complex64', ['chirp?', 'tx?', 'rx?', 'range'], 'Range profiles of one frame'),
  },
  outputs: {
    out: port('complex64', ['range'], 'One range profile a frame'),
  },
  params: {
    method: choice(['maximum-ratio', 'mean', 'select'], {
      default: 'maximum-ratio',
      label: 'Method',
      help: 'Align receivers by what moves and weigh them, average them as they are, or take one. Chirps are averaged first.',
    }),
    receiver: integer({
      default: 0,
      min: 0,
      max: mostReceivers - 1,
      label: 'Receiver',
      help: 'Which one select takes, from 0.',
    }),
    memory: number({
      default: maximumRatioDefaults.memory,
      min: 0.1,
      max: 3600,
      unit: 's',
      label: 'Memory',
      help: 'How long maximum-ratio remembers how the receivers stand to one another.',
    }),
  },

  plan({ profile }, { method, receiver }, say) {
    const receivers = sizeOf(withoutAxes(profile.axes, 'chirp', 'range'))
    if (method === 'select' && receiver >= receivers) {
      say.error(`must be below ${receivers}, there are ${receivers} receivers from 0`, {
        param: 'receiver',
      })
      return undefined
    }
    if (method === 'maximum-ratio' && receivers > mostReceivers) {
      say.error(
        `maximum-ratio takes up to ${mostReceivers} receivers, gets ${receivers}; take mean or select`,
        { param: 'method' },
      )
      return undefined
    }
    if (method === 'maximum-ratio' && profile.rate === 0) {
      say.error('maximum-ratio wants frames at a fixed rate; take mean or select', {
        param: 'method',
      })
      return undefined
    }
    return { out: { ...profile, axes: [axisOf(profile, 'range')!] } }
  },

  open({ inputs: { profile }, params: { method, receiver, memory } }) {
    const bins = axisOf(profile, 'range')!.size
    const chirps = axisOf(profile, 'chirp')?.size ?? 1
    const channels = sizeOf(withoutAxes(profile.axes, 'chirp', 'range'))
    const frame = new Float32Array(2 * channels * bins)
    const ratio =
      method === 'maximum-ratio' && channels > 1
        ? createMaximumRatio({
            ...maximumRatioDefaults,
            channels,
            bins,
            rate: profile.rate,
            memory,
          })
        : undefined
    return {
      process({ profile: chunk }, emit) {
        const out = new Float32Array(2 * bins)
        meanOfChannels(chunk.data, chirps, frame)
        if (ratio) ratio.combine(frame, out)
        else if (method === 'select') selectChannel(frame, receiver, out)
        else meanOfChannels(frame, channels, out)
        emit({ out })
      },
    }
  },
})
