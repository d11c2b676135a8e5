/** UDP datagrams of a classic little-endian pcap file of Ethernet and IPv4. */
import { readFileSync } from 'node:fs'

export interface Datagram {
  readonly from: { readonly address: string; readonly port: number }
  readonly toPort: number
  readonly payload: Uint8Array
}

/** In the order of the file. Throws where it is another format or holds anything but UDP. */
export function readPcap(path: string): Datagram[] {
  const file = readFileSync(path)
  if (file.readUInt32LE(0) !== 0xa1b2c3d4 || file.readUInt32LE(20) !== 1) {
    throw new Error(`${path} is not a classic little-endian pcap of Ethernet`)
  }
  const datagrams: Datagram[] = []
  for (let at = 24; at < file.length; ) {
    const length = file.readUInt32LE(at + 8)
    datagrams.push(datagramOf(file.subarray(at + 16, at + 16 + length)))
    at += 16 + length
  }
  return datagrams
}

function datagramOf(frame: Buffer): Datagram {
  const ip = frame.subarray(14)
  if (frame.readUInt16BE(12) !== 0x0800 || ip[9] !== 17) throw new Error('not UDP over IPv4')
  const udp = ip.subarray(4 * (ip[0] & 15))
  return {
    from: { address: ip.subarray(12, 16).join('.'), port: udp.readUInt16BE(0) },
    toPort: udp.readUInt16BE(2),
    // A short Ethernet frame is filled up; the UDP length is what counts.
    payload: Uint8Array.from(udp.subarray(8, udp.readUInt16BE(4))),
  }
}
