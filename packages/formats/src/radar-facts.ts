/** What a radar's configuration and its device settle before anything is sent. */
import {
  aboutParam,
  type ByteSource,
  type Geometry,
  HostError,
  type RadarFacts,
  type RadarOptions,
} from '@chirpflow/graph'
import { readWhole } from './bytes.ts'
import {
  type Decoding,
  isComplex,
  slotCount,
  type WordLayout,
  wordsPerFrame,
} from './dca-layout.ts'
import { commandsFor } from './devices/commands-for.ts'
import { type DeviceProfile, deviceProfile, type KnownDevice } from './devices/device-profile.ts'
import { acquisitionOf, adcAxes, checkGeometry } from './geometry.ts'
import { type ConfigFacts, geometryFromConfig, type RadarConfig } from './radar-config.ts'
import { longestConfig, parseConfig, refuseErrors, warningsOf } from './read-config.ts'
import { decodeText } from './text.ts'
import type { TiCommand } from './ti-config.ts'

/** Everything that a capture, its decoder and its recorder need of a configuration. */
export interface RadarSetup {
  readonly facts: RadarFacts
  /** What the device is taken for; with `auto`, until the board itself has been asked. */
  readonly device: KnownDevice
  readonly profile: DeviceProfile
  readonly geometry: Geometry
  /** How the words of one frame are read: see decodeFrame. */
  readonly decoding: Decoding
  readonly iqOrder: 'iq' | 'qi'
  /** The configuration as it stands in its file, and its commands (none in a .mmwave.json). */
  readonly config: string
  readonly commands: readonly TiCommand[]
}

type Open = (path: string) => Promise<ByteSource>

/** readRadar, for a node that has to know its output and no more. */
export async function radarFacts(options: RadarOptions, open: Open): Promise<RadarFacts> {
  return (await readRadar(options, open)).facts
}

/**
 * Reads the configuration of a radar and settles what its frames are. Throws HostError at `config`
 * where the file cannot be used, and at `device` where the device cannot do what it says.
 */
export async function readRadar(options: RadarOptions, open: Open): Promise<RadarSetup> {
  const { config: path } = options
  if (path === '') throw new HostError('choose the configuration of the radar (.cfg)', 'config')
  const text = await aboutParam('config', async () =>
    decodeText(await readWhole(await open(path), longestConfig)),
  )
  return aboutParam('config', async () => setUp(options, text))
}

function setUp(options: RadarOptions, text: string): RadarSetup {
  const path = options.config
  const parsed = parseConfig(text)
  const stated = geometryFromConfig(parsed)
  refuseErrors(path, stated)
  if (!parsed.adc) {
    throw new HostError(`${path}: nothing says how a sample is made (adcCfg is missing)`)
  }
  // Whatever the configuration leaves open is refused by name.
  const geometry = { ...unknown, ...stated.geometry }
  checkGeometry(geometry, path)

  const notes: string[] = []
  const warnings = warningsOf(path, stated)
  const device = options.device === 'auto' ? guessDevice(stated, path, notes) : options.device
  const profile = deviceProfile(device)
  checkBand(path, geometry, profile)
  const commands = 'commands' in parsed ? parsed.commands : []
  notePlan(path, profile, commands, notes)

  const swapped = isSwapped(options, profile, stated, notes)
  const decoding = decodingFor(path, profile, parsed, stated, geometry, swapped)
  const frameBytes = 2 * wordsPerFrame(decoding)
  if (decoding.layout === '2-lane' && frameBytes % 8 !== 0) {
    throw new HostError(
      `${path}: two lanes send samples in pairs, and a frame of ${geometry.chirps} x ${geometry.receivers} x ${geometry.samples} samples has an odd number; take an even number of samples`,
    )
  }
  const frames = parsed.frame?.frames ?? 0
  if (frames > 0) {
    const seconds = Number((frames * geometry.frameInterval).toPrecision(4))
    notes.push(`The radar stops by itself after ${frames} frames, ${seconds} s (frameCfg).`)
  }
  const facts: RadarFacts = {
    dtype: isComplex(decoding.layout) ? 'complex64' : 'float32',
    axes: adcAxes(geometry),
    acquisition: acquisitionOf(geometry),
    frameBytes,
    notes,
    warnings,
  }
  const iqOrder = swapped ? 'qi' : 'iq'
  return { facts, device, profile, geometry, decoding, iqOrder, config: text, commands }
}

