/** Finds the serial port of a board's command line among those that the system names. */
import { deviceProfile } from '@chirpflow/formats'
import { HostError, type RadarDevice, radarDevices } from '@chirpflow/graph'

/** What a system says of a port (serialport's list). */
export interface PortInfo {
  readonly path: string
  readonly manufacturer?: string
  readonly serialNumber?: string
  readonly pnpId?: string
  readonly friendlyName?: string
}

/** The ports that look like the command line of this device (auto: of any), likeliest first. */
export function rankPorts(ports: readonly PortInfo[], device: RadarDevice): PortInfo[] {
  const ways = portNames(device)
  const rankOf = (port: PortInfo) => {
    const name = nameOf(port)
    return ways.findIndex((words) => words.every((word) => name.includes(word)))
  }
  return ports
    .map((port) => ({ port, rank: rankOf(port) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || byNumber(a.port.path, b.port.path))
    .map(({ port }) => port)
}

/** The one port; of the two of a board the lower is the command line. Throws HostError. */
export function choosePort(ports: readonly PortInfo[], device: RadarDevice): string {
  const ranked = rankPorts(ports, device)
  if (ranked.length === 0) {
    const there = ports.map(({ path }) => path)
    const found = there.length > 0 ? `found were ${there.join(', ')}` : 'found was none'
    throw new HostError(
      `no serial port of a TI board (XDS110 or CP2105) is there; ${found}. Plug the board in by USB and switch it on, or name its command port`,
      'commandPort',
    )
  }
  const boards = new Map<string, string>()
  for (const { path, serialNumber = '' } of ranked) {
    if (!boards.has(serialNumber)) boards.set(serialNumber, path)
  }
  if (boards.size > 1) {
    throw new HostError(
      `${boards.size} TI boards are plugged in; name the command port of one: ${[...boards.values()].join(', ')}`,
      'commandPort',
    )
  }
  return ranked[0].path
}

function portNames(device: RadarDevice): (readonly string[])[] {
  const asked = device === 'auto' ? radarDevices.filter((each) => each !== 'auto') : [device]
  const ways = asked.flatMap((each) => deviceProfile(each).commandLine?.portNames ?? [])
  // Of all devices: what says most about the port comes first.
  return [...ways].sort((a, b) => b.length - a.length)
}

function nameOf({ friendlyName, manufacturer, pnpId }: PortInfo): string {
  return [friendlyName, manufacturer, pnpId].join(' ').replaceAll('_', ' ').toLowerCase()
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
