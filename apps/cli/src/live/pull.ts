/** Takes what a source gives one moment at a time, when it is asked for. */
import type { DataOf, Dtype, Emission, OpenedSource, Port } from '@chirpflow/graph'

export interface Pulled<D extends Dtype> {
  /** Data of the next moment; undefined after the last one. One call at a time. */
  next(): Promise<DataOf<D> | undefined>
  close(): void
}

/** The source stands still between two calls: its `emit` ends when the next moment is asked for. */
export function pullFrom<D extends Dtype, K extends string>(
  source: OpenedSource<Record<K, Port<D>>>,
  port: K,
): Pulled<D> {
  const stop = { stopped: false }
  let deliver: ((data: DataOf<D> | undefined) => void) | undefined
  let fail: ((error: unknown) => void) | undefined
  let goOn: (() => void) | undefined
  let begun = false
  let ended = false

  const emit = (outputs: Partial<Record<K, Emission<D>>>) =>
    new Promise<void>((resolve) => {
      goOn = resolve
      deliver?.(outputs[port]?.data)
    })

  async function run(): Promise<void> {
    try {
      await source.run(emit as never, stop)
      deliver?.(undefined)
    } catch (error) {
      fail?.(error)
    } finally {
      ended = true
    }
  }

  return {
    next() {
      if (ended) return Promise.resolve(undefined)
      return new Promise((resolve, reject) => {
        deliver = resolve
        fail = reject
        if (begun) goOn?.()
        else {
          begun = true
          void run()
        }
      })
    },
    close() {
      stop.stopped = true
      goOn?.()
      source.close?.()
    },
  }
}
