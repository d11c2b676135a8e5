/** What the physics of a radar's chirps allows, and what its capture card can carry, as findings with numbers. */
import { type Acquisition, type Axis, axisOf, type Dtype } from '@chirpflow/graph'
import { speedOfLight } from '../dsp/waveform.ts'

export interface AcquisitionFacts {
  readonly dtype: Dtype
  /** (chirp, rx, sample) of one frame. */
  readonly axes: readonly Axis[]
  readonly acquisition: Acquisition
}

/** How frames travel from a DCA1000 to this machine. */
export interface Transport {
  /** Bytes of one frame as the card sends it. */
  readonly frameBytes: number
  /** Pause of the card between two packets, s. */
  readonly packetDelay: number
}

export type FindingName =
  | 'range-resolution'
  | 'maximum-range'
  | 'speed-limit'
  | 'slow-time-rate'
  | 'duty-cycle'
  | 'frame-bytes'
  | 'packets-per-frame'
  | 'byte-rate'
  | 'packet-rate'
  | 'link-share'
  | 'rate-resolution'

export interface Finding {
  readonly severity: 'error' | 'warning' | 'note'
  readonly name: FindingName
  /** SI; a share is of 1, a rate that a person reads is a frequency in Hz. */
  readonly value: number
  readonly unit: 'm' | 'm/s' | 'Hz' | 'B' | 'B/s' | '1'
  readonly message: string
}

/** Sample bytes of one data packet (hardware protocol of the DCA1000). */
const packetPayload = 1456
/** Bytes of one data packet on the cable: 10 of its header, and UDP, IP and Ethernet. */
const packetBytes = packetPayload + 10 + 8 + 20 + 14
const linkRate = 1e9

/**
 * Fastest a chest at rest moves, m/s: breathing of 6 mm from end to end, 30 a minute, moves at up to
 * pi f A. Twice that is room for what does not move as a sine.
 */
const chestSpeed = Math.PI * 0.5 * 6e-3
/** Fastest heart that has to be told, Hz: 180 a minute. */
const fastestHeart = 3

/**
 * Findings on frames of ADC samples. Range bins of c / (2 S T) for slope S and sampled time T = N /
 * fs; the farthest range turns the beat frequency by fs (complex) or fs / 2 (real) a second;
 * unwrapping follows a quarter wavelength a frame. A fact that is not known is left out.
 */
export function lintAcquisition(facts: AcquisitionFacts): Finding[] {
  return [...lintRange(facts), ...lintMotion(facts.acquisition), ...lintDuty(facts)]
}

function lintRange({ dtype, axes, acquisition }: AcquisitionFacts): Finding[] {
  const samples = axisOf({ axes }, 'sample')
  const { chirpSlope, sampleRate } = acquisition
  if (!samples || !chirpSlope || !sampleRate) return []
  const slope = Math.abs(chirpSlope)
  const resolution = (speedOfLight * sampleRate) / (2 * slope * samples.size)
  const reach = (speedOfLight * sampleRate) / ((dtype === 'complex64' ? 2 : 4) * slope)
  return [
    {
      severity: resolution > 0.5 ? 'warning' : 'note',
      name: 'range-resolution',
      value: resolution,
      unit: 'm',
      message:
        resolution > 0.5
          ? `Range bins are ${metres(resolution)} deep: a person and what stands around fall into one`
          : `Range bins are ${metres(resolution)} deep`,
    },
    {
      severity: reach < 1 ? 'warning' : 'note',
      name: 'maximum-range',
      value: reach,
      unit: 'm',
      message:
        reach < 1
          ? `Ranges end at ${metres(reach)}: who sits farther is seen at a wrong place or not at all`
          : `Ranges end at ${metres(reach)}`,
    },
  ]
}

function lintMotion({ centreFrequency, carrierFrequency, frameInterval }: Acquisition): Finding[] {
  if (!frameInterval) return []
  const rate = 1 / frameInterval
  const frequency = centreFrequency ?? carrierFrequency
  const findings: Finding[] = []
  if (frequency) {
    const limit = speedOfLight / frequency / 4 / frameInterval
    const slow = limit < chestSpeed
    findings.push({
      severity: slow ? 'warning' : 'note',
      name: 'speed-limit',
      value: limit,
      unit: 'm/s',
      message: slow
        ? `Phase can be followed up to ${millimetres(limit)} mm/s (a quarter wavelength a frame), and a chest moves at up to ${millimetres(chestSpeed)} mm/s: take frames more often`
        : `Phase can be followed up to ${millimetres(limit)} mm/s`,
    })
  }
  const coarse = rate / 2 < fastestHeart
  findings.push({
    severity: coarse ? 'warning' : 'note',
    name: 'slow-time-rate',
    value: rate,
    unit: 'Hz',
    message: coarse
      ? `${round(rate)} frames a second tell rates up to ${round(30 * rate)} /min only: a faster heart is read as a slower one`
      : `${round(rate)} frames a second`,
  })
  return findings
}

