/** The receiver under load: what of a card's highest rate is lost while a live chain runs. */
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { MessageChannel } from 'node:worker_threads'
import type { RadarOptions } from '@chirpflow/graph'
import { type Capture, openCapture, systemClock } from '@chirpflow/hardware'
import { serveRadarPort } from '../../apps/cli/src/serve/radar-port.ts'
import { readDrops } from '../../packages/hardware/src/dca1000/udp-drops.ts'
import { processorTime } from '../child.ts'
import { startLoadCard } from './card.ts'
import { chainMark, runChainThread } from './chain-thread.ts'
import { configFile, configOf, frameBytesOf, type RadarShape, radarAt } from './radar.ts'

export interface LoadScale {
  readonly radar: RadarShape
  /** A second; may be a little more than the configuration says. */
  readonly packetRate: number
  readonly seconds: number
}

export interface LoadReport {
  readonly radar: RadarShape
  readonly frameBytes: number
  readonly packetRate: number
  /** By the card's own count, and how long that took, s. */
  readonly sent: number
  readonly seconds: number
  readonly received: number
  readonly lost: number
  readonly reordered: number
  readonly late: number
  /** By the system's count; undefined where it keeps none. */
  readonly dropped?: number
  readonly receiveBuffer: number
  readonly frames: number
  readonly damaged: number
  /** Frames that the chain was too slow for. */
  readonly skipped: number
  readonly estimates: number
  readonly answers: number
  /** Processor time over wall time: of the whole receiver, of the thread that captures, of the chain's nodes. */
  readonly cores: number
  readonly captureCores: number
  readonly chainCores: number
}

/** What the chain is, in words. */
export const loadChain =
  'heart-rate-live with 1 x padding: every chirp of every receiver through the range FFT, windows of 12.8 s each second'

/** Frames that may wait for the chain, bytes. */
const keep = 64 * 2 ** 20

export async function measureLoad({ radar, packetRate, seconds }: LoadScale): Promise<LoadReport> {
  const config = configOf(radar)
  const frameBytes = frameBytesOf(radar)
  const packets = Math.round(packetRate * seconds)
  const dataPort = await freePort()
  const open = async () => configFile(config)
  const card = await startLoadCard({ radar, dataPort, packetRate, packets })
  const options: RadarOptions = radarAt(card.configPort, dataPort)
  let begun = 0
  let used = 0
  let usedHere = 0
  let capture: Capture | undefined
  // the chain is there before the radar sends
  const { port1, port2 } = new MessageChannel()
  serveRadarPort(port1, () => {
    capture = openCapture(options, { clock: systemClock, keep, open })
    begun = performance.now()
    used = processorTime()
    usedHere = threadTime()
    return capture.rawStream(options.leastCoverage)
  })
  const settings = { 'range-fft.padding': 1 }
  const chain = runChainThread({ mark: chainMark, config, options, settings, radar: port2 })
  const sent = await card.done
  // what is under way arrives
  await new Promise((resolve) => setTimeout(resolve, 500))
  const cpu = processorTime() - used
  const captureTime = threadTime() - usedHere
  const wall = (performance.now() - begun) / 1000
  const dropped = await readDrops(options.address, dataPort)
  if (!capture) throw new Error('the chain never asked for the radar')
  await capture.close()
  const { seconds: chainSeconds, ...chained } = await chain
  const { packets: counts, damaged, receiveBuffer } = capture.health()
  return {
    radar,
    frameBytes,
    packetRate,
    sent: sent.packets,
    seconds: sent.seconds,
    received: counts.received,
    lost: counts.lost,
    reordered: counts.reordered,
    late: counts.late,
    ...(dropped === undefined ? {} : { dropped }),
    receiveBuffer,
    damaged,
    ...chained,
    cores: cpu / wall,
    captureCores: captureTime / wall,
    chainCores: chainSeconds / wall,
  }
}

/** Processor time of this process's first thread, s; NaN where the system does not say. */
function threadTime(): number {
  if (process.platform !== 'linux') return Number.NaN
  const stat = readFileSync(`/proc/self/task/${process.pid}/stat`, 'latin1')
  // fields 14 and 15, after the name in brackets, in hundredths (proc(5))
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (Number(user) + Number(system)) / 100
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(resolve))
  return port
}
