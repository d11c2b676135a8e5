/** What a measurement of live runs has beside itself: a card in another process, a chain in another thread. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { type CardOptions, type SentLoad, startLoadCard } from './card.ts'
import type { ChainData, ChainReport } from './chain-thread.ts'
import type { RunChain, StartCard } from './load.ts'

/** This bundle, which is also the card's and the chain's. */
const [, script] = process.argv

/** What the card's process does: says where it listens, then what it has sent. */
export async function runCard(options: string): Promise<SentLoad> {
  const card = await startLoadCard(JSON.parse(options) as CardOptions)
  process.stdout.write(`${card.configPort}\n`)
  const sent = await card.done
  card.close()
  return sent
}

export const startCardProcess: StartCard = async (options) => {
  const child = spawn(process.execPath, [script, 'card', JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error("the card's process ended by itself")
    return JSON.parse(value)
  }
  const configPort = Number(await next())
  return { configPort, done: next() as Promise<SentLoad> }
}

export const runChainThread: RunChain = (data: ChainData) =>
  new Promise<ChainReport>((resolve, reject) => {
    const worker = new Worker(script, { workerData: data, transferList: [data.radar] })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