function lintDuty({ axes, acquisition }: AcquisitionFacts): Finding[] {
  const chirps = axisOf({ axes }, 'chirp')
  const { chirpInterval, frameInterval } = acquisition
  if (!chirps || !chirpInterval || !frameInterval) return []
  const share = (chirps.size * chirpInterval) / frameInterval
  // Above half, TI warns of heat (SDK user's guide, frameCfg); a frame needs time to be set up.
  const severity = share > 0.5 ? 'warning' : 'note'
  const message =
    share > 0.99
      ? `The chirps of a frame take ${percent(share)} of its ${round(1000 * frameInterval)} ms: the radar cannot keep this pace`
      : share > 0.5
        ? `The radar sends ${percent(share)} of the time: above half it grows hot, and TI advises against it`
        : `The radar sends ${percent(share)} of the time`
  return [{ severity, name: 'duty-cycle', value: share, unit: '1', message }]
}

/**
 * Findings on the way from card to machine: packets of 1456 bytes, a pause after each. A frame that
 * ends inside a packet is whole only when the next one begins.
 */
export function lintTransport(
  { frameBytes, packetDelay }: Transport,
  frameInterval: number,
): Finding[] {
  const packets = frameBytes / packetPayload
  const whole = Number.isInteger(packets)
  const byteRate = frameBytes / frameInterval
  const packetRate = packets / frameInterval
  const packetTime = (8 * packetBytes) / linkRate + packetDelay
  const capacity = (8 * packetBytes) / packetTime
  const share = packetRate * packetTime
  const severity = share > 1 ? 'error' : share > 0.8 ? 'warning' : 'note'
  const load = `${percent(share)} of the ${round(capacity / 1e6)} Mbit/s that the card sends with ${round(1e6 * packetDelay)} us between packets`
  return [
    finding('frame-bytes', frameBytes, 'B', `A frame has ${frameBytes} bytes`),
    finding(
      'packets-per-frame',
      packets,
      '1',
      whole
        ? `A frame fills ${packets} packets`
        : `A frame is ${packets.toFixed(3)} packets: it ends inside one, and is whole only when the next frame begins, up to ${round(1000 * frameInterval)} ms later`,
    ),
    finding('byte-rate', byteRate, 'B/s', `${round(byteRate / 1000)} kB a second`),
    finding('packet-rate', packetRate, 'Hz', `${round(packetRate)} packets a second`),
    {
      severity,
      name: 'link-share',
      value: share,
      unit: '1',
      message:
        share > 1
          ? `Frames need ${load}: they cannot all arrive; shorten the packet delay, or send fewer samples`
          : share > 0.8
            ? `Frames need ${load}: packets will be lost; shorten the packet delay, or send fewer samples`
            : `Frames need ${load}`,
    },
  ]
}

/**
 * Harmonics of slow breathing, 12 a minute, lie 12 /min apart, so a heart's line is 6 /min or less
 * from the nearest: a window has to tell that much apart.
 */
const wantedResolution = 0.1

/** A window of so many seconds tells apart rates that differ by one over it. */
export function lintWindow(span: number): Finding {
  const resolution = 1 / span
  const coarse = resolution > wantedResolution
  const bins = `A window of ${round(span)} s tells rates apart that differ by ${(60 * resolution).toFixed(2)} /min`
  return {
    severity: coarse ? 'warning' : 'note',
    name: 'rate-resolution',
    value: resolution,
    unit: 'Hz',
    message: coarse
      ? `${bins}; harmonics of breathing lie closer to the heart's rate: lengthen it to ${1 / wantedResolution} s or more`
      : bins,
  }
}

function finding(
  name: FindingName,
  value: number,
  unit: Finding['unit'],
  message: string,
): Finding {
  return { severity: 'note', name, value, unit, message }
}

const round = (value: number) => Number(value.toPrecision(3))
const metres = (value: number) => (value < 1 ? `${round(100 * value)} cm` : `${round(value)} m`)
const millimetres = (value: number) => round(1000 * value)
const percent = (share: number) => `${Number((100 * share).toPrecision(2))} %`
