/** One page's line to the radar: it asks, and hears how the radar stands. */
import { HostError, type RadarSaid, radarDevices, type ToRadar } from '@chirpflow/graph'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { RadarDesk } from './radar-desk.ts'

/** Bytes of one message from a page. */
export const mostToRadar = 2 ** 20
/** Bytes that may wait for a page that does not read. */
const mostUnsent = 2 ** 20

const text = z.string().max(4096)
const share = z.number().min(0).max(1)
const portNumber = z.int().min(0).max(65535)
const options = z.strictObject({
  device: z.enum(radarDevices),
  config: text,
  commandPort: text,
  address: text,
  cardAddress: text,
  configPort: portNumber,
  dataPort: portNumber,
  packetDelay: z.number().positive(),
  iqOrder: z.enum(['auto', 'iq', 'qi']),
  leastCoverage: share,
})
const fault = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('unplug') }),
  z.strictObject({ fault: z.literal('plug') }),
  z.strictObject({ fault: z.literal('loss'), share }),
])
const asked: z.ZodType<ToRadar> = z.strictObject({
  id: z.int(),
  request: z.discriminatedUnion('ask', [
    z.strictObject({ ask: z.literal('find') }),
    z.strictObject({ ask: z.literal('connect'), options, config: z.string().optional() }),
    z.strictObject({ ask: z.literal('retry') }),
    z.strictObject({ ask: z.literal('disconnect') }),
    z.strictObject({ ask: z.literal('record'), name: text }),
    z.strictObject({ ask: z.literal('stop-recording') }),
    z.strictObject({ ask: z.literal('play-fault'), fault }),
  ]),
})

export function serveRadarSocket(socket: WebSocket, desk: RadarDesk): void {
  const tell = () => say({ status: desk.status() })
  const takeBack = desk.onChange(tell)
  socket.on('close', takeBack)
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const message = isBinary ? undefined : read(data.toString())
    if (message) void answer(message)
    else socket.close(1008, 'that is nothing a page may ask')
  })
  tell()

  async function answer({ id, request }: ToRadar): Promise<void> {
    try {
      const found = await desk.handle(request)
      say(found ? { id, answer: found } : { id })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const known = error instanceof HostError
      say({ id, error: known ? reason : `the server met a mistake of its own: ${reason}` })
    }
  }

  function say(message: RadarSaid): void {
    if (socket.readyState !== socket.OPEN) return
    socket.send(JSON.stringify(message))
    if (socket.bufferedAmount > mostUnsent) socket.terminate()
  }
}

function read(text: string): ToRadar | undefined {
  try {
    return asked.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
