/** A capture card at its highest rate, in a process of its own: bench/peer/card.py, beside which Node's sends are dear. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { peerCommand } from '../child.ts'
import { frameBytesOf, type RadarShape, setupOf } from './radar.ts'
import { chirpsOf } from './scene.ts'

export interface CardOptions {
  readonly radar: RadarShape
  readonly dataPort: number
  /** A second. */
  readonly packetRate: number
  /** After which it stops by itself. */
  readonly packets: number
}

export interface SentLoad {
  /** Datagrams that the system took. */
  readonly packets: number
  /** From the first to the last, s. */
  readonly seconds: number
}

export interface LoadCard {
  readonly configPort: number
  /** When all is sent. */
  readonly done: Promise<SentLoad>
}

/** Seconds of the scene, which repeats itself after them. */
const sceneTime = 20

/** Answers on a free port; begins to send with RECORD_START. */
export async function startLoadCard(options: CardOptions): Promise<LoadCard> {
  const { radar, ...sending } = options
  const chirps = chirpsOf(await setupOf(radar), sceneTime)
  const folder = mkdtempSync(join(tmpdir(), 'chirpflow-card-'))
  const scene = join(folder, 'scene.bin')
  writeFileSync(scene, Buffer.concat(chirps))
  const given = { ...sending, frameBytes: frameBytesOf(radar), chirpBytes: chirps[0].length }
  const [command, ...args] = peerCommand('card.py', JSON.stringify(given), scene)
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error("the card's process ended by itself")
    return JSON.parse(value)
  }
  const { configPort } = await next()
  const done = next().finally(() => rmSync(folder, { recursive: true, force: true }))
  return { configPort, done }
}
