/** Finds out which firmware answers on a command line, and whether it can send raw samples. */
import {
  type DeviceProfile,
  type DialectName,
  deviceOfPlatform,
  deviceProfile,
  dialects,
  type KnownDevice,
} from '@chirpflow/formats'
import { HostError, type RadarDevice } from '@chirpflow/graph'
import { askAgain, type CommandLine } from './command-line.ts'

export interface Firmware {
  readonly prompt: string
  readonly dialect: DialectName
  /** "xWR16xx", where the board says. */
  readonly platform?: string
  /** "03.06.00.00", where the board says. */
  readonly sdk?: string
}

/**
 * Wakes the board and asks for its version. Throws HostError where nobody answers, or a firmware
 * that is not known.
 */
export async function identify(commandLine: CommandLine): Promise<Firmware> {
  const prompt = await commandLine.wake()
  if (prompt === undefined) {
    throw new HostError(
      `no answer from the radar at ${commandLine.name}; is the board powered, are its SOP jumpers set to functional mode (SOP 001), is this its command port and not its data port, and does no other program hold it? Press its reset button and try again`,
      'commandPort',
    )
  }
  const known = Object.keys(dialects) as DialectName[]
  const dialect = known.find((name) => dialects[name].prompt === prompt)
  if (!dialect) {
    const prompts = known.map((name) => `"${dialects[name].prompt}"`).join(' or ')
    throw new HostError(
      `the board at ${commandLine.name} answers with the prompt "${prompt}", which is no firmware known here (${prompts}); flash the demo of the mmWave SDK, or on an xWR14xx the LVDS-stream test firmware`,
      'device',
    )
  }
  commandLine.pace(dialects[dialect])
  const { text } = await askAgain(commandLine, 'version')
  const platform = /platform\s*:\s*(xwr\w+)/i.exec(text)?.[1]
  const sdk = /sdk version\s*:\s*([\d.]+)/i.exec(text)?.[1]
  return { prompt, dialect, ...(platform ? { platform } : {}), ...(sdk ? { sdk } : {}) }
}

/** The release of the SDK, 1 to 3; of a board that does not say, the newest. */
export function releaseOf({ sdk }: Firmware): number {
  const release = Number(sdk?.split('.')[0])
  return release >= 1 ? release : 3
}

export interface FoundDevice {
  readonly device: KnownDevice
  readonly profile: DeviceProfile
}

/** A firmware that takes every command and never streams, in words. */
export interface NoStream {
  readonly message: string
  readonly cause: string
  readonly remedy: string
}

/** Flashing or another board: what helps where the firmware has no LVDS stream. */
const otherFirmware =
  'Flash the LVDS-stream test firmware (ti/drivers/test/lvds_stream of the mmWave SDK, built for xwr14xx; its prompt is "LVDS Stream:/>"), or let mmWave Studio run the radar and choose a device under mmWave Studio, or take an xWR16xx, xWR18xx or xWR68xx board, whose demo sends raw samples.'

/** Why the firmware cannot send raw samples; undefined where it can. */
export function whyNoStream(firmware: Firmware): NoStream | undefined {
  const { dialect, platform } = firmware
  if (dialect !== 'mmw-demo' || !/^xwr1[24]xx$/i.test(platform ?? '')) return undefined
  return {
    message: `The board has ${describeFirmware(firmware)}, which sends no raw samples over LVDS.`,
    cause:
      'The demo firmware of an xWR14xx takes a configuration and answers Done, but only mmWave Studio and the LVDS-stream test firmware make such a board stream; the card would report "no LVDS data" for ever.',
    remedy: otherFirmware,
  }
}

/** What to say where a firmware turns out to have none of the commands of the LVDS stream. */
export const noLvdsCommands = `so it sends no raw samples over LVDS. ${otherFirmware}`

/** The device that the firmware is, checked against the one asked for. Throws HostError at `device`. */
export function deviceOf(firmware: Firmware, asked: RadarDevice): FoundDevice {
  const { dialect, platform } = firmware
  const what = describeFirmware(firmware)
  const never = whyNoStream(firmware)
  if (never) throw new HostError(`${never.message} ${never.cause} ${never.remedy}`, 'device')
  const found =
    dialect === 'lvds-stream' && platform === undefined
      ? 'iwr1443-lvds-stream'
      : platform && deviceOfPlatform(platform, dialect)
  if (asked === 'auto') {
    if (found) return { device: found, profile: deviceProfile(found) }
    throw new HostError(
      `${what} is no board known here; choose the device that comes nearest`,
      'device',
    )
  }
  const profile = deviceProfile(asked)
  if (profile.commandLine?.dialect !== dialect) {
    throw new HostError(
      `the device is set to ${asked}, but the board has ${what}; choose auto${found ? ` or ${found}` : ''}`,
      'device',
    )
  }
  if (platform && platform.toLowerCase() !== profile.platform.toLowerCase()) {
    throw new HostError(
      `the device is set to ${asked}, an ${profile.platform}, but the board is an ${platform}; choose auto${found ? ` or ${found}` : ''}`,
      'device',
    )
  }
  return { device: asked, profile }
}

/** "the mmWave SDK demo 03.06.00.00 on an xWR18xx". */
export function describeFirmware({ dialect, platform, sdk }: Firmware): string {
  const release = sdk ? ` ${sdk}` : ''
  return `${dialects[dialect].firmware}${release}${platform ? ` on an ${platform}` : ''}`
}
