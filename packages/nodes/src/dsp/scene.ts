/** What stands before a simulated radar: drawn at random from a seed, and turned into frames. */
import { createAdc, type StillEcho } from './adc.ts'
import type { Breathing, Chest, Heart, PersonSample } from './chest.ts'
import { createFanEcho, createPersonEcho, createWalkerEcho } from './movers.ts'
import { createRandom, type Random } from './random.ts'
import type { Waveform } from './waveform.ts'

export interface ScenePerson extends StillEcho {
  readonly chest: Chest
}

/** Plain data. The order within a list names the random stream of each part. */
export interface Scene {
  readonly people: readonly ScenePerson[]
  readonly still: readonly StillEcho[]
  readonly walkers: readonly StillEcho[]
  readonly fans: readonly StillEcho[]
}

type Interval = readonly [low: number, high: number]

/** Amplitudes of clutter, where a person has 1 (own reading: the paper gives no levels). */
const clutterLevels = {
  strong: { still: [0.5, 3], moving: [0.3, 1] },
  weak: { still: [0.2, 1.1], moving: [0.1, 0.3] },
} as const satisfies Record<string, { still: Interval; moving: Interval }>

export type Clutter = keyof typeof clutterLevels | 'none'

/** What is known of a person; the rest is drawn. Ranges in m, angles in rad, rates in Hz. */
export interface PersonPlan {
  readonly range?: number
  readonly angle?: number
  readonly breathingRate?: number
  readonly heartRate?: number
}

export interface SceneParameters {
  readonly people: readonly PersonPlan[]
  /** m. Of people whose range is not given. */
  readonly ranges: Interval
  /** Amplitudes, harmonics and jitter of everyone. */
  readonly chest: {
    readonly breathing: Omit<Breathing, 'rate'>
    readonly heart: Omit<Heart, 'rate'>
  }
  /** Hz. Of people whose rate is not given. */
  readonly breathingRates: Interval
  /** Hz. Of people whose rate is not given. */
  readonly heartRates: Interval
  /** 'none' leaves out still and moving reflectors both. */
  readonly clutter: Clutter
  readonly still: number
  /** Walkers and fans in turn, a walker first. */
  readonly movers: number
  /** Amplitude of a constant echo at each person's range and angle: the centre of the I/Q circle. */
  readonly offset: number
  /** Angles not given are drawn from -spread to spread, rad. */
  readonly spread: number
}

/** Breathing 12 to 18 and heart 60 to 100 per minute (own reading of Zhang et al. 2026, Table 4). */
export const usualRates = { breathing: [0.2, 0.3], heart: [1, 100 / 60] } as const

const clutterRanges: Interval = [0.2, 2.2]
/** Least distance between two people, of whom at least one was drawn, m. */
const spacing = 0.3

/**
 * Draws a scene (own reading of Zhang et al. 2026; ranges and clutter as in the comparison of range
 * bins). Each part draws from its own stream: one more reflector changes no other part. Throws
 * RangeError where people cannot be kept 0.3 m apart.
 */
export function drawScene(seed: number, parameters: SceneParameters): Scene {
  const random = createRandom(seed).fork('scene')
  const { chest, clutter, spread } = parameters
  const ranges = drawRanges(parameters, random.fork('ranges of people'))
  const people = parameters.people.map((plan, i): ScenePerson => {
    const draw = random.fork(`person ${i}`)
    const angle = draw.between(-spread, spread)
    const breathingRate = draw.between(...parameters.breathingRates)
    const heartRate = draw.between(...parameters.heartRates)
    return {
      range: ranges[i],
      angle: plan.angle ?? angle,
      amplitude: 1,
      phase: 0,
      chest: {
        breathing: { ...chest.breathing, rate: plan.breathingRate ?? breathingRate },
        heart: { ...chest.heart, rate: plan.heartRate ?? heartRate },
      },
    }
  })
  const offsets = people.map(({ range, angle }, i) => {
    const phase = random.fork(`offset ${i}`).between(0, 2 * Math.PI)
    return { range, angle, amplitude: parameters.offset, phase }
  })
  if (clutter === 'none') return { people, still: offsets, walkers: [], fans: [] }
  const levels = clutterLevels[clutter]
  const reflectors = (name: string, count: number, level: Interval) =>
    Array.from({ length: count }, (_, i) => drawEcho(random.fork(`${name} ${i}`), level, spread))
  return {
    people,
    still: [...offsets, ...reflectors('still', parameters.still, levels.still)],
    walkers: reflectors('walker', Math.ceil(parameters.movers / 2), levels.moving),
    fans: reflectors('fan', Math.floor(parameters.movers / 2), levels.moving),
  }
}

function drawEcho(draw: Random, level: Interval, spread: number): StillEcho {
  return {
    range: draw.between(...clutterRanges),
    amplitude: draw.between(...level),
    phase: draw.between(0, 2 * Math.PI),
    angle: draw.between(-spread, spread),
  }
}

/**
 * Draws all missing ranges again until everyone has room (six people between .2 and 2 m need some
 * 50 000 tries), nearest first.
 */
function drawRanges({ people, ranges: limits }: SceneParameters, random: Random): number[] {
  for (let tries = 0; tries < 1e6; tries++) {
    const drawn = people.map(() => random.between(...limits)).sort((a, b) => a - b)
    const ranges = people.map(({ range }, i) => range ?? drawn[i])
    const apart = people.every((one, i) =>
      people.every(
        (other, j) =>
          i === j ||
          (one.range !== undefined && other.range !== undefined) ||
          Math.abs(ranges[i] - ranges[j]) > spacing,
      ),
    )
    if (apart) return ranges
  }
  const [low, high] = limits
  throw new RangeError(
    `${people.length} people find no room between ${low} and ${high} m, ${spacing} m apart`,
  )
}

export interface SimulatedFrame {
  /** complex64 (chirp, rx, sample). */
  readonly adc: Float32Array
  /** Truth of each person of the scene, at the frame's first chirp. */
  readonly people: readonly PersonSample[]
}

/**
 * Streams the frames of a scene; frame n starts at n * frameInterval.
 *
 * @param options.snr Of an echo of amplitude 1 in each ADC sample, dB; Infinity for no noise.
 */
export function createRadar(options: {
  readonly scene: Scene
  readonly waveform: Waveform
  readonly snr: number
  readonly seed: number
}): { next(): SimulatedFrame } {
  const { scene, waveform, snr } = options
  const random = createRandom(options.seed).fork('radar')
  const people = scene.people.map((person, i) =>
    createPersonEcho(person, person.chest, waveform, random.fork(`person ${i}`)),
  )
  const walkers = scene.walkers.map((place, i) =>
    createWalkerEcho(place, waveform, random.fork(`walker ${i}`)),
  )
  const fans = scene.fans.map((place, i) => createFanEcho(place, random.fork(`fan ${i}`)))
  const moving = [...people, ...walkers, ...fans]
  const frame = createAdc({ waveform, still: scene.still, moving, snr, random })
  return {
    next() {
      const adc = frame()
      return { adc, people: people.map((person) => person.truth()) }
    },
  }
}
