/** Packets on their way from the card to its host, and what faults make of them. */
import type { DataPacket } from '../dca1000/protocol.ts'
import { type Fault, isPacketFault, type PacketFault, type Which } from './faults.ts'

/** What goes over the wire, in this order. */
export interface Sent {
  readonly packet: DataPacket
  readonly from: 'card' | 'stranger'
  /** Bytes of the datagram that arrive; all where it is left out. */
  readonly bytes?: number
}

export interface PacketLine {
  push(packet: DataPacket): Sent[]
  /** What was held back when the run ended. */
  finish(): Sent[]
}

/**
 * The faults as a function of a packet's number alone, so the same script does the same to the same
 * packets, however they are sent. A packet that is lost is neither delayed nor repeated.
 * @param faults looked at with each packet, so that they can change on the way
 */
export function createPacketLine(faults: readonly Fault[], seed: number): PacketLine {
  let number = 0
  let held: { readonly sent: Sent; left: number }[] = []

  return {
    push(packet) {
      number++
      const hits = faults.filter(
        (fault, index): fault is PacketFault =>
          isPacketFault(fault) && hit(fault, index, number, seed),
      )
      const sent: Sent[] = []
      const late: typeof held = []
      const lost = hits.some(({ kind }) => kind === 'loss')
      let first: Sent = { packet, from: 'card' }
      let delay = 0
      for (const fault of hits) {
        if (fault.kind === 'stranger') sent.push({ packet, from: 'stranger' })
        else if (fault.kind === 'truncate') first = { ...first, bytes: fault.bytes }
        else if (fault.kind === 'delay') delay = Math.max(delay, fault.by)
        else if (fault.kind === 'repeat' && !lost) {
          late.push({ sent: { packet, from: 'card' }, left: fault.after })
        }
      }
      if (!lost && delay > 0) late.unshift({ sent: first, left: delay })
      else if (!lost) sent.push(first)
      for (const one of held) one.left--
      held.push(...late)
      sent.push(...held.filter(({ left }) => left <= 0).map((one) => one.sent))
      held = held.filter(({ left }) => left > 0)
      return sent
    },
    finish() {
      const sent = held.map((one) => one.sent)
      held = []
      return sent
    },
  }
}

function hit(fault: PacketFault, index: number, number: number, seed: number): boolean {
  const length = fault.kind === 'loss' ? fault.length : 1
  for (let first = number; first > number - length && first > 0; first--) {
    if (begins(fault, index, first, seed)) return true
  }
  return false
}

function begins(which: Which, index: number, number: number, seed: number): boolean {
  return 'at' in which ? which.at === number : chance(seed, index, number) < which.share
}

/** Evenly spread over 0 to 1 by all three numbers; the mixing is that of MurmurHash3's last step. */
function chance(seed: number, index: number, number: number): number {
  const mixed = mix(mix(mix(seed >>> 0) ^ index) ^ number)
  return mixed / 2 ** 32
}

function mix(value: number): number {
  let hash = (value + 0x9e3779b9) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
