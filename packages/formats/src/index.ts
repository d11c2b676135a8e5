/** Recordings, series and radar configurations: bytes in, values out. */

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
export { describeIssue } from './read-config.ts'
export { parseTiConfig, type TiCommand, type TiConfig } from './ti-config.ts'
