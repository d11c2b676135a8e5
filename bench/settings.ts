/** What is measured: two shapes of one recording, one chain, and the goals. */
import { rangeBin, type Waveform, zhangWaveform } from '../packages/nodes/src/dsp/waveform.ts'
import type { LiveScale } from './live/measure.ts'
import type { RadarShape } from './live/radar.ts'

export interface Shape {
  readonly name: string
  readonly waveform: Waveform
}

/** 20 frames a second, 256 samples; one channel as the peer has it, and eight. */
export const shapes: readonly Shape[] = [
  { name: '1 chirp x 1 RX', waveform: zhangWaveform },
  { name: '2 chirps x 4 RX', waveform: { ...zhangWaveform, chirps: 2, receivers: 4 } },
]

export interface Scale {
  /** Length of the recordings, s. */
  readonly duration: number
  /** How often each side runs, in turns; figures are medians. */
  readonly repeats: number
  /** Windows taken one at a time. */
  readonly windows: number
  /** Length of the recording that settings share, s. */
  readonly shared: number
  readonly editor: EditorScale
  readonly live: LiveScale
}

export interface EditorScale {
  /** Browsers that see the page for the first time. */
  readonly visits: number
  /** Changes of a parameter: the first ones are not counted. */
  readonly warmUp: number
  readonly counted: number
  /** Length of a pan, s. */
  readonly pan: number
}

/** 1,200 packets a frame: at the card's highest rate the most bytes that it can send. */
const fullLink: RadarShape = { receivers: 4, chirps: 364, samples: 300, framePeriod: 20.5e-3 }
/** 6,400 bytes a frame, 20 times a second, as examples/heart-rate-live has it. */
export const seated: RadarShape = { receivers: 4, chirps: 2, samples: 200, framePeriod: 0.05 }

export const fullScale: Scale = {
  duration: 600,
  repeats: 3,
  windows: 32,
  shared: 300,
  editor: { visits: 5, warmUp: 3, counted: 9, pan: 3 },
  live: {
    load: { radar: fullLink, packetRate: 60_000, seconds: 60 },
    engine: { radar: seated, estimates: 400 },
    pages: [
      { hop: 1, estimates: 60 },
      { hop: 0.05, estimates: 400 },
    ],
  },
}
/** Shows that everything runs; its figures mean nothing. */
export const smokeScale: Scale = {
  duration: 60,
  repeats: 1,
  windows: 4,
  shared: 30,
  editor: { visits: 1, warmUp: 0, counted: 1, pan: 1 },
  live: {
    load: { radar: fullLink, packetRate: 10_000, seconds: 3 },
    engine: { radar: seated, estimates: 20 },
    pages: [{ hop: 0.05, estimates: 20 }],
  },
}

/** Settings of the chain, as peer/chain.py has them. */
export const chain = {
  window: 12.8,
  hop: 1,
  breathing: [0.1, 0.5],
  heart: [0.8, 2],
  beforeModes: [0.7, 5],
  second: [1.6, 4],
  modes: 8,
  alpha: 2000,
  iterations: 300,
  /** Ours is relative to a window's power; the peer's 1e-6 mm^2 over the 1/3 mm^2 of these windows. */
  tolerance: 3e-6,
  median: 9,
} as const

/** The peer's FIRST_M and LAST_M, and the bins that it makes of them. */
const gate = { first: 0.15, last: 2.2 } as const
const bin = rangeBin(zhangWaveform)
export const bins = {
  step: bin,
  first: Math.floor(gate.first / bin),
  last: Math.ceil(gate.last / bin),
} as const

export const goals = {
  /** Peer's time over ours. */
  chain: 4,
  /** Recorded time over ours. */
  realTime: 200,
  rlsrhs: 20,
  bayes: 2,
  vmd: 5,
  rangeFft: 1,
  /** Time of settings that share what is before them, over that of as many cold runs. */
  sharing: 0.25,
  /** The same over the shared part once and each setting's own part. */
  sharingOverhead: 1.2,
  /** Peak resident memory of a run, in 10^6 bytes. */
  memory: 400,
  /** From a changed parameter to the view that shows it, s: of the chain's end, and of its beginning. */
  last: 0.05,
  first: 0.5,
  /** Script in a frame of a pan, s. */
  pan: 0.008,
  /** From the start of a first visit until the page can be used, s. */
  usable: 2,
  /** Gzipped scripts of a first visit, bytes. */
  scripts: 400e3,
  /** From the arrival of a frame's last packet to its estimate, 99th percentile: a frame period, s. */
  latency: 0.05,
  /** Of the wanted packets a second, what has to be sent for a loss of none to mean anything. */
  rateReached: 0.98,
  /** Change of heap and buffers after the first tenth of a day. */
  memoryFlat: 0.05,
} as const
