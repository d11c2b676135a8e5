/** What a capture reaches its radar by: ports and addresses of a real one, or the emulator's own. */
import { parseTiConfig, type RadarSetup } from '@chirpflow/formats'
import { HostError, type RadarOptions } from '@chirpflow/graph'
import type { CaptureEnv, EmulatorControls } from './capture-types.ts'
import type { Sender } from './dca1000/assembler.ts'
import { type CardLink, type CardLinkOptions, openCardLink } from './dca1000/link.ts'
import { startUdpEmulator } from './emulator/udp-emulator.ts'
import type { Line } from './mmwave/line.ts'
import { openLine } from './mmwave/open-line.ts'
import { createRadarEmulator } from './mmwave/radar-emulator.ts'

export interface Site {
  readonly options: RadarOptions
  openLink(hear: Pick<CardLinkOptions, 'onPacket' | 'onStatus'>): Promise<CardLink>
  /** Who may send data. */
  cardOf(link: CardLink): Partial<Sender>
  /** Absent where another program holds the radar. */
  readonly openLine?: () => Promise<Line>
  readonly emulator?: EmulatorControls
  close(): Promise<void>
}

/** Frames that the receive buffer has to hold, so that a pause of the program costs none. */
const bufferedFrames = 2
const leastBuffer = 4 * 2 ** 20

export async function openSite(
  options: RadarOptions,
  setup: RadarSetup,
  env: CaptureEnv,
): Promise<Site> {
  if (setup.device === 'emulator') return openEmulatedSite(options, setup, env)
  const { commandPort, device } = options
  const line = setup.profile.commandLine ? () => openLine(commandPort, device) : undefined
  return siteAt(options, setup, env, line)
}

function siteAt(
  options: RadarOptions,
  { facts }: RadarSetup,
  { clock }: CaptureEnv,
  openLine: (() => Promise<Line>) | undefined,
): Site {
  const { address, cardAddress, configPort, dataPort } = options
  const neededBuffer = Math.max(leastBuffer, bufferedFrames * facts.frameBytes)
  return {
    options,
    openLink: (hear) =>
      openCardLink({ address, cardAddress, configPort, dataPort, neededBuffer, clock, ...hear }),
    // On one machine all have one address, and only the port tells the card from others.
    cardOf: (link) => (address === cardAddress && link.card ? link.card : { address: cardAddress }),
    ...(openLine ? { openLine } : {}),
    close: async () => undefined,
  }
}

/** Card and radar within this process, the card behind real sockets. */
async function openEmulatedSite(
  options: RadarOptions,
  setup: RadarSetup,
  env: CaptureEnv,
): Promise<Site> {
  if (!env.feed) {
    throw new HostError('there is no emulated radar here; choose a real device', 'device')
  }
  const { clock } = env
  const address = '127.0.0.1'
  const limit = parseTiConfig(setup.config).frame?.frames ?? 0
  const lines = new Set<Line>()
  const behaviour = env.emulator ?? { speed: 1, faults: [], seed: 1 }
  const radar = createRadarEmulator({
    ...behaviour.firmware,
    faults: behaviour.lineFaults,
    clock,
    onStart: () => card.sensorStart(limit),
    onStop: () => card.sensorStop(),
  })
  const feed = await env.feed(setup)
  const card = await startUdpEmulator(
    { address, configPort: 0, dataPort: 0, feed, clock, ...behaviour },
    (part, on) => {
      if (part !== 'radar') return
      radar.setPower(on)
      if (!on) for (const line of lines) void line.close()
    },
  )
  const { configPort } = card
  const here = { ...options, address, cardAddress: address, configPort, dataPort: 0 }
  const site = siteAt(here, setup, env, async () => {
    if (!card.isOn('radar')) {
      throw new HostError('the emulated radar is not plugged in', 'commandPort')
    }
    const line = radar.connect()
    lines.add(line)
    line.onGone(() => lines.delete(line))
    return line
  })
  return {
    ...site,
    emulator: card,
    async openLink(hear) {
      const link = await site.openLink(hear)
      card.setDataPort(link.dataPort)
      return link
    },
    async close() {
      await radar.close()
      await card.close()
    },
  }
}
