import { type Axis, choice, defineNode, integer, number, port } from '@chirpflow/graph'
import { binDisplacementDeviation, crbFrequencyDeviation } from '../dsp/cramer-rao.ts'
import { createRadar, drawScene } from '../dsp/scene.ts'
import { centreWavelength, speedOfLight, zhangWaveform } from '../dsp/waveform.ts'
import { lintAcquisition } from '../lint/physics.ts'
import { sayLint } from '../lint/say-lint.ts'
import { checkLimits, chestOf, chestParams } from '../parts/chest-params.ts'

/** Least distance between two people, m. */
const spacing = 0.3

export default defineNode({
  id: 'simulated-radar',
  version: 1,
  title: 'Simulated radar',
  category: 'source',
  summary: 'Simulates the ADC frames of an FMCW radar before breathing people and clutter.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'eq. (1)-(7), Table 3',
    },
  ],
  inputs: {},
  outputs: {
    adc: port('complex64', ['chirp', 'rx', 'sample'], 'ADC samples of one frame', { units: ['1'] }),
    heartRate: port('float64', ['target?'], 'True heart rate of each person', { units: ['Hz'] }),
    breathingRate: port('float64', ['target?'], 'True breathing rate of each person', {
      units: ['Hz'],
    }),
    range: port('float64', ['target?'], 'True range of each person', { units: ['m'] }),
    bound: port('float64', [], 'Cramer-Rao deviation of a heart rate in one window', {
      units: ['Hz'],
    }),
  },
  params: {
    seed: integer({
      default: 1,
      min: 0,
      max: 2 ** 31,
      label: 'Seed',
      help: 'Another seed, another scene and noise.',
    }),
    duration: number({
      default: 60,
      min: 0.1,
      max: 86400,
      unit: 's',
      label: 'Duration',
      help: 'Length of the record.',
    }),
    people: integer({
      default: 1,
      min: 1,
      max: 4,
      label: 'People',
      help: 'How many people sit before the radar.',
    }),
    rangeFrom: number({
      default: 0.5,
      min: 0.1,
      max: 20,
      unit: 'm',
      label: 'Range from',
      help: 'Nearest place a person may be drawn at; equal limits fix it.',
    }),
    rangeTo: number({
      default: 1.5,
      min: 0.1,
      max: 20,
      unit: 'm',
      label: 'Range to',
      help: 'Farthest place a person may be drawn at.',
    }),
    placement: choice(['drawn', 'even'], {
      default: 'drawn',
      label: 'Placement',
      help: 'even: several people stand at equal distances, the first at Range from, the last at Range to.',
    }),
    ...chestParams,
    clutter: choice(['none', 'weak', 'strong'], {
      default: 'weak',
      label: 'Clutter',
      help: 'Strength of still and moving reflectors, where a person has 1: still .2 to 1.1 or .5 to 3.',
    }),
    still: integer({
      default: 3,
      min: 0,
      max: 50,
      label: 'Still reflectors',
      help: 'Walls and furniture.',
    }),
    movers: integer({
      default: 2,
      min: 0,
      max: 50,
      label: 'Moving reflectors',
      help: 'Walkers and fans in turn.',
    }),
    offset: number({
      default: 0,
      min: 0,
      max: 10,
      unit: '1',
      label: 'Static offset',
      help: "A constant echo at each person's range: moves the centre of the I/Q circle.",
    }),
    snr: number({
      default: 10,
      min: -60,
      max: 120,
      unit: 'dB',
      label: 'SNR',
      help: "Of a person's echo in each ADC sample, before the range FFT.",
    }),
    spread: number({
      default: 0,
      min: 0,
      max: 1.5,
      unit: 'rad',
      label: 'Angular spread',
      help: 'Everything stands between minus and plus this angle.',
    }),
    startFrequency: number({
      default: zhangWaveform.carrierFrequency,
      min: 1e9,
      max: 1e12,
      unit: 'Hz',
      label: 'Start frequency',
      help: 'Frequency at the start of the ramp.',
    }),
    bandwidth: number({
      default: 4e9,
      min: 1e6,
      max: 2e10,
      unit: 'Hz',
      label: 'Bandwidth',
      help: 'Sweep of one ramp.',
    }),
    rampTime: number({
      default: 52e-6,
      min: 1e-6,
      max: 1e-2,
      unit: 's',
      label: 'Ramp time',
      help: 'Length of one ramp.',
    }),
    sampleRate: number({
      default: zhangWaveform.sampleRate,
      min: 1e4,
      max: 1e9,
      unit: 'Hz',
      label: 'ADC rate',
      help: 'Complex samples a second within a chirp.',
    }),
    samples: integer({
      default: 256,
      min: 8,
      max: 4096,
      label: 'Samples',
      help: 'ADC samples of one chirp.',
    }),
    chirps: integer({
      default: 1,
      min: 1,
      max: 128,
      label: 'Chirps',
      help: 'Chirps of one frame.',
    }),
    receivers: integer({
      default: 1,
      min: 1,
      max: 16,
      label: 'Receivers',
      help: 'Antennas in a row, half a wavelength apart.',
    }),
    chirpInterval: number({
      default: zhangWaveform.chirpInterval,
      min: 1e-6,
      max: 0.1,
      unit: 's',
      label: 'Chirp interval',
      help: 'From one chirp of a frame to the next.',
    }),
    frameInterval: number({
      default: zhangWaveform.frameInterval,
      min: 1e-3,
      max: 10,
      unit: 's',
      label: 'Frame interval',
      help: 'From one frame to the next: the inverse of the slow-time rate.',
    }),
    boundWindow: number({
      default: 12.8,
      min: 1,
      max: 600,
      unit: 's',
      label: 'Window of the bound',
      help: 'Length of the window that the Cramer-Rao bound is stated for.',
    }),
  },

  plan(_, params, say) {
    const waveform = waveformOf(params)
    let right = checkLimits(params, say.error)
    const fail = (message: string, param: string) => {
      say.error(message, { param })
      right = false
    }
    if (params.rangeFrom > params.rangeTo) {
      fail(`must not be above rangeTo, ${params.rangeTo} m`, 'rangeFrom')
    }
    // Drawn at random, they want half as much again.
    const each = params.placement === 'even' ? spacing : 1.5 * spacing
    const room = each * (params.people - 1)
    if (params.people > 1 && params.rangeTo - params.rangeFrom < room) {
      fail(
        `${params.people} people want ${room.toFixed(2)} m between rangeFrom and rangeTo`,
        'people',
      )
    }
    const taken = params.samples / params.sampleRate
    if (taken > params.rampTime) {
      fail(
        `takes ${params.samples} samples in ${Number(taken.toPrecision(4))} s, longer than the ramp`,
        'rampTime',
      )
    }
    if (params.chirps > 1 && params.chirpInterval < params.rampTime) {
      fail(`must not be below rampTime, ${params.rampTime} s`, 'chirpInterval')
    }
    const frame = params.rampTime + (params.chirps - 1) * params.chirpInterval
    if (frame > params.frameInterval) {
      fail(
        `${params.chirps} chirps take ${Number(frame.toPrecision(4))} s, longer than a frame`,
        'frameInterval',
      )
    }
    if (Math.round(params.duration / params.frameInterval) < 1) {
      fail(`holds no frame of ${params.frameInterval} s; lengthen it`, 'duration')
    }
    if (!right) return undefined

    const { carrierFrequency, chirpSlope, sampleRate, chirpInterval, frameInterval } = waveform
    const acquisition = {
      carrierFrequency,
      centreFrequency: speedOfLight / centreWavelength(waveform),
      chirpSlope,
      sampleRate,
      chirpInterval,
      frameInterval,
    }
    const clock = { acquisition, start: 0, rate: 1 / frameInterval, span: 0 }
    const target: Axis = { name: 'target', size: params.people, start: 0, step: 1, unit: '1' }
    const truth = { dtype: 'float64', axes: params.people > 1 ? [target] : [], ...clock } as const
    const axes: Axis[] = [
      { name: 'chirp', size: params.chirps, start: 0, step: chirpInterval, unit: 's' },
      { name: 'rx', size: params.receivers, start: 0, step: 1, unit: '1' },
      { name: 'sample', size: params.samples, start: 0, step: 1 / sampleRate, unit: 's' },
    ]
    const findings = lintAcquisition({ dtype: 'complex64', axes, acquisition })
    sayLint(
      findings.filter(({ severity }) => severity !== 'note'),
      say,
    )
    return {
      adc: { dtype: 'complex64', axes, unit: '1', ...clock },
      heartRate: { ...truth, unit: 'Hz' },
      breathingRate: { ...truth, unit: 'Hz' },
      range: { ...truth, unit: 'm' },
      bound: { ...truth, axes: [], unit: 'Hz' },
    }
  },

  open({ params }) {
    const waveform = waveformOf(params)
    const scene = drawScene(params.seed, {
      people: Array.from({ length: params.people }, (_, i) => placeOf(i, params)),
      ranges: [params.rangeFrom, params.rangeTo],
      chest: chestOf(params),
      breathingRates: [params.breathingFrom, params.breathingTo],
      heartRates: [params.heartFrom, params.heartTo],
      clutter: params.clutter,
      still: params.still,
      movers: params.movers,
      offset: params.offset,
      spread: params.spread,
    })
    const radar = createRadar({ scene, waveform, snr: params.snr, seed: params.seed })
    const bound = crbFrequencyDeviation(
      params.heartAmplitude,
      binDisplacementDeviation({
        wavelength: centreWavelength(waveform),
        amplitude: 1,
        noiseVariance: 10 ** (-params.snr / 10),
        window: new Float64Array(params.samples).fill(1),
        averaged: params.chirps * params.receivers,
      }),
      Math.round(params.boundWindow / params.frameInterval),
      1 / params.frameInterval,
    )
    const size = Math.round(params.duration / params.frameInterval)
    let done = 0
    return {
      progress: () => done / size,
      async run(emit, stop) {
        for (; done < size && !stop.stopped; done++) {
          const { adc, people } = radar.next()
          const index = done
          const ranges = people.map(({ displacement }, i) => scene.people[i].range + displacement)
          await emit({
            adc: { data: adc, index },
            heartRate: { data: Float64Array.from(people, ({ heartRate }) => heartRate), index },
            breathingRate: {
              data: Float64Array.from(people, ({ breathingRate }) => breathingRate),
              index,
            },
            range: { data: Float64Array.from(ranges), index },
            bound: { data: Float64Array.of(bound), index },
          })
        }
      },
    }
  },
})

/** Where the person of this number stands, unless it is drawn. */
function placeOf(
  person: number,
  params: {
    readonly placement: 'drawn' | 'even'
    readonly people: number
    readonly rangeFrom: number
    readonly rangeTo: number
  },
): { range?: number } {
  const { placement, people, rangeFrom, rangeTo } = params
  if (placement === 'drawn' || people === 1) return {}
  return { range: rangeFrom + (person / (people - 1)) * (rangeTo - rangeFrom) }
}

function waveformOf(params: {
  readonly startFrequency: number
  readonly bandwidth: number
  readonly rampTime: number
  readonly sampleRate: number
  readonly samples: number
  readonly chirps: number
  readonly receivers: number
  readonly chirpInterval: number
  readonly frameInterval: number
}) {
  const { startFrequency, bandwidth, rampTime, ...rest } = params
  return { ...rest, carrierFrequency: startFrequency, chirpSlope: bandwidth / rampTime }
}