const unknown: Geometry = {
  chirps: Number.NaN,
  receivers: Number.NaN,
  samples: Number.NaN,
  startFrequency: Number.NaN,
  chirpSlope: Number.NaN,
  sampleRate: Number.NaN,
  adcStart: Number.NaN,
  chirpInterval: Number.NaN,
  frameInterval: Number.NaN,
}

/** Frames of 60 GHz devices begin below this, those of 77 GHz devices above. */
const betweenBands = 70e9

/** The device that a configuration was written for, as far as its frames are concerned. */
function guessDevice(stated: ConfigFacts, path: string, notes: string[]): KnownDevice {
  const { lanes, geometry } = stated
  if (!lanes) {
    throw new HostError(
      `${path} does not say on how many lanes samples come (adcbufCfg is missing); choose the device`,
      'device',
    )
  }
  const low = (geometry.startFrequency ?? 0) < betweenBands
  const device = lanes === 4 ? 'iwr1443-lvds-stream' : low ? 'iwr6843-demo' : 'iwr1843-demo'
  const why = lanes === 4 ? 'four' : 'five'
  notes.push(
    `Taken for an ${deviceProfile(device).platform} (adcbufCfg or testFmkCfg with ${why} arguments); the board itself is asked when it is connected.`,
  )
  return device
}

function checkBand(path: string, geometry: Geometry, { title, band }: DeviceProfile): void {
  const { startFrequency, chirpSlope, adcStart, samples, sampleRate } = geometry
  const end = startFrequency + chirpSlope * (adcStart + samples / sampleRate)
  const [low, high] = [Math.min(startFrequency, end), Math.max(startFrequency, end)]
  if (low >= band.from && high <= band.to) return
  throw new HostError(
    `${path} sends from ${gigahertz(low)} to ${gigahertz(high)} GHz, but ${title} from ${gigahertz(band.from)} to ${gigahertz(band.to)} GHz; choose the device that the configuration was written for`,
    'device',
  )
}

const gigahertz = (frequency: number) => Number((frequency / 1e9).toPrecision(5))

/** What will be changed on the way to the board. Throws HostError where it cannot be sent at all. */
function notePlan(
  path: string,
  profile: DeviceProfile,
  commands: readonly TiCommand[],
  notes: string[],
): void {
  const { commandLine } = profile
  if (!commandLine) {
    notes.push(profile.streaming)
    return
  }
  if (commands.length === 0) {
    throw new HostError(
      `${path} is no .cfg, and only that can be sent to ${profile.title}; export one, or choose a device under mmWave Studio`,
    )
  }
  const plan = commandsFor(profile, commandLine.dialect, commands)
  if (plan.refusals.length > 0) throw new HostError(`${path}: ${plan.refusals.join('; ')}`)
  notes.push(...plan.notes)
}

function isSwapped(
  { iqOrder }: RadarOptions,
  profile: DeviceProfile,
  { qFirst }: ConfigFacts,
  notes: string[],
): boolean {
  const byDevice = profile.iqOrder === 'swap' ? qFirst === true : profile.iqOrder === 'qi'
  const swapped = iqOrder === 'auto' ? byDevice : iqOrder === 'qi'
  const first = swapped ? 'Q' : 'I'
  if (iqOrder !== 'auto') notes.push(`${first} first, as set.`)
  else if (profile.iqOrder === 'swap') {
    const why = qFirst === undefined ? 'the configuration does not say' : 'by its sample swap'
    notes.push(`${first} first (${why}).`)
  } else notes.push(`${first} first, as ${profile.title} sends it.`)
  return swapped
}

function decodingFor(
  path: string,
  profile: DeviceProfile,
  parsed: RadarConfig,
  stated: ConfigFacts,
  { chirps, receivers, samples }: Geometry,
  swapped: boolean,
): Decoding {
  const real = stated.complex === false
  const four = profile.lanes === 4
  const layout: WordLayout = four ? (real ? 'real-4-lane' : '4-lane') : real ? 'real' : '2-lane'
  const mask = parsed.channels?.rxMask ?? 0
  const enabled = Array.from({ length: slotCount }, (_, slot) => slot).filter(
    (slot) => (mask >> slot) & 1,
  )
  if (enabled.length !== receivers) {
    throw new HostError(`${path}: receivers ${mask} are not among the four that a board has`)
  }
  const bits = stated.bits ?? profile.bits
  // Two lanes send the enabled receivers one after another, four have a slot for each there is.
  const slots = four ? enabled : enabled.map((_, slot) => slot)
  return { layout, chirps, receivers, samples, swapped, bits, slots }
}
