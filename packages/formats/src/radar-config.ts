/** A radar's configuration in SI, whichever file it came from, and the geometry that follows from it. */
import type { Geometry } from '@chirpflow/graph'

/** A line of a configuration that cannot be taken (error) or was passed over (warning). */
export interface ConfigIssue {
  readonly severity: 'error' | 'warning'
  /** From 1; 0 where it is the file as a whole, or a file without lines of meaning (JSON). */
  readonly line: number
  /** The line, or the path within a JSON file. */
  readonly text: string
  readonly message: string
}

/** profileCfg. Seconds, hertz, hertz a second. */
export interface ConfigProfile {
  readonly line: number
  readonly id: number
  readonly startFrequency: number
  readonly idleTime: number
  readonly adcStart: number
  readonly rampEnd: number
  readonly chirpSlope: number
  readonly samples: number
  readonly sampleRate: number
}

/** chirpCfg: what chirps first to last add to their profile. */
export interface ConfigChirps {
  readonly line: number
  readonly first: number
  readonly last: number
  readonly profile: number
  readonly startFrequency: number
  readonly chirpSlope: number
  readonly idleTime: number
  readonly adcStart: number
  readonly txMask: number
}

/** frameCfg. */
export interface ConfigFrame {
  readonly line: number
  readonly firstChirp: number
  readonly lastChirp: number
  readonly loops: number
  /** 0 = until stopped. */
  readonly frames: number
  readonly interval: number
}

export interface RadarConfig {
  readonly profiles: readonly ConfigProfile[]
  readonly chirps: readonly ConfigChirps[]
  readonly frame?: ConfigFrame
  readonly channels?: { readonly rxMask: number; readonly txMask: number }
  readonly adc?: { readonly bits: 12 | 14 | 16; readonly complex: boolean }
  /** How samples lie in the ADC buffer, and so in a raw file. */
  readonly buffer?: { readonly real: boolean; readonly qFirst: boolean; readonly lanes?: 2 | 4 }
  /** Legacy frames are what recordings hold; advanced frames and continuous mode are something else. */
  readonly mode?: 'frame' | 'continuous' | 'advanced-frame'
  /** What the radar sends over LVDS, where the file says. */
  readonly lvds?: { readonly header: boolean; readonly adc: boolean; readonly software: boolean }
  readonly issues: readonly ConfigIssue[]
}

/** What a configuration settles about a recording made with it. */
export interface ConfigFacts {
  readonly geometry: Partial<Geometry>
  readonly complex?: boolean
  readonly bits?: 12 | 14 | 16
  readonly lanes?: 2 | 4
  readonly qFirst?: boolean
  /** Transmitters of each chirp of a loop, as masks, in order. More than one: TDM-MIMO. */
  readonly txMasks: readonly number[]
  /** The configuration's own issues, and what is wrong between its lines. */
  readonly issues: readonly ConfigIssue[]
}

/**
 * Geometry and sample format of a configuration. chirps = (lastChirp - firstChirp + 1) loops;
 * receivers = set bits of the RX mask; chirpInterval = idle time + ramp end time. What the lines do
 * not settle is left out, and an error says why.
 */
export function geometryFromConfig(config: RadarConfig): ConfigFacts {
  const issues = [...config.issues]
  const { frame, channels } = config
  const complain = (severity: ConfigIssue['severity'], line: number, message: string) =>
    issues.push({ severity, line, text: '', message })
  if (config.mode && config.mode !== 'frame') {
    complain('error', 0, `the radar runs in ${config.mode} mode; only plain frames can be read`)
  }
  if (!channels) complain('error', 0, 'nothing says which receivers are on (channelCfg is missing)')
  if (!frame) complain('error', 0, 'nothing says what a frame is (frameCfg is missing)')
  const used = frame ? chirpsOf(config, frame, complain) : []
  const profile = profileOf(config, used, complain)
  if (profile && frame) checkTimes(profile, frame, used.length, complain)
  const txMasks = used.map((chirp) => chirp.txMask)
  if (new Set(txMasks).size > 1) {
    complain(
      'warning',
      used[0].line,
      `chirps are sent in turn by different transmitters (TDM-MIMO, masks ${txMasks.slice(0, 8).join(', ')}): neighbours on the chirp axis see the scene from different places`,
    )
  }
  const geometry: Partial<Geometry> = {
    ...(frame && used.length > 0 ? { chirps: used.length * frame.loops } : {}),
    ...(channels ? { receivers: bitCount(channels.rxMask) } : {}),
    ...(profile && used.length > 0 ? ofProfile(profile, used[0]) : {}),
    ...(frame ? { frameInterval: frame.interval } : {}),
  }
  return {
    geometry,
    ...(config.adc
      ? { complex: config.adc.complex && !config.buffer?.real, bits: config.adc.bits }
      : {}),
    ...(config.buffer ? { qFirst: config.buffer.qFirst } : {}),
    ...(config.buffer?.lanes ? { lanes: config.buffer.lanes } : {}),
    txMasks,
    issues,
  }
}

