/** What is known of a board and its firmware, one data file each. */
import { HostError, type RadarDevice } from '@chirpflow/graph'
import awr1443Studio from './awr1443-studio.json' with { type: 'json' }
import awr1642Demo from './awr1642-demo.json' with { type: 'json' }
import awr1843Demo from './awr1843-demo.json' with { type: 'json' }
import type { DialectName } from './dialect.ts'
import emulator from './emulator.json' with { type: 'json' }
import iwr1443LvdsStream from './iwr1443-lvds-stream.json' with { type: 'json' }
import iwr1443Studio from './iwr1443-studio.json' with { type: 'json' }
import iwr1642Demo from './iwr1642-demo.json' with { type: 'json' }
import iwr1843Demo from './iwr1843-demo.json' with { type: 'json' }
import iwr6843Demo from './iwr6843-demo.json' with { type: 'json' }

export type KnownDevice = Exclude<RadarDevice, 'auto'>

export interface DeviceProfile {
  readonly title: string
  /** As `version` calls it, and how it is written in TI's papers. */
  readonly platform: 'xWR14xx' | 'xWR16xx' | 'xWR18xx' | 'xWR68xx'
  /** LVDS lanes; with four, a receiver that is off is sent too (SWRA581B). */
  readonly lanes: 2 | 4
  /** Which of two samples comes first; `swap` leaves it to sampleSwap of the configuration. */
  readonly iqOrder: 'iq' | 'qi' | 'swap'
  readonly bits: 12 | 14 | 16
  /** Frequencies it sends, Hz. */
  readonly band: { readonly from: number; readonly to: number }
  readonly transmitters: number
  /** Its command line; absent where another program holds the radar. */
  readonly commandLine?: {
    readonly dialect: DialectName
    readonly baud: number
    /** Words that all stand in the name of its serial port, in lower case; each list is one way. */
    readonly portNames: readonly (readonly string[])[]
  }
  /** How it is brought to send raw samples, one sentence. */
  readonly streaming: string
}

const profiles = {
  emulator,
  'iwr1443-lvds-stream': iwr1443LvdsStream,
  'iwr1443-studio': iwr1443Studio,
  'awr1443-studio': awr1443Studio,
  'iwr1642-demo': iwr1642Demo,
  'awr1642-demo': awr1642Demo,
  'iwr1843-demo': iwr1843Demo,
  'awr1843-demo': awr1843Demo,
  'iwr6843-demo': iwr6843Demo,
} satisfies Record<KnownDevice, unknown> as Record<KnownDevice, DeviceProfile>

/** What is known of a device. `auto` is none: HostError. */
export function deviceProfile(device: RadarDevice): DeviceProfile {
  if (device !== 'auto') return profiles[device]
  throw new HostError('which board it is has not been found out yet; choose a device', 'device')
}

/** The device whose firmware streams, for a platform as the `version` command names it. */
export function deviceOfPlatform(platform: string, dialect: DialectName): KnownDevice | undefined {
  const known = Object.keys(profiles) as KnownDevice[]
  return known.find((id) => {
    const profile = profiles[id]
    return (
      id !== 'emulator' &&
      profile.platform.toLowerCase() === platform.toLowerCase() &&
      profile.commandLine?.dialect === dialect
    )
  })
}
