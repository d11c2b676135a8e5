/** Reflectors that change from chirp to chirp: a breathing person, a walker and a fan. */
import type { MovingEcho, StillEcho } from './adc.ts'
import { type Chest, createPerson, type PersonSample } from './chest.ts'
import type { Random } from './random.ts'
import { createSmoothNoise } from './smooth-noise.ts'
import type { Waveform } from './waveform.ts'

export interface PersonEcho extends MovingEcho {
  /** The person at the first chirp of the frame that `advance` wrote last. */
  truth(): PersonSample
}

/**
 * A breathing person, at place.range + displacement. The chest is computed once a frame; between
 * frames it moves on a straight line, so chirps of one frame see its velocity.
 */
export function createPersonEcho(
  place: StillEcho,
  chest: Chest,
  waveform: Waveform,
  random: Random,
): PersonEcho {
  const person = createPerson({ ...chest, sampleRate: 1 / waveform.frameInterval, random })
  let ahead = person.next()
  let now = ahead
  const track = createTrack(place, waveform, ahead.displacement, () => {
    now = ahead
    ahead = person.next()
    return ahead.displacement
  })
  return { ...track, truth: () => now }
}

/** Standard deviation of a walker's velocity, m/s, and how long it is smoothed, s (own model). */
const walkingSpeed = 0.01
const walkingWidth = 2

/**
 * A walker turns back at these ranges, m, or where it started if that is beyond them; a long record
 * would take it behind the radar.
 */
const nearest = 0.15
const farthest = 2.25

/** A slow non-periodic mover: R = range + sum of smoothed velocity noise times frameInterval. */
export function createWalkerEcho(place: StillEcho, waveform: Waveform, random: Random): MovingEcho {
  const noise = createSmoothNoise(walkingWidth, random)
  let index = 0
  let path = 0
  const low = Math.min(nearest, place.range)
  const high = Math.max(farthest, place.range)
  const step = () => {
    path += walkingSpeed * noise(index++ * waveform.frameInterval) * waveform.frameInterval
    return folded(place.range + path, low, high) - place.range
  }
  return createTrack(place, waveform, step(), step)
}

function folded(range: number, low: number, high: number): number {
  const width = high - low
  const turn = (((range - low) % (2 * width)) + 2 * width) % (2 * width)
  return low + (turn < width ? turn : 2 * width - turn)
}

/** Rotating blades: fixed range, white circular complex gain of mean power amplitude^2 per chirp. */
export function createFanEcho(place: StillEcho, random: Random): MovingEcho {
  return {
    angle: place.angle,
    advance(range, gain) {
      range.fill(place.range)
      random.fillNormal(gain, place.amplitude / Math.SQRT2)
    },
  }
}

/** `first` is the offset from place.range at the first frame, `next` gives it frame after frame. */
function createTrack(
  place: StillEcho,
  waveform: Waveform,
  first: number,
  next: () => number,
): MovingEcho {
  const share = waveform.chirpInterval / waveform.frameInterval
  const re = place.amplitude * Math.cos(place.phase)
  const im = place.amplitude * Math.sin(place.phase)
  let ahead = first
  return {
    angle: place.angle,
    advance(range, gain) {
      const now = ahead
      ahead = next()
      for (let chirp = 0; chirp < range.length; chirp++) {
        range[chirp] = place.range + now + chirp * share * (ahead - now)
        gain[2 * chirp] = re
        gain[2 * chirp + 1] = im
      }
    },
  }
}
