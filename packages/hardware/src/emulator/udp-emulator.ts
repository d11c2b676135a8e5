/** The emulated card as a thing on the network: datagrams in and out, as of the real one. */
import { createSocket, type Socket } from 'node:dgram'
import { HostError } from '@chirpflow/graph'
import {
  createEmulatedRadar,
  type EmulatedRadar,
  type EmulatedRadarOptions,
} from './emulated-radar.ts'
import type { Part } from './faults.ts'

export interface UdpEmulatorOptions extends Omit<EmulatedRadarOptions, 'wire'> {
  /** Where the card listens; port 0 takes any that is free. */
  readonly address: string
  readonly configPort: number
  /** Of the host that asks; the address is where its requests come from. */
  readonly dataPort: number
}

export interface UdpEmulator extends EmulatedRadar {
  readonly address: string
  readonly configPort: number
  /** Sends data there from now on. */
  setDataPort(port: number): void
}

/**
 * Answers go to whoever asked last, data to the data port of the same address; both come from the
 * card's one port, as the real one's do. Throws HostError where the port cannot be had.
 */
export async function startUdpEmulator(
  options: UdpEmulatorOptions,
  onPower?: (part: Part, on: boolean) => void,
): Promise<UdpEmulator> {
  const { address } = options
  const socket = await bind(address, options.configPort)
  const stranger = await bind(address, 0)
  let { dataPort } = options
  let host: { readonly address: string; readonly port: number } | undefined
  let underWay = 0
  const waiting: (() => void)[] = []

  const sent = () => {
    underWay--
    if (underWay === 0) for (const wake of waiting.splice(0)) wake()
  }
  const send = (from: Socket, bytes: Uint8Array, port: number) => {
    if (!host) return
    underWay++
    // The error is that of a host that is not there, which a card does not notice either.
    from.send(bytes, port, host.address, sent)
  }
  const radar = createEmulatedRadar(
    {
      ...options,
      wire: {
        reply: (bytes) => host && send(socket, bytes, host.port),
        data: (bytes, from) => send(from === 'card' ? socket : stranger, bytes, dataPort),
        async drained() {
          if (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve))
          // A round of the event loop, in which a host in this process can read.
          await new Promise(setImmediate)
        },
      },
    },
    onPower,
  )
  socket.on('message', (bytes, sender) => {
    host = sender
    radar.hear(bytes)
  })

  return {
    ...radar,
    address,
    configPort: socket.address().port,
    setDataPort(port) {
      dataPort = port
    },
    async close() {
      await radar.close()
      await Promise.all([socket, stranger].map(closeSocket))
    },
  }
}

function bind(address: string, port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 2 ** 20 })
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close()
      const message = `the emulated card cannot listen at ${address}:${port} (${error.message}); is another program using the port?`
      reject(new HostError(message))
    })
    socket.bind(port, address, () => {
      socket.removeAllListeners('error')
      // A host that has gone away is no concern of the card's.
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()))
}
