/** Reads the .mmwave.json files that TI's mmWave Studio writes. */
import { messageOf } from './bytes.ts'
import { fieldOf, listAt } from './fields.ts'
import type {
  ConfigChirps,
  ConfigFrame,
  ConfigIssue,
  ConfigProfile,
  RadarConfig,
} from './radar-config.ts'
import { bitCount } from './radar-config.ts'

/**
 * Parses an mmWave Studio configuration (jsonCfgVersion 0.4): the first device's channels, profiles,
 * chirps, frame and data format, in SI. Masks stand there as text such as "0xF". Never throws: what
 * cannot be taken is an issue with its path.
 */
export function parseMmwaveJson(text: string): RadarConfig {
  const issues: ConfigIssue[] = []
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch (error) {
    return { profiles: [], chirps: [], issues: [issueAt('', `not JSON: ${messageOf(error)}`)] }
  }
  const devices = listAt(root, 'mmWaveDevices')
  const device = devices[0]
  if (!device) {
    const message = 'no mmWaveDevices: not a configuration of mmWave Studio'
    return { profiles: [], chirps: [], issues: [issueAt('mmWaveDevices', message)] }
  }
  if (devices.length > 1) {
    const message = `${devices.length} devices (a cascade); the first one is taken`
    issues.push({ ...issueAt('mmWaveDevices', message), severity: 'warning' })
  }
  const rf = fieldOf(device, 'rfConfig')
  const capture = fieldOf(device, 'rawDataCaptureConfig')
  const profiles = listAt(rf, 'rlProfiles').flatMap((item, index) =>
    profileOf(fieldOf(item, 'rlProfileCfg_t'), `rlProfiles[${index}].rlProfileCfg_t`, issues),
  )
  const chirps = listAt(rf, 'rlChirps').flatMap((item, index) =>
    chirpsOf(fieldOf(item, 'rlChirpCfg_t'), `rlChirps[${index}].rlChirpCfg_t`, issues),
  )
  const frame = fieldOf(rf, 'rlFrameCfg_t')
  const channels = fieldOf(rf, 'rlChanCfg_t')
  const adc = fieldOf(fieldOf(rf, 'rlAdcOutCfg_t'), 'fmt')
  const buffer = fieldOf(capture, 'rlDevDataFmtCfg_t')
  return {
    profiles,
    chirps,
    ...(frame === undefined ? {} : frameOf(frame, issues)),
    ...(channels === undefined ? {} : channelsOf(channels, issues)),
    ...(adc === undefined ? {} : adcOf(adc, issues)),
    ...(buffer === undefined
      ? {}
      : bufferOf(buffer, fieldOf(capture, 'rlDevLaneEnable_t'), issues)),
    issues,
  }
}

/** A field that is wanted: its name and the whole or broken numbers a device takes. */
type Field = readonly [name: string, min: number, max: number, kind?: 'integer']

/** The fields' numbers, or nothing and an issue for each that is not one. */
function numbersOf(
  object: unknown,
  path: string,
  fields: readonly Field[],
  issues: ConfigIssue[],
): number[] | undefined {
  const wrong: ConfigIssue[] = []
  const values = fields.map(([name, min, max, kind]) => {
    const got = fieldOf(object, name)
    const value = numberOf(got)
    if (value >= min && value <= max && (!kind || Number.isInteger(value))) return value
    const shown = got === undefined ? 'missing' : (JSON.stringify(got) ?? '').slice(0, 40)
    const wants = `${kind ? 'a whole number' : 'a number'} from ${min} to ${max}`
    wrong.push(issueAt(`${path}.${name}`, `${name} is ${shown}, wants ${wants}`))
    return value
  })
  issues.push(...wrong)
  return wrong.length > 0 ? undefined : values
}

function profileOf(object: unknown, path: string, issues: ConfigIssue[]): ConfigProfile[] {
  const v = numbersOf(
    object,
    path,
    [
      ['profileId', 0, 3, 'integer'],
      ['startFreqConst_GHz', 57, 81],
      ['idleTimeConst_usec', 0, 5242.87],
      ['adcStartTimeConst_usec', 0, 40.95],
      ['rampEndTime_usec', 0.01, 5000],
      ['freqSlopeConst_MHz_usec', -266.1, 266.1],
      ['numAdcSamples', 2, 8192, 'integer'],
      ['digOutSampleRate', 1, 45000],
    ],
    issues,
  )
  if (!v) return []
  return [
    {
      line: 0,
      id: v[0],
      startFrequency: v[1] * 1e9,
      idleTime: v[2] * 1e-6,
      adcStart: v[3] * 1e-6,
      rampEnd: v[4] * 1e-6,
      chirpSlope: v[5] * 1e12,
      samples: v[6],
      sampleRate: v[7] * 1e3,
    },
  ]
}

