/** The network link to a capture card: requests out, answers, status and data packets in. */
import type { Socket } from 'node:dgram'
import { type Clock, systemClock } from '../clock.ts'
import type { Sender } from './assembler.ts'
import { createRequests, type Requests } from './requests.ts'
import { readDrops } from './udp-drops.ts'
import { bindUdp, receiveBufferWarning, setReceiveBuffer } from './udp-socket.ts'

export interface CardLinkOptions {
  /** This computer's address at the card. */
  readonly address: string
  readonly cardAddress: string
  /** The card's; it answers to the same port of this computer. */
  readonly configPort: number
  /** This computer's, where data comes to; 0 takes a free one. */
  readonly dataPort: number
  /** Bytes of receive buffer that a run needs; less is warned of. 4 MiB or two frames. */
  readonly neededBuffer?: number
  readonly clock?: Clock
  /** A datagram of the data port, whoever sent it. Valid during the call. */
  readonly onPacket: (packet: Uint8Array, sender: Sender) => void
  /** Status bits that the card reports by itself. */
  readonly onStatus: (status: number) => void
}

export interface CardLink {
  readonly requests: Requests
  readonly dataPort: number
  /** Bytes that the system gave. */
  readonly receiveBuffer: number
  /** Why that is too little, and what to do; '' where it is enough. */
  readonly warning: string
  /** Where the card's last answer came from; the real one sends its data from the same port. */
  readonly card: Sender | undefined
  /** Datagrams that this system dropped at the data port, by its own count; undefined: it keeps none. */
  dropped(): Promise<number | undefined>
  close(): Promise<void>
}

const askedBuffer = 8 * 2 ** 20
/** Lost nothing at 60,000 packets a second (hardware.md 3). */
const enoughBuffer = 4 * 2 ** 20

/**
 * Opens both ports. A card on this very computer (an emulated one) cannot share its port, so it is
 * asked from a free one. Rejects with CardError 'port' where a port cannot be had.
 */
export async function openCardLink(options: CardLinkOptions): Promise<CardLink> {
  const { address, cardAddress, configPort, clock = systemClock } = options
  const { neededBuffer = enoughBuffer } = options
  const ownPort = address === cardAddress ? 0 : configPort
  const config = await bindUdp(address, ownPort, 'configPort')
  let data: Socket
  try {
    data = await bindUdp(address, options.dataPort, 'dataPort')
  } catch (error) {
    await closeSocket(config)
    throw error
  }
  const receiveBuffer = setReceiveBuffer(data, Math.max(askedBuffer, neededBuffer))
  const dataPort = data.address().port
  let card: Sender | undefined

  const requests = createRequests({
    clock,
    card: `${cardAddress}:${configPort}`,
    send: (bytes) =>
      new Promise((resolve, reject) => {
        config.send(bytes, configPort, cardAddress, (error) => (error ? reject(error) : resolve()))
      }),
    onStatus: options.onStatus,
  })
  config.on('message', (bytes, sender) => {
    if (sender.address !== cardAddress) return
    card = sender
    requests.hear(bytes)
  })
  data.on('message', options.onPacket)
  // A host that is away is told of by the answers that do not come.
  for (const socket of [config, data]) socket.on('error', () => undefined)

  return {
    requests,
    dataPort,
    receiveBuffer,
    warning: receiveBufferWarning(receiveBuffer, neededBuffer),
    get card() {
      return card
    },
    dropped: () => readDrops(address, dataPort),
    async close() {
      requests.close()
      await Promise.all([closeSocket(config), closeSocket(data)])
    },
  }
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()))
}
