import {
  aboutParam,
  choice,
  defineNode,
  file,
  HostError,
  integer,
  number,
  port,
  type RecordingFacts,
  type RecordingOptions,
  rawLayouts,
} from '@chirpflow/graph'
import { lintAcquisition } from '../lint/physics.ts'
import { sayLint } from '../lint/say-lint.ts'

/** Frames asked of the file at once: enough that a read costs little beside what it brings. */
const framesAtOnce = 64

export default defineNode({
  id: 'recording',
  version: 1,
  title: 'Recording',
  category: 'source',
  summary: 'Reads frames from a DCA1000 capture, a NumPy array or an Acconeer A121 file.',
  sources: [
    {
      title: 'Mmwave Radar Device ADC Raw Data Capture',
      ref: 'Texas Instruments SWRA581B',
      at: 'sections 5 to 8',
    },
  ],
  inputs: {},
  outputs: {
    adc: port(['complex64', 'float32'], ['chirp', 'rx', 'sample'], 'ADC samples of one frame', {
      units: ['1'],
    }),
    profile: port(
      'complex64',
      ['chirp', 'range'],
      'Range profiles, where the radar has made them',
      {
        units: ['1'],
      },
    ),
  },
  params: {
    path: file({
      label: 'Recording',
      help: 'DCA1000 raw .bin, NumPy .npy (frame, chirp, rx, sample), or A121 .h5.',
      accepts: ['.bin', '.npy', '.h5', '.hdf5'],
    }),
    config: file({
      label: 'Configuration',
      help: 'TI .cfg, mmWave Studio .mmwave.json, or the .capture.jsonl of a capture; what it states overrules the fields below.',
      accepts: ['.cfg', '.json', '.jsonl'],
    }),
    layout: choice(rawLayouts, {
      default: 'auto',
      label: 'Sample layout',
      help: 'How the lanes of a raw capture interleave. auto decides by evidence and says why.',
    }),
    iqOrder: choice(['iq', 'qi'], {
      default: 'iq',
      label: 'I/Q order',
      help: 'Which of two samples is the in-phase one. Swapped, ranges are mirrored.',
    }),
    chirps: integer({
      default: 1,
      min: 1,
      max: 4096,
      label: 'Chirps',
      help: 'Chirps in one frame of a raw capture.',
    }),
    receivers: integer({
      default: 4,
      min: 1,
      max: 4,
      label: 'Receivers',
      help: 'Enabled receivers of a raw capture.',
    }),
    samples: integer({
      default: 256,
      min: 4,
      max: 65536,
      label: 'Samples',
      help: 'ADC samples of one chirp in a raw capture.',
    }),
    startFrequency: number({
      default: 77e9,
      min: 1e9,
      max: 1e12,
      unit: 'Hz',
      label: 'Start frequency',
      help: 'Frequency at the start of the ramp.',
    }),
    chirpSlope: number({
      default: 70e12,
      min: 1e9,
      max: 1e16,
      unit: 'Hz/s',
      label: 'Chirp slope',
      help: 'Change of frequency along the ramp.',
    }),
    sampleRate: number({
      default: 5e6,
      min: 1e3,
      max: 1e9,
      unit: 'Hz',
      label: 'ADC rate',
      help: 'Samples a second within a chirp.',
    }),
    adcStart: number({
      default: 0,
      min: 0,
      max: 1e-3,
      unit: 's',
      label: 'ADC start',
      help: 'From the start of the ramp to the first sample.',
    }),
    chirpInterval: number({
      default: 100e-6,
      min: 1e-6,
      max: 1,
      unit: 's',
      label: 'Chirp interval',
      help: 'From one chirp of a frame to the next.',
    }),
    frameInterval: number({
      default: 0.05,
      min: 1e-4,
      max: 100,
      unit: 's',
      label: 'Frame interval',
      help: 'From one frame to the next: the inverse of the slow-time rate.',
    }),
  },

  async inspect(params, host): Promise<RecordingFacts> {
    const options = optionsOf(params)
    const recording = await aboutParam('path', () => host.openRecording(options))
    await recording.close()
    const { read: _, coverage: __, close: ___, ...facts } = recording
    return facts
  },

  plan(_, __, say, found: RecordingFacts) {
    for (const warning of found.warnings) say.warning(warning, { param: 'path' })
    for (const note of found.notes) say.note(note, { param: 'path' })
    const { dtype, axes, acquisition } = found
    sayLint(lintAcquisition(found), say, { param: 'path' })
    const rate = 1 / acquisition.frameInterval
    const clock = { start: 0, rate, span: 0, unit: '1', acquisition } as const
    return found.kind === 'adc'
      ? { adc: { dtype, axes, ...clock } }
      : { profile: { dtype: 'complex64' as const, axes, ...clock } }
  },

  async open({ params, found, host }) {
    const recording = await host.openRecording(optionsOf(params))
    let done = 0
    return {
      progress: () => done / found.frames,
      async run(emit, stop) {
        while (done < found.frames && !stop.stopped) {
          const first = done
          const count = Math.min(framesAtOnce, found.frames - first)
          const frames = await recording.read(first, count)
          for (const [offset, data] of frames.entries()) {
            done = first + offset + 1
            if (!data) continue
            const index = first + offset
            const emission = { data, index, coverage: recording.coverage?.(index) }
            await emit(found.kind === 'adc' ? { adc: emission } : { profile: emission })
          }
        }
      },
      close: () => void recording.close(),
    }
  },
})

type RecordingParams = Omit<RecordingOptions, 'geometry'> & RecordingOptions['geometry']

function optionsOf(params: RecordingParams): RecordingOptions {
  if (params.path === '') throw new HostError('choose a recording', 'path')
  const { path, config, layout, iqOrder, ...geometry } = params
  return { path, config, layout, iqOrder, geometry }
}