function chirpsOf(object: unknown, path: string, issues: ConfigIssue[]): ConfigChirps[] {
  const v = numbersOf(
    object,
    path,
    [
      ['chirpStartIdx', 0, 511, 'integer'],
      ['chirpEndIdx', 0, 511, 'integer'],
      ['profileId', 0, 3, 'integer'],
      ['startFreqVar_MHz', 0, 1000],
      ['freqSlopeVar_KHz_usec', 0, 1e6],
      ['idleTimeVar_usec', 0, 5242.87],
      ['adcStartTimeVar_usec', 0, 40.95],
      ['txEnable', 0, 15, 'integer'],
    ],
    issues,
  )
  if (!v) return []
  return [
    {
      line: 0,
      first: v[0],
      last: v[1],
      profile: v[2],
      startFrequency: v[3] * 1e6,
      chirpSlope: v[4] * 1e9,
      idleTime: v[5] * 1e-6,
      adcStart: v[6] * 1e-6,
      txMask: v[7],
    },
  ]
}

function frameOf(object: unknown, issues: ConfigIssue[]): { frame?: ConfigFrame } {
  const v = numbersOf(
    object,
    'rlFrameCfg_t',
    [
      ['chirpStartIdx', 0, 511, 'integer'],
      ['chirpEndIdx', 0, 511, 'integer'],
      ['numLoops', 1, 255, 'integer'],
      ['numFrames', 0, 65535, 'integer'],
      ['framePeriodicity_msec', 0.3, 1342.18],
    ],
    issues,
  )
  if (!v) return {}
  const [firstChirp, lastChirp, loops, frames] = v
  return { frame: { line: 0, firstChirp, lastChirp, loops, frames, interval: v[4] * 1e-3 } }
}

function channelsOf(object: unknown, issues: ConfigIssue[]): Pick<RadarConfig, 'channels'> {
  const fields: Field[] = [
    ['rxChannelEn', 1, 15, 'integer'],
    ['txChannelEn', 0, 15, 'integer'],
  ]
  const v = numbersOf(object, 'rlChanCfg_t', fields, issues)
  return v ? { channels: { rxMask: v[0], txMask: v[1] } } : {}
}

/** b2AdcBits 0, 1, 2 = 12, 14, 16 bit; b2AdcOutFmt 0 real, 1 complex 1x, 2 complex 2x, 3 pseudo real. */
function adcOf(object: unknown, issues: ConfigIssue[]): Pick<RadarConfig, 'adc'> {
  const fields: Field[] = [
    ['b2AdcBits', 0, 2, 'integer'],
    ['b2AdcOutFmt', 0, 3, 'integer'],
  ]
  const v = numbersOf(object, 'rlAdcOutCfg_t.fmt', fields, issues)
  if (!v) return {}
  const bits = ([12, 14, 16] as const)[v[0] as 0 | 1 | 2]
  return { adc: { bits, complex: v[1] === 1 || v[1] === 2 } }
}

/** iqSwapSel 0 = I first; laneEn has a bit for each LVDS lane. */
function bufferOf(
  object: unknown,
  lanes: unknown,
  issues: ConfigIssue[],
): Pick<RadarConfig, 'buffer'> {
  const v = numbersOf(object, 'rlDevDataFmtCfg_t', [['iqSwapSel', 0, 1, 'integer']], issues)
  if (!v) return {}
  const enabled = numberOf(fieldOf(lanes, 'laneEn'))
  const count = Number.isInteger(enabled) && enabled >= 0 && enabled < 16 ? bitCount(enabled) : 0
  const known = count === 2 || count === 4
  return { buffer: { real: false, qFirst: v[0] === 1, ...(known ? { lanes: count } : {}) } }
}

function issueAt(text: string, message: string): ConfigIssue {
  return { severity: 'error', line: 0, text, message }
}

/** A number, or one written as text, decimal or 0x. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN
  return Number(value)
}
