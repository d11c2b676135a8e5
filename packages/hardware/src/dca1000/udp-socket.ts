/** A UDP socket with a receive buffer that is known, or the reason why there is none. */
import { createSocket, type Socket } from 'node:dgram'
import { CardError } from './card-error.ts'

/** Rejects with CardError 'port' where it cannot be had. */
export function bindUdp(address: string, port: number, param: string): Promise<Socket> {
  const socket = createSocket('udp4')
  return new Promise((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close()
      reject(bindError(error, address, port, param))
    })
    socket.bind(port, address, () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}

/** Asks for so many bytes, then for less until the system agrees; the bytes it really gave. */
export function setReceiveBuffer(socket: Socket, bytes: number): number {
  for (let size = bytes; size >= 2 ** 16; size /= 2) {
    try {
      socket.setRecvBufferSize(size)
      break
    } catch (error) {
      // macOS and BSD refuse what is beyond their limit; Linux gives its limit instead.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SOCKET_BUFFER_SIZE') throw error
    }
  }
  // Linux counts its own bookkeeping in, and says twice what was set (socket(7)).
  return socket.getRecvBufferSize() / (process.platform === 'linux' ? 2 : 1)
}

/** What to do where the system gave less than is needed; '' where it is enough. */
export function receiveBufferWarning(
  given: number,
  needed: number,
  platform: NodeJS.Platform = process.platform,
): string {
  if (given >= needed) return ''
  const [command, more] = {
    linux: [`sudo sysctl -w net.core.rmem_max=${needed}`, ' (and in /etc/sysctl.conf to keep it)'],
    darwin: [`sudo sysctl -w kern.ipc.maxsockbuf=${2 * needed}`, ''],
  }[platform as string] ?? ['', '']
  const remedy = command ? `run ${command}${more}, and start again` : "raise the system's limit"
  return `The system gives the data port a receive buffer of ${kib(given)}, and ${kib(needed)} are needed so that no packet is lost while the program is busy: ${remedy}.`
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`
}

function bindError(
  error: NodeJS.ErrnoException,
  address: string,
  port: number,
  param: string,
): CardError {
  if (error.code === 'EADDRINUSE') {
    return new CardError(
      'port',
      {
        message: `UDP port ${port} at ${address} is in use by another program.`,
        cause: 'mmWave Studio, or another capture, holds it.',
        remedy: 'Close the other program, or set another port.',
      },
      param,
    )
  }
  if (error.code === 'EADDRNOTAVAIL') {
    return new CardError(
      'port',
      {
        message: `This computer has no network address ${address}.`,
        cause: 'The network port that the card is plugged into is set otherwise, or has no link.',
        remedy: `Plug the card in and set that port to ${address}, mask 255.255.255.0.`,
      },
      'address',
    )
  }
  return new CardError(
    'port',
    {
      message: `UDP port ${port} at ${address} cannot be opened (${error.message}).`,
      cause: 'The system does not allow it.',
      remedy: 'Set another address or port, or allow this program to use it.',
    },
    param,
  )
}
