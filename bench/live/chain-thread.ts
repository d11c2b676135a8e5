/** A live chain whose frames come over a port, as an engine of `chirpflow serve` gets them. */
import { type MessagePort, Worker } from 'node:worker_threads'
import type { RadarOptions } from '@chirpflow/graph'
import { radarOver } from '../../apps/cli/src/serve/radar-port.ts'
import { runLive, type Settings } from './chain.ts'
import { hostOf } from './radar.ts'

/** What marks a thread of the bench that runs a chain. */
export const chainMark = 'chirpflow-bench-chain'

export interface ChainData {
  readonly mark: typeof chainMark
  readonly config: string
  readonly options: RadarOptions
  readonly settings: Settings
  readonly radar: MessagePort
}

export interface ChainReport {
  readonly frames: number
  /** Frames that came too fast for it. */
  readonly skipped: number
  readonly estimates: number
  readonly answers: number
  /** Of its nodes, s. */
  readonly seconds: number
}

/** Runs it in a thread of this bundle, the port transferred. */
export const runChainThread = (data: ChainData) =>
  new Promise<ChainReport>((resolve, reject) => {
    const worker = new Worker(process.argv[1], { workerData: data, transferList: [data.radar] })
    worker.once('message', resolve)
    worker.once('error', reject)
  })

/** Runs until the frames end. */
export async function runChain(data: ChainData): Promise<ChainReport> {
  const { config, options, settings, radar } = data
  const host = hostOf(config, radarOver(radar))
  const { report, estimates, answers } = await runLive(host, options, settings)
  const chain = Object.entries(report.nodes).filter(([id]) => id !== 'radar')
  radar.close()
  return {
    frames: report.nodes.radar.chunks,
    skipped: Number(report.nodes.radar.report?.skipped),
    estimates,
    answers,
    seconds: chain.reduce((sum, [, { seconds }]) => sum + seconds, 0),
  }
}
