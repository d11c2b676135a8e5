/** Recordings, series and radar configurations: bytes in, values out. */

export { type BeatVerdict, judgeBeats } from './beats.ts'
export * from './capture-log.ts'
export { encodeFrame } from './dca-encode.ts'
export {
  type Decoding,
  decodeFrame,
  isComplex,
  type WordLayout,
  wordsPerFrame,
} from './dca-layout.ts'
export { type CommandPlan, commandsFor, type SentCommand } from './devices/commands-for.ts'
export {
  type DeviceProfile,
  deviceOfPlatform,
  deviceProfile,
  type KnownDevice,
} from './devices/device-profile.ts'
export { type Dialect, type DialectName, dialects } from './devices/dialect.ts'
export { parseMmwaveJson } from './mmwave-json.ts'
export { openRates } from './open-rates.ts'
export { openRecording } from './open-recording.ts'
export { openSeries } from './open-series.ts'
export { openWaveform } from './open-waveform.ts'
export {
  type ConfigChirps,
  type ConfigFacts,
  type ConfigFrame,
  type ConfigIssue,
  type ConfigProfile,
  geometryFromConfig,
  type RadarConfig,
} from './radar-config.ts'
export { type RadarSetup, radarFacts, readRadar } from './radar-facts.ts'
export { describeIssue } from './read-config.ts'
export { parseTiConfig, type TiCommand, type TiConfig } from './ti-config.ts'
