/** Takes one source's moments as the engine asks for them: the source waits until each is through. */
import type { Emission, Host, OpenedSource, PlannedNode, Ports } from '@chirpflow/graph'
import type { Moment } from './moment.ts'

export type SourceOutputs = Readonly<Record<string, Emission | undefined>>

export interface SourceFeed {
  /** Resolves when a moment, the end or a failure is there to be taken, or the feed is stopped. */
  ready(): Promise<void>
  /** The moment that `take` would give; undefined when stopped. */
  moment(): Moment | undefined
  /** The outputs of the moment, undefined at the end; throws what the source threw. */
  take(): SourceOutputs | undefined
  /** Lets the source go on. */
  next(): void
  /** Ends the source at its next emission, whose promise is rejected. */
  stop(): void
  /** Time the source itself took, s. */
  seconds(): number
}

type Pending = { readonly moment: Moment; release(): void; refuse(error: Error): void } & (
  | { readonly outputs: SourceOutputs }
  | { readonly error: unknown }
  | { readonly over: true }
)

/** Begins to run the source. */
export function createSourceFeed(
  node: PlannedNode,
  source: OpenedSource<Ports>,
  host: Host,
): SourceFeed {
  const { id } = node
  const sign = { stopped: false }
  let pending: Pending | undefined
  let last = -Infinity
  let seconds = 0
  let begun = host.now()
  let announce = () => {}
  let arrived = Promise.resolve()
  const expectNext = () => {
    arrived = new Promise((resolve) => {
      announce = resolve
    })
  }
  expectNext()

  function put(next: Pending): void {
    seconds += host.now() - begun
    pending = next
    announce()
  }

  function timeOf(outputs: SourceOutputs): number {
    const times = Object.entries(outputs).flatMap(([port, emission]) => {
      const signal = node.outputs[port]
      if (!emission) return []
      if (!signal) throw new Error(`${id}: emitted on ${port}, which plan does not give`)
      return [
        signal.rate > 0 ? signal.start + emission.index / signal.rate : (emission.time ?? NaN),
      ]
    })
    const time = Math.min(...times)
    if (!Number.isFinite(time)) throw new Error(`${id}: emitted a moment without data or time`)
    if (time <= last) throw new Error(`${id}: emitted a moment at ${time} s after ${last} s`)
    return time
  }

  const emit = (outputs: SourceOutputs) =>
    new Promise<void>((release, refuse) => {
      if (sign.stopped) throw new Error(`${id}: stopped`)
      if (pending) throw new Error(`${id}: emitted before the last moment was through; await emit`)
      last = timeOf(outputs)
      put({ moment: { time: last, source: id, end: false }, outputs, release, refuse })
    })

  const end = () => ({
    moment: { time: last, source: id, end: true },
    release: () => {},
    refuse: () => {},
  })
  source.run(emit, sign).then(
    () => put({ ...end(), over: true }),
    (error: unknown) => put({ ...end(), error }),
  )

  return {
    ready: () => arrived,
    moment: () => (sign.stopped ? undefined : pending?.moment),
    take() {
      if (!pending) throw new Error(`${id}: no moment is there yet`)
      if ('error' in pending) throw pending.error
      return 'outputs' in pending ? pending.outputs : undefined
    },
    next() {
      if (!pending || !('outputs' in pending)) return
      const { release } = pending
      pending = undefined
      expectNext()
      begun = host.now()
      release()
    },
    stop() {
      if (sign.stopped) return
      sign.stopped = true
      pending?.refuse(new Error(`${id}: stopped`))
      announce()
    },
    seconds: () => seconds,
  }
}
