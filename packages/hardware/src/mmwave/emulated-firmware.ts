/** What TI's firmwares answer to each command: their state and their words (cli.c, mmw_cli.c). Pure. */
import type { DialectName } from '@chirpflow/formats'
import { dialects } from '@chirpflow/formats'

export interface FirmwareKind {
  readonly dialect: DialectName
  readonly platform: 'xWR14xx' | 'xWR16xx' | 'xWR18xx' | 'xWR68xx'
  /** "03.06.00.00". */
  readonly sdk: string
}

/** What one line brings about. */
export interface Outcome {
  /** Lines that it says, and nothing where it hangs. */
  readonly said: readonly string[]
  readonly does?: 'start' | 'stop' | 'hang'
}

export interface EmulatedFirmware {
  readonly banner: readonly string[]
  readonly prompt: string
  readonly running: boolean
  /** Lines taken since the last flushCfg. */
  readonly taken: readonly string[]
  hear(line: string): Outcome
  /** What a reset leaves: nothing. */
  reset(): void
}

/** Numbers of arguments of the commands that differ between releases (SDK user's guides 1.2, 2.1, 3.6). */
function arities(kind: FirmwareKind): Record<string, number> {
  const release = Number(kind.sdk.split('.')[0])
  const antennas = kind.platform === 'xWR16xx' ? 8 : 12
  return {
    dfeDataOutputMode: 1,
    channelCfg: 3,
    adcCfg: 2,
    profileCfg: 14,
    chirpCfg: 8,
    frameCfg: 7,
    lowPower: 2,
    testFmkCfg: 4,
    setProfileCfg: 3,
    adcbufCfg: release === 1 && kind.platform === 'xWR14xx' ? 4 : 5,
    lvdsStreamCfg: 4,
    guiMonitor: release === 1 ? 5 : 7,
    multiObjBeamForming: 3,
    clutterRemoval: 2,
    calibDcRangeSig: 5,
    extendedMaxVelocity: 2,
    bpmCfg: 4,
    compRangeBiasAndRxChanPhase: 1 + 2 * antennas,
    measureRangeBiasAndRxChanPhase: 3,
    CQRxSatMonitor: 5,
    CQSigImgMonitor: 3,
    analogMonitor: 2,
    aoaFovCfg: 5,
    cfarFovCfg: 4,
    calibData: 3,
    ...(release >= 3 ? { cfarCfg: 9 } : {}),
  }
}

/** What the demo of SDK 3 wants before its first start. */
const wanted = `channelCfg adcCfg adcbufCfg profileCfg chirpCfg frameCfg lowPower guiMonitor cfarCfg
  multiObjBeamForming clutterRemoval calibDcRangeSig extendedMaxVelocity
  compRangeBiasAndRxChanPhase measureRangeBiasAndRxChanPhase CQRxSatMonitor CQSigImgMonitor
  analogMonitor aoaFovCfg cfarFovCfg lvdsStreamCfg calibData`.split(/\s+/)

const invalid = ['Error: Invalid usage of the CLI command', 'Error -1']
const done: Outcome = { said: ['Done'] }

export function createFirmware(kind: FirmwareKind): EmulatedFirmware {
  const { dialect, platform, sdk } = kind
  const stream = dialect === 'lvds-stream'
  const counts = arities(kind)
  const known = new Set(dialects[dialect].commands)
  if (platform === 'xWR14xx' && !stream) known.delete('lvdsStreamCfg')
  const taken: string[] = []
  let running = false

  const count = (name: string) => taken.filter((line) => line.split(' ')[0] === name).length

  return {
    banner: [stars, `${platform} ${stream ? 'LVDS Stream' : 'MMW Demo'} ${sdk}`, stars],
    prompt: dialects[dialect].prompt,
    taken,
    get running() {
      return running
    },
    reset() {
      taken.splice(0)
      running = false
    },
    hear(line) {
      const [name, ...args] = line.split(/\s+/)
      if (name.startsWith('%')) return { said: ['Skipped'] }
      if (!known.has(name)) return { said: [`'${name}' is not recognized as a CLI command`] }
      if (name === 'version') return version()
      if (name === 'help')
        return { said: ['Help: This will display the usage of the CLI commands'] }
      if (name === 'sensorStop') return stop()
      if (name === 'sensorStart') return start()
      if (running && !stream) {
        return { said: ['Ignored: This command is not allowed after sensor has started', 'Done'] }
      }
      if (name === 'flushCfg') {
        taken.splice(0)
        return done
      }
      if (counts[name] !== undefined && counts[name] !== args.length) return { said: invalid }
      if (name === 'testFmkCfg' && count('profileCfg') === 0) {
        const after =
          "Error: The 'testFmkCfg' command should only be invoked after the 'profileCfg'"
        return { said: [after, 'Error -1'] }
      }
      // DebugP_assert (numProfile == 1U)
      if (name === 'testFmkCfg' && count('profileCfg') > 1) return { said: [], does: 'hang' }
      taken.push(line)
      return done
    },
  }

  function version(): Outcome {
    return {
      said: [
        `Platform                : ${platform}`,
        `mmWave SDK Version      : ${sdk}`,
        `Device Info             : ${platform.replace('xWR', 'IWR')} non-secure ES 02.00`,
        'Done',
      ],
    }
  }

  function stop(): Outcome {
    if (!running) {
      return { said: stream ? ['Error -1'] : ['Ignored: Sensor is already stopped', 'Done'] }
    }
    running = false
    return { said: ['Done'], does: 'stop' }
  }

  function start(): Outcome {
    if (running) return { said: ['Ignored: Sensor is already started', 'Done'] }
    const missing = stream
      ? ['profileCfg', 'chirpCfg', 'frameCfg', 'testFmkCfg'].filter((name) => count(name) === 0)
      : wanted.filter((name) => known.has(name) && count(name) === 0)
    const demanding = stream || sdk.startsWith('03')
    if (demanding && missing.length > 0) {
      const whole =
        'Error: Full configuration must be provided before sensor can be started the first time'
      return { said: stream ? ['Error -1'] : [whole, 'Error -1'] }
    }
    running = true
    return { said: ['Debug: Init Calibration Status = 0x1ffe', 'Done'], does: 'start' }
  }
}

const stars = '******************************************'
