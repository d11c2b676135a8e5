/** A radar's command line that is not there: answers as its firmware does, and fails as it is told. */
import { type Clock, systemClock } from '../clock.ts'
import { createFirmware, type FirmwareKind } from './emulated-firmware.ts'
import { type Line, linePair } from './line.ts'

/** Commands count from 1. */
export type LineFault =
  /** Noise that the board sends before its answer to that command. */
  | { readonly kind: 'junk'; readonly at: number }
  /** Noise that the board reads ahead of that command. */
  | { readonly kind: 'garble'; readonly at: number }
  /** Answers no more after so many commands, until it is switched off and on. */
  | { readonly kind: 'deaf'; readonly after: number }
  /** Answers no more once it was started or told all but that. */
  | { readonly kind: 'deaf-when-running' }
  | { readonly kind: 'refuse'; readonly command: string }
  | { readonly kind: 'slow'; readonly command: string; readonly seconds: number }
  /** Loses characters that come less than 5 ms after another: the firmware polls its UART. */
  | { readonly kind: 'overrun' }
  /** Loses its power at that command, and its port with it. */
  | { readonly kind: 'power-cut'; readonly at: number }

export interface RadarEmulatorOptions extends Partial<FirmwareKind> {
  readonly faults?: readonly LineFault[]
  readonly clock?: Clock
  /** The lines of the configuration that it was started with. */
  readonly onStart?: (configuration: readonly string[]) => void
  readonly onStop?: () => void
}

export interface RadarEmulator {
  /** A new line to it, within this process. */
  connect(): Line
  /** Makes it answer at its end of a line: of a socket, or a pseudo terminal. */
  attach(line: Line): void
  /** Off: deaf, and all it was told is forgotten. On: begins with its banner. */
  setPower(on: boolean): void
  /** Takes these faults instead of those there were. */
  setFaults(faults: readonly LineFault[]): void
  readonly running: boolean
  /** All lines that it has heard. */
  readonly heard: readonly string[]
  close(): Promise<void>
}

/** Two characters closer than this overrun a UART that is polled, s. */
const pollInterval = 0.005
const noise = '\x00\xff\xc3?\x9f~`\x80'

export function createRadarEmulator(options: RadarEmulatorOptions = {}): RadarEmulator {
  const { dialect = 'lvds-stream', platform = 'xWR14xx', sdk = '01.02.00.05' } = options
  const { clock = systemClock, onStart = () => {}, onStop = () => {} } = options
  const firmware = createFirmware({ dialect, platform, sdk })
  const lines = new Set<Line>()
  const heard: string[] = []
  let faults = options.faults ?? []
  let powered = true
  let hung = false
  let commands = 0
  let sincePower = 0
  let input = ''
  let lastByte = Number.NEGATIVE_INFINITY
  /** Answers go out in order, however slow one is. */
  let answering: Promise<void> = Promise.resolve()

  const has = <K extends LineFault['kind']>(kind: K) =>
    faults.filter((fault): fault is Extract<LineFault, { kind: K }> => fault.kind === kind)

  return {
    connect() {
      const [host, board] = linePair('the emulated radar')
      attach(board)
      return host
    },
    attach,
    setPower,
    setFaults(changed) {
      faults = changed
    },
    get running() {
      return firmware.running
    },
    heard,
    async close() {
      for (const line of [...lines]) await line.close()
      await answering
    },
  }

  function attach(line: Line): void {
    lines.add(line)
    line.onGone(() => lines.delete(line))
    line.onData((bytes) => {
      if (!powered) return
      for (const byte of bytes) readByte(byte)
    })
  }

  function setPower(on: boolean): void {
    if (powered === on) return
    powered = on
    if (!on && firmware.running) onStop()
    firmware.reset()
    hung = false
    sincePower = 0
    input = ''
    if (on) say(firmware.banner)
  }

  function readByte(byte: number): void {
    const now = clock.now()
    const tooSoon = now - lastByte < pollInterval
    lastByte = now
    if (tooSoon && has('overrun').length > 0) return
    const character = String.fromCharCode(byte)
    if (hung) return
    if (character === '\r' || character === '\n') {
      const line = input.trim()
      input = ''
      send('\r\n')
      take(line)
    } else if (input.length < 255) {
      input += character
      send(character)
    }
  }

  function take(line: string): void {
    if (line === '') {
      say([])
      return
    }
    commands++
    sincePower++
    heard.push(line)
    const at = commands
    const name = line.split(/\s+/)[0]
    if (has('power-cut').some((fault) => fault.at === at)) {
      cutPower()
      return
    }
    if (has('deaf').some(({ after }) => sincePower > after)) return
    if (firmware.running && has('deaf-when-running').length > 0) return
    const [slow] = has('slow').filter(({ command }) => command === name)
    answering = answering.then(async () => {
      if (slow) await new Promise<void>((resolve) => clock.after(slow.seconds, resolve))
      if (powered) answer(line, name, at)
    })
  }

  function answer(line: string, name: string, at: number): void {
    if (has('junk').some((fault) => fault.at === at)) send(`${noise}\r\n`)
    const garbled = has('garble').some((fault) => fault.at === at)
    const refused = has('refuse').some(({ command }) => command === name)
    if (garbled) say([`'${noise}${name}' is not recognized as a CLI command`])
    else if (refused) say(['Error -1'])
    else carryOut(line)
  }

  function carryOut(line: string): void {
    const configuration = [...firmware.taken]
    const { said, does } = firmware.hear(line)
    hung = does === 'hang'
    if (!hung) say(said)
    if (does === 'start') onStart(configuration)
    if (does === 'stop') onStop()
  }

  function cutPower(): void {
    setPower(false)
    for (const line of [...lines]) void line.close()
  }

  function say(said: readonly string[]): void {
    send([...said, `\r\n${firmware.prompt}`].join('\r\n'))
  }

  function send(text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    for (const line of lines) {
      // One that has just gone is told by onGone.
      line.write(bytes).catch(() => lines.delete(line))
    }
  }
}
