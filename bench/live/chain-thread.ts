/** A live chain whose frames come over a port, as an engine of `chirpflow serve` gets them. */
import { type MessagePort, Worker } from 'node:worker_threads'
import type { RadarOptions } from '@chirpflow/graph'
import { runPlan } from '@chirpflow/runtime'
import { tapEstimates } from '../../apps/cli/src/live/estimates.ts'
import { radarOver } from '../../apps/cli/src/serve/radar-port.ts'
import { exampleGraph, planOf, type Settings } from './chain.ts'
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
  const given = Object.entries(options).map(([name, value]) => [`radar.${name}`, value])
  const graph = exampleGraph('heart-rate-live', { ...settings, ...Object.fromEntries(given) })
  const plan = await planOf(graph, host)
  let estimates = 0
  let answers = 0
  const taps = tapEstimates(plan, ({ values }) => {
    estimates++
    if (values.some((value) => value !== null)) answers++
  })
  const run = await runPlan(plan, { host, taps })
  const failed = Object.entries(run.nodes).find(([, { state }]) => state !== 'finished')
  if (failed) throw new Error(`${failed[0]}: ${failed[1].error ?? failed[1].state}`)
  const chain = Object.entries(run.nodes).filter(([id]) => id !== 'radar')
  radar.close()
  return {
    frames: run.nodes.radar.chunks,
    skipped: Number(run.nodes.radar.report?.skipped),
    estimates,
    answers,
    seconds: chain.reduce((sum, [, { seconds }]) => sum + seconds, 0),
  }
}
