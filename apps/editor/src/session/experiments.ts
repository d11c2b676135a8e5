/** Runs an experiment in workers of its own, beside the editor's engine. */
import type { Cell, Results, Unit } from '@chirpflow/experiment'
import type { ExperimentFiles, FromExperiment, ToExperiment } from './experiment-messages.ts'

export type ExperimentEnd =
  | { readonly kind: 'results'; readonly results: Results }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly kind: 'cancelled' }

export interface ExperimentRun {
  readonly end: Promise<ExperimentEnd>
  cancel(): void
}

export interface ExperimentOptions {
  readonly files: ExperimentFiles
  /** Recordings and other files that are read, by name. */
  readonly inputs: ReadonlyMap<string, File>
  /** 0 to 1 of the way, all units together. */
  onProgress(share: number): void
}

/** More threads than that leave nothing of the machine for the person. */
const mostWorkers = 4

export function startExperiment(options: ExperimentOptions): ExperimentRun {
  const crew = new Set<Worker>()
  let stop: () => void = () => {}
  const cancelled = new Promise<ExperimentEnd>((resolve) => {
    stop = () => resolve({ kind: 'cancelled' })
  })
  const end = Promise.race([runAll(options, crew), cancelled]).finally(() => {
    for (const worker of crew) worker.terminate()
    crew.clear()
  })
  return { end, cancel: () => stop() }
}

async function runAll(
  { files, inputs, onProgress }: ExperimentOptions,
  crew: Set<Worker>,
): Promise<ExperimentEnd> {
  const workers = Math.max(1, Math.min(mostWorkers, (navigator.hardwareConcurrency ?? 2) - 1))
  const hire = () => {
    const worker = new Worker(new URL('./experiment-worker.ts', import.meta.url), {
      type: 'module',
    })
    crew.add(worker)
    worker.postMessage({ kind: 'files', files: [...inputs] } satisfies ToExperiment)
    return worker
  }
  const director = hire()
  const prepared = await ask(director, { kind: 'prepare', files, workers })
  if (prepared.kind !== 'prepared') return refusalOf(prepared)

  const { units } = prepared
  const shares = new Map<Unit, number>()
  const tell = (unit: Unit, share: number) => {
    shares.set(unit, share)
    onProgress([...shares.values()].reduce((sum, one) => sum + one, 0) / units.length)
  }
  const queue = [...units]
  const cells: Cell[] = []
  const reasons: string[] = []
  const work = async () => {
    const worker = hire()
    for (let unit = queue.shift(); unit; unit = queue.shift()) {
      const current = unit
      const said = await ask(worker, { kind: 'run', unit }, (share) => tell(current, share))
      if (said.kind === 'ran') cells.push(...said.cells)
      else if (said.kind === 'refused') reasons.push(...said.reasons)
      tell(unit, 1)
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers, units.length) }, work))
  if (cells.length === 0) return { kind: 'refused', reasons }
  const made = new Date().toISOString()
  const pooled = await ask(director, { kind: 'pool', cells, made })
  return pooled.kind === 'pooled' ? { kind: 'results', results: pooled.results } : refusalOf(pooled)
}

function refusalOf(said: FromExperiment): ExperimentEnd {
  return { kind: 'refused', reasons: said.kind === 'refused' ? said.reasons : [] }
}

/** One question to its answer, also where the thread dies of it. */
function ask(
  worker: Worker,
  message: ToExperiment,
  onProgress: (share: number) => void = () => {},
): Promise<FromExperiment> {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<FromExperiment>) => {
      if (data.kind === 'progress') onProgress(data.share)
      else resolve(data)
    }
    worker.onerror = (event) => {
      const reason = event.message || 'its program could not be loaded'
      resolve({ kind: 'refused', reasons: [`A thread of the experiment has died: ${reason}.`] })
    }
    worker.postMessage(message)
  })
}
