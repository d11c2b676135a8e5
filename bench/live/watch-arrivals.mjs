/**
 * Preloaded into `chirpflow serve` (node --import): notes when the last packet of each frame has come,
 * and writes it down at the end. The program itself is as it is.
 */
import { Socket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const { CHIRPFLOW_ARRIVALS: path, CHIRPFLOW_FRAME_BYTES: frameBytes } = process.env
const headerBytes = 10
/** Of those that are sent here; packets of data are longer. */
const longestCommand = 20
/** Of each frame, ms since 1970. */
const arrivals = []

function note(packet) {
  const end = packet.readUIntLE(4, 6) + packet.length - headerBytes
  while (arrivals.length < Math.floor(end / Number(frameBytes))) arrivals.push(Date.now())
}

if (isMainThread && path) {
  Socket.prototype.emit = function emit(event, ...rest) {
    if (event === 'message' && rest[0].length > longestCommand) note(rest[0])
    return Object.getPrototypeOf(Socket.prototype).emit.call(this, event, ...rest)
  }
  process.on('exit', () => writeFileSync(path, JSON.stringify(arrivals)))
}
