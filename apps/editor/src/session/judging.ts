/** Has comparisons judged in a worker that starts with the first one. */
import type { Finding, Question, Table } from '@chirpflow/statistics'

export interface Verdict {
  readonly table: Table
  readonly findings: readonly Finding[]
}

export interface Asked {
  readonly id: number
  readonly question: Question
}

export type Judged =
  | { readonly id: number; readonly verdict: Verdict }
  | { readonly id: number; readonly refused: string }

interface Waiting {
  resolve(verdict: Verdict): void
  reject(error: Error): void
}

const waiting = new Map<number, Waiting>()
let worker: Worker | undefined
let asked = 0

/** Rejects where the question cannot be judged, or its thread has died. */
export function askJudge(question: Question): Promise<Verdict> {
  worker ??= start()
  const id = ++asked
  const message: Asked = { id, question }
  worker.postMessage(message)
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
}

function start(): Worker {
  const made = new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module' })
  made.onmessage = ({ data }: MessageEvent<Judged>) => {
    const asker = waiting.get(data.id)
    waiting.delete(data.id)
    if ('verdict' in data) asker?.resolve(data.verdict)
    else asker?.reject(new Error(data.refused))
  }
  made.onerror = (event) => {
    worker = undefined
    made.terminate()
    for (const { reject } of waiting.values()) {
      reject(new Error(event.message || 'its program could not be loaded'))
    }
    waiting.clear()
  }
  return made
}
