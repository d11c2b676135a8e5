/** Workers that take units until none is left. */
import type { Worker } from 'node:worker_threads'
import type { Cell, Unit } from '@chirpflow/experiment'
import { startWorker, type UnitNews, type UnitOrder } from './worker.ts'

export interface CrewOptions {
  readonly workers: number
  /** Of the graph. */
  readonly folder: string
  /** Settles when the person wants no more. */
  readonly interrupted: Promise<unknown>
  /** Awaited before the worker takes its next unit. */
  onDone(unit: Unit, cells: readonly Cell[]): Promise<void>
  onFailed(unit: Unit, message: string): void
  /** 0 to 1 of the way, all units together. */
  onProgress(share: number): void
}

/** Runs all units; false where it was interrupted before the last was done. */
export async function runUnits(units: readonly Unit[], options: CrewOptions): Promise<boolean> {
  const total = units.reduce((sum, { wires }) => sum + wires.length, 0)
  const shares = new Map<Unit, number>()
  const report = (unit: Unit, share: number) => {
    shares.set(unit, share)
    let done = 0
    for (const [{ wires }, part] of shares) done += part * wires.length
    options.onProgress(total === 0 ? 1 : done / total)
  }
  const queue = [...units]
  const crew = new Set<Worker>()
  let isOver = false

  async function work(): Promise<void> {
    let worker: Worker | undefined
    for (let unit = queue.shift(); unit && !isOver; unit = queue.shift()) {
      const current = unit
      worker ??= hire()
      const news = await order(worker, { unit, folder: options.folder }, (share) =>
        report(current, share),
      )
      if (isOver) return
      if (news.kind === 'done') await options.onDone(unit, news.cells)
      else {
        options.onFailed(unit, news.message)
        // It may be of no more use: the next unit gets another.
        await dismiss(worker)
        worker = undefined
      }
      report(unit, 1)
    }
    if (worker) await dismiss(worker)
  }

  function hire(): Worker {
    const worker = startWorker()
    crew.add(worker)
    return worker
  }

  async function dismiss(worker: Worker): Promise<void> {
    crew.delete(worker)
    await worker.terminate()
  }

  const size = Math.min(options.workers, units.length)
  const all = Promise.all(Array.from({ length: size }, work)).then(() => true)
  try {
    return await Promise.race([all, options.interrupted.then(() => false)])
  } finally {
    isOver = true
    await Promise.all([...crew].map(dismiss))
  }
}

type Answer = Exclude<UnitNews, { readonly kind: 'progress' }>

/** One unit to its end, also where the thread dies of it. */
function order(
  worker: Worker,
  unit: UnitOrder,
  onProgress: (share: number) => void,
): Promise<Answer> {
  return new Promise((settle) => {
    const end = (answer: Answer) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      settle(answer)
    }
    const onMessage = (news: UnitNews) => {
      if (news.kind === 'progress') onProgress(news.share)
      else end(news)
    }
    const onError = (error: Error) => end({ kind: 'failed', message: error.message })
    const onExit = () => end({ kind: 'failed', message: 'its thread ended before it was done' })
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(unit)
  })
}
