/** What is sent to a board for a configuration that may have been written for another firmware. */
import type { TiCommand } from '../ti-config.ts'
import type { DeviceProfile } from './device-profile.ts'
import { type Dialect, type DialectName, dialects } from './dialect.ts'

/** One line to send. */
export interface SentCommand {
  readonly text: string
  /** Of the configuration; absent where the line was put in. */
  readonly line?: number
}

export interface CommandPlan {
  /** All but sensorStart, which has to wait until the capture card listens. */
  readonly configure: readonly SentCommand[]
  /** What was changed, put in or left out, one sentence each. */
  readonly notes: readonly string[]
  /** Why it cannot be sent at all, one sentence each. */
  readonly refusals: readonly string[]
}

/** Sent around a configuration, not from it: stop and flush come first, start comes last. */
const framing = new Set(['sensorStart', 'sensorStop', 'flushCfg'])
/** How samples lie and what is streamed: settled here, so that frames are what the assembler awaits. */
const settled = new Set(['adcbufCfg', 'testFmkCfg', 'lvdsStreamCfg', 'setProfileCfg'])

/**
 * The lines for a board with this firmware. `sdk` is the release of the demo (its `version`): the
 * third one starts only when all of its own commands were given, so those missing are put in with
 * what they do turned off.
 */
export function commandsFor(
  profile: DeviceProfile,
  dialectName: DialectName,
  commands: readonly TiCommand[],
  sdk = 3,
): CommandPlan {
  const dialect = dialects[dialectName]
  const notes: string[] = []
  const refusals: string[] = []
  const body = commands.filter(({ name }) => !framing.has(name) && !settled.has(name))
  const taken = body.filter(({ name }) => dialect.commands.has(name))
  noteLeftOut(
    body.filter((command) => !taken.includes(command)),
    dialect,
    notes,
  )
  let lines = taken.map(sent)
  const samples = commands
    .filter(({ name }) => name === 'adcbufCfg' || name === 'testFmkCfg')
    .at(-1)
  if (dialectName === 'lvds-stream') {
    const profiles = taken.filter(({ name }) => name === 'profileCfg')
    if (profiles.length > 1) {
      const places = profiles.map(({ line }) => line).join(' and ')
      refusals.push(
        `the LVDS-stream firmware takes one profileCfg and hangs at a second (lines ${places})`,
      )
    }
    // Both have to come after profileCfg.
    lines.push(samplesAs('testFmkCfg', samples, 0, notes), rawStream(commands, notes))
  } else {
    const at = lines.findIndex(({ text }) => text.startsWith('profileCfg '))
    lines.splice(Math.max(0, at), 0, samplesAs('adcbufCfg', samples, 1, notes))
    lines.push(lvdsStream(commands, notes))
    if (sdk >= 3) lines = completed(lines, profile, notes)
  }
  return {
    configure: [{ text: 'sensorStop' }, { text: 'flushCfg' }, ...lines],
    notes,
    refusals,
  }
}

function sent({ name, args, line }: TiCommand): SentCommand {
  return { text: [name, ...args].join(' '), line }
}

function noteLeftOut(left: readonly TiCommand[], { firmware }: Dialect, notes: string[]): void {
  if (left.length === 0) return
  const names = [...new Set(left.map(({ name }) => name))]
  const lines = left.map(({ line }) => line).join(', ')
  notes.push(
    `Not sent, because ${firmware} does not know them: ${names.join(', ')} (line ${lines}).`,
  )
}

/**
 * The command that says how samples lie. Format and swap are the configuration's; channels are
 * interleaved on four lanes only, and LVDS wants a threshold of one chirp.
 */
function samplesAs(
  name: 'adcbufCfg' | 'testFmkCfg',
  given: TiCommand | undefined,
  interleave: 0 | 1,
  notes: string[],
): SentCommand {
  const [format = '0', swap = '0'] = given?.args.slice(-4) ?? []
  const text = [name, ...(name === 'adcbufCfg' ? [-1] : []), format, swap, interleave, 1].join(' ')
  if (!given) {
    notes.push(`"${text}" is put in: the configuration does not say how samples lie.`)
    return { text }
  }
  const was = sent(given).text
  if (was !== text) notes.push(`Line ${given.line}, "${was}", is sent as "${text}".`)
  return { text, line: given.line }
}