type Complain = (severity: ConfigIssue['severity'], line: number, message: string) => void

/** The chirp definitions of one loop, in order; none where one is missing. */
function chirpsOf(config: RadarConfig, frame: ConfigFrame, complain: Complain): ConfigChirps[] {
  const loop: ConfigChirps[] = []
  if (frame.lastChirp < frame.firstChirp) {
    const message = `the frame's last chirp ${frame.lastChirp} comes before its first, ${frame.firstChirp}`
    complain('error', frame.line, message)
    return loop
  }
  for (let index = frame.firstChirp; index <= frame.lastChirp; index++) {
    const chirp = latest(config.chirps, ({ first, last }) => first <= index && index <= last)
    if (chirp) loop.push(chirp)
    else {
      complain('error', frame.line, `the frame uses chirp ${index}, which no chirpCfg defines`)
      return []
    }
  }
  const keys = ['startFrequency', 'chirpSlope', 'idleTime', 'adcStart'] as const
  const odd = loop.find((chirp) => keys.some((key) => chirp[key] !== loop[0][key]))
  if (odd) {
    complain('warning', odd.line, 'chirps of one frame differ; the first one is taken for all')
  }
  return loop
}

/** The one profile that the frame's chirps use. */
function profileOf(
  config: RadarConfig,
  used: readonly ConfigChirps[],
  complain: Complain,
): ConfigProfile | undefined {
  const ids = [...new Set(used.map((chirp) => chirp.profile))]
  if (ids.length === 0) {
    if (config.profiles.length === 0) complain('error', 0, 'no profileCfg: the chirp is unknown')
    return undefined
  }
  if (ids.length > 1) {
    const message = `the frame's chirps use profiles ${ids.join(' and ')}; a recording can have one`
    complain('error', used[0].line, message)
    return undefined
  }
  const profile = latest(config.profiles, ({ id }) => id === ids[0])
  if (!profile)
    complain('error', used[0].line, `profile ${ids[0]} is used but no profileCfg has it`)
  return profile
}

/** Of lines that say the same thing the last one counts. */
function latest<T>(lines: readonly T[], holds: (line: T) => boolean): T | undefined {
  return lines.filter(holds).at(-1)
}

function ofProfile(profile: ConfigProfile, chirp: ConfigChirps): Partial<Geometry> {
  return {
    samples: profile.samples,
    startFrequency: profile.startFrequency + chirp.startFrequency,
    chirpSlope: profile.chirpSlope + chirp.chirpSlope,
    sampleRate: profile.sampleRate,
    adcStart: profile.adcStart + chirp.adcStart,
    chirpInterval: profile.idleTime + chirp.idleTime + profile.rampEnd,
  }
}

function checkTimes(profile: ConfigProfile, frame: ConfigFrame, loop: number, complain: Complain) {
  const sampled = profile.adcStart + profile.samples / profile.sampleRate
  if (sampled > profile.rampEnd + 1e-12) {
    complain(
      'warning',
      profile.line,
      `sampling ends ${micro(sampled)} us into the chirp, after its ramp's end at ${micro(profile.rampEnd)} us`,
    )
  }
  const busy = loop * frame.loops * (profile.idleTime + profile.rampEnd)
  if (busy > frame.interval) {
    complain(
      'warning',
      frame.line,
      `the chirps of a frame take ${micro(busy)} us, its period is ${micro(frame.interval)} us`,
    )
  }
}

function micro(seconds: number): number {
  return Number((seconds * 1e6).toPrecision(6))
}

export function bitCount(mask: number): number {
  let bits = 0
  for (let rest = mask; rest > 0; rest >>= 1) bits += rest & 1
  return bits
}
