/** What the system itself says it dropped at a UDP socket (Linux: /proc/net/udp, column drops). */
import { readFile } from 'node:fs/promises'

/**
 * Datagrams dropped since the socket was opened, in the table's text; undefined where no socket is
 * bound to this IPv4 address and port. Addresses stand there as the host's words in hex:
 * 127.0.0.1:4098 is 0100007F:1002 on a little-endian machine.
 */
export function dropsIn(table: string, address: string, port: number): number | undefined {
  const local = `${hexOf(address)}:${port.toString(16).padStart(4, '0').toUpperCase()}`
  const row = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find((columns) => columns[1] === local)
  const drops = Number(row?.at(-1))
  return Number.isInteger(drops) ? drops : undefined
}

/** As `dropsIn` for this machine now; undefined on systems that keep no such table. */
export async function readDrops(address: string, port: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  return dropsIn(await readFile('/proc/net/udp', 'latin1'), address, port)
}

function hexOf(address: string): string {
  const bytes = Uint8Array.from(address.split('.'), Number)
  const [word] = new Uint32Array(bytes.buffer)
  return word.toString(16).padStart(8, '0').toUpperCase()
}
