/** Radars that stand before live chains: their configuration, held in memory, and who may ask for it. */
import { type RadarSetup, readRadar } from '@chirpflow/formats'
import type { ByteSource, Host, RadarOptions } from '@chirpflow/graph'
import { createHostOver, type OpenRadar } from '../../apps/cli/src/host.ts'

/** An IWR1443, which sends four lanes whatever receivers are on; `chirps` of one profile a frame. */
export interface RadarShape {
  readonly receivers: 1 | 2 | 3 | 4
  /** An even number: the radar repeats two. */
  readonly chirps: number
  readonly samples: number
  /** s */
  readonly framePeriod: number
}

export const payloadBytes = 1456

export function frameBytesOf({ chirps, samples }: RadarShape): number {
  return 4 * 4 * chirps * samples
}

/** Of chirps as short as the board makes them: 300 samples in 20 us, 2 GHz. */
export function configOf({ receivers, chirps, samples, framePeriod }: RadarShape): string {
  return [
    'dfeDataOutputMode 1',
    `channelCfg ${2 ** receivers - 1} 1 0`,
    'adcCfg 2 1',
    `profileCfg 0 77 7 3 27 0 0 100 1 ${samples} 15000 0 0 48`,
    'chirpCfg 0 1 0 0 0 0 0 1',
    `frameCfg 0 1 ${chirps / 2} 0 ${1000 * framePeriod} 1 0`,
    'testFmkCfg 0 0 0 1',
    'setProfileCfg disable ADC disable',
  ].join('\n')
}

/** Where a radar without a command line and its card are looked for: on this machine. */
export function radarAt(configPort: number, dataPort: number): RadarOptions {
  return {
    device: 'iwr1443-studio',
    config: 'radar.cfg',
    commandPort: '',
    address: '127.0.0.1',
    cardAddress: '127.0.0.1',
    configPort,
    dataPort,
    packetDelay: 5e-6,
    iqOrder: 'auto',
    leastCoverage: 0.5,
  }
}

/** As a capture has it of the radar. */
export function setupOf(radar: RadarShape): Promise<RadarSetup> {
  return readRadar(radarAt(4096, 4098), async () => configFile(configOf(radar)))
}

/** The configuration, as the file it stands for. */
export function configFile(config: string): ByteSource {
  const bytes = Buffer.from(config)
  return {
    name: 'radar.cfg',
    size: bytes.length,
    read: async (offset, length) => Uint8Array.from(bytes.subarray(offset, offset + length)),
  }
}

/** A host that knows nothing but the radar and its configuration. */
export function hostOf(config: string, openRadar: OpenRadar): Host {
  const none = async () => {
    throw new Error('a live run of the bench reads and writes no file')
  }
  return createHostOver(
    {
      open: async () => ({ source: configFile(config), close: async () => {} }),
      has: async () => false,
      write: none,
    },
    openRadar,
  )
}
