/** A thread that runs units of an experiment, one after the other. */
import { type MessagePort, Worker } from 'node:worker_threads'
import { type Cell, runUnit, type Unit } from '@chirpflow/experiment'
import { HostError } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { createHost } from '../host.ts'

/** What marks a thread of this program that is to serve units. */
export const workerMark = 'chirpflow-units'

export interface UnitOrder {
  readonly unit: Unit
  /** Of the graph. */
  readonly folder: string
}

export type UnitNews =
  /** 0 to 1 of the way. */
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly cells: readonly Cell[] }
  /** Nothing could be run: a file that changed or went away, or a mistake in chirpflow. */
  | { readonly kind: 'failed'; readonly message: string }

/** Answers each order that comes over the port. */
export function serveUnits(port: Pick<MessagePort, 'on' | 'postMessage'>): void {
  const tell = (news: UnitNews) => port.postMessage(news)
  port.on('message', async ({ unit, folder }: UnitOrder) => {
    try {
      const cells = await runUnit(unit, {
        registry,
        host: createHost(folder),
        onProgress: ({ share }) => {
          if (share !== undefined) tell({ kind: 'progress', share })
        },
      })
      tell({ kind: 'done', cells: cells ?? [] })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      tell({
        kind: 'failed',
        message: error instanceof HostError ? message : `${unit.recording}: ${message}`,
      })
    }
  })
}

/** The built command itself, from its sources and from its bundle: main.ts looks for the mark. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/main.mjs' : './main.mjs',
  import.meta.url,
)

export function startWorker(): Worker {
  return new Worker(entry, { workerData: workerMark })
}
