/**
 * What a node may reach of the outside world. The interfaces stand here, the implementations in the
 * apps (over a file system or a browser's File) and in hardware, so a source runs anywhere.
 */
import type { RadarFacts, RadarOptions, RadarStream } from './radar.ts'
import type { Acquisition, Axis, Unit } from './signal.ts'

/** Random access to the bytes of one file. */
export interface ByteSource {
  readonly name: string
  readonly size: number
  /** The bytes from offset on; fewer than `length` only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** A file, radar or line that cannot be used. The message names the thing, the place and the remedy. */
export class HostError extends Error {
  override name = 'HostError'
  constructor(
    message: string,
    /** The parameter it is about, where one is. */
    readonly param?: string,
  ) {
    super(message)
  }
}

/** Does `work`; a HostError that names no parameter yet is about this one. */
export async function aboutParam<T>(param: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HostError) || error.param !== undefined) throw error
    throw new HostError(error.message, param)
  }
}

/** How the samples of a raw DCA1000 file lie in it (SWRA581B; hardware.md 2). */
export const rawLayouts = ['auto', '2-lane', '4-lane', 'real'] as const
export type RawLayout = (typeof rawLayouts)[number]

/** Radar geometry as a person types it, SI. A configuration file overrules what it states itself. */
export interface Geometry {
  readonly chirps: number
  readonly receivers: number
  readonly samples: number
  readonly startFrequency: number
  readonly chirpSlope: number
  readonly sampleRate: number
  /** From the start of the ramp to the first sample, s. */
  readonly adcStart: number
  readonly chirpInterval: number
  readonly frameInterval: number
}

export interface RecordingOptions {
  readonly path: string
  /** Path of a TI .cfg or an mmWave Studio .mmwave.json; '' for none. */
  readonly config: string
  readonly layout: RawLayout
  /** Which of a pair of samples comes first. */
  readonly iqOrder: 'iq' | 'qi'
  readonly geometry: Geometry
}

/** What is known of a recording before its samples are read. */
export interface RecordingFacts {
  /** adc: axes end with sample. profile: range-resolved already, axes end with range. */
  readonly kind: 'adc' | 'profile'
  readonly dtype: 'complex64' | 'float32'
  /** Axes of one frame, outermost first: (chirp, rx, sample) or (chirp, range). */
  readonly axes: readonly Axis[]
  /** Whole frames in the file. */
  readonly frames: number
  readonly acquisition: Acquisition & { readonly frameInterval: number }
  /** How it was read and why, one sentence each: format, layout and its evidence, geometry's source. */
  readonly notes: readonly string[]
  /** Things a person should know: bytes left over, frames without data. */
  readonly warnings: readonly string[]
}

export interface Recording extends RecordingFacts {
  /**
   * Frames first .. first + count - 1, one array each (complex: interleaved re, im); undefined for a
   * frame of which nothing was recorded.
   */
  read(first: number, count: number): Promise<(Float32Array | undefined)[]>
  /** Share of a frame that had arrived when it was recorded, 0 to 1; without it, all of each. */
  coverage?(frame: number): number
  close(): Promise<void>
}

export interface SeriesOptions {
  readonly path: string
  /** Column (CSV: header or number from 1) or variable (MAT); '' takes the only one there is. */
  readonly column: string
  /** Second column or variable holding Q, when the first holds I; '' for none. */
  readonly quadrature: string
}

/** One slow-time series of a file. */
export interface Series {
  readonly complex: boolean
  /** Values as they stand in the file; complex: interleaved. NaN is a missing sample. */
  readonly values: Float64Array
  /** What it was called in the file, and what else there was to choose. */
  readonly column: string
  readonly columns: readonly string[]
  readonly notes: readonly string[]
}

export interface WaveformOptions {
  readonly path: string
  /** Path of the .hea of a WFDB signal file; '' for any other. */
  readonly header: string
  /** Channel, column or variable; '' takes the only one there is. */
  readonly column: string
  /** Samples a second; 0 takes what the file says. */
  readonly rate: number
  /** Clock time at which the radar recording began; '' puts the first sample at its beginning. */
  readonly start: string
}

/** The signal of a body sensor: an ECG, a pulse, a belt. */
export interface Waveform {
  /** Evenly spaced, in the file's unit. NaN is a missing sample. */
  readonly values: Float64Array
  /** Samples a second. */
  readonly rate: number
  /** Time of the first sample from the beginning of the radar recording, s. */
  readonly start: number
  readonly column: string
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

/** What the values of a rate file are; s and ms are intervals from one beat to the next. */
export const rateUnits = ['auto', '1/min', 'Hz', 's', 'ms'] as const
export type RateUnit = (typeof rateUnits)[number]

export const timeUnits = ['auto', 's', 'ms', 'min'] as const
export type TimeUnit = (typeof timeUnits)[number]

export interface RatesOptions {
  readonly path: string
  /** Column (header or number from 1) of the rate; '' where the file leaves no doubt. */
  readonly column: string
  readonly timeColumn: string
  readonly unit: RateUnit
  readonly timeUnit: TimeUnit
  /** Clock time at which the radar recording began; '' puts the first clock time at its beginning. */
  readonly start: string
}

/** Rates that something else has found. */
export interface Rates {
  /** From the beginning of the radar recording, s; strictly rising. */
  readonly time: Float64Array
  /** Hz; NaN is no answer. */
  readonly rate: Float64Array
  /** Each is the rate of one interval that ends at its time. */
  readonly intervals: boolean
  readonly column: string
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

/** A table that a sink writes. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly unit: Unit | '1/min' }[]
  readonly rows: readonly (readonly number[])[]
}

export interface Host {
  /** Monotonic seconds, for measuring. */
  now(): number
  /** Lets other work of this thread run. */
  pause(): Promise<void>
  /** Incremental SHA-256. */
  sha256(): { update(bytes: Uint8Array): void; hex(): string }
  /** SHA-256 of a file's content, hex. Throws HostError where it cannot be read. */
  contentHash(path: string): Promise<string>
  openRecording(options: RecordingOptions): Promise<Recording>
  openSeries(options: SeriesOptions): Promise<Series>
  openWaveform(options: WaveformOptions): Promise<Waveform>
  openRates(options: RatesOptions): Promise<Rates>
  /** What the configuration and the device say, without touching the radar. */
  inspectRadar(options: RadarOptions): Promise<RadarFacts>
  /** Begins to capture, or joins the capture under way. */
  openRadar(options: RadarOptions): Promise<RadarStream>
  /** Writes a whole file or none of it. */
  writeFile(path: string, text: string): Promise<void>
}