function rawStream(commands: readonly TiCommand[], notes: string[]): SentCommand {
  const text = 'setProfileCfg disable ADC disable'
  return settle('setProfileCfg', text, commands, notes)
}

function lvdsStream(commands: readonly TiCommand[], notes: string[]): SentCommand {
  return settle('lvdsStreamCfg', 'lvdsStreamCfg -1 0 1 0', commands, notes)
}

function settle(
  name: string,
  text: string,
  commands: readonly TiCommand[],
  notes: string[],
): SentCommand {
  const given = commands.filter((command) => command.name === name).at(-1)
  if (!given) {
    notes.push(`"${text}" is put in: it makes the radar send raw samples.`)
    return { text }
  }
  const was = sent(given).text
  const same = was.toLowerCase() === text.toLowerCase()
  if (!same) {
    notes.push(`Line ${given.line}, "${was}", is sent as "${text}": raw samples without headers.`)
  }
  return { text, line: given.line }
}

/** What the demo of SDK 3 wants before it starts (SDK user's guide; configurations of its Visualizer). */
function neutralCommands(transmitters: number): string[] {
  const two = transmitters === 2
  return [
    `lowPower 0 ${two ? 1 : 0}`,
    'guiMonitor -1 0 0 0 0 0 0',
    'cfarCfg -1 0 2 8 4 3 0 15 0',
    'cfarCfg -1 1 0 4 2 3 1 15 0',
    'multiObjBeamForming -1 0 0.5',
    'clutterRemoval -1 0',
    'calibDcRangeSig -1 0 -5 8 256',
    'extendedMaxVelocity -1 0',
    ...(two ? ['bpmCfg -1 0 0 1'] : []),
    `compRangeBiasAndRxChanPhase 0.0${' 1 0'.repeat(4 * transmitters)}`,
    'measureRangeBiasAndRxChanPhase 0 1.5 0.2',
    'CQRxSatMonitor 0 3 5 121 0',
    'CQSigImgMonitor 0 127 4',
    'analogMonitor 0 0',
    'aoaFovCfg -1 -90 90 -90 90',
    'cfarFovCfg -1 0 0 8.92',
    'cfarFovCfg -1 1 -1 1.00',
    'calibData 0 0 0',
  ]
}

const wordsOf = (text: string) => text.split(' ')
const nameOf = (text: string) => wordsOf(text)[0]

/** The lines, with what is missing put in, and in place of commands of another release's arity. */
function completed(
  lines: readonly SentCommand[],
  { transmitters }: DeviceProfile,
  notes: string[],
): SentCommand[] {
  const neutral = neutralCommands(transmitters)
  const arities = new Map(neutral.map((text) => [nameOf(text), wordsOf(text).length]))
  const fits = ({ text }: SentCommand) =>
    (arities.get(nameOf(text)) ?? wordsOf(text).length) === wordsOf(text).length
  const foreign = lines.filter((command) => !fits(command))
  for (const { text, line } of foreign) {
    const wanted = (arities.get(nameOf(text)) ?? 0) - 1
    notes.push(
      `Line ${line}, "${text}", is of another release: SDK 3 wants ${wanted} arguments; it is sent turned off.`,
    )
  }
  const kept = lines.filter((command) => !foreign.includes(command))
  const given = new Set(kept.map(({ text }) => nameOf(text)))
  const missing = neutral.filter((text) => !given.has(nameOf(text)))
  const replaced = new Set(foreign.map(({ text }) => nameOf(text)))
  const names = [...new Set(missing.map(nameOf))].filter((name) => !replaced.has(name))
  if (names.length > 0) {
    notes.push(
      `Put in, turned off, because the demo of SDK 3 starts only with them: ${names.join(', ')}.`,
    )
  }
  return [...kept, ...missing.map((text) => ({ text }))]
}
