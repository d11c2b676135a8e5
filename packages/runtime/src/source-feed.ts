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

/** A moment of data, or the last one: the end, or a failure. */
interface Pending {
  readonly moment: Moment
  readonly outputs?: SourceOutputs
  readonly failure?: { readonly error: unknown }
  release?(): void
  refuse?(error: Error): void
}

/** Begins to run the source. */
export function createSourceFeed(
  node: PlannedNode,
  source: OpenedSource<Ports>,
  host: Host,
): SourceFeed {
  const { id } = node
  const sign = { stopped: false }
  let pending: Pending | undefined
  /** How it ended, while the last moment is still pending. */
  let last: Pending | undefined
  let time = -Infinity
  let seconds = 0
  let begun = host.now()
  let announce = () => {}
  let arrived = Promise.resolve()
  expectNext()

  function expectNext(): void {
    arrived = new Promise((resolve) => {
      announce = resolve
    })
  }

  function put(next: Pending): void {
    seconds += host.now() - begun
    pending = next
    announce()
  }

  /** What the source does after this is of no account. */
  function end(failure?: Pending['failure']): void {
    if (last) return
    last = { moment: { time, source: id, end: true }, failure }
    if (!pending) put(last)
  }

  function timeOf(outputs: SourceOutputs): number {
    let earliest = Infinity
    for (const port of Object.keys(outputs)) {
      const emission = outputs[port]
      if (!emission) continue
      const signal = node.outputs[port]
      if (!signal) throw new Error(`${id}: emitted on ${port}, which plan does not give`)
      const at =
        signal.rate > 0
          ? signal.start + emission.index / signal.rate
          : (emission.time ?? Number.NaN)
      earliest = Math.min(earliest, at)
    }
    if (!Number.isFinite(earliest)) throw new Error(`${id}: emitted a moment without data or time`)
    if (earliest <= time)
      throw new Error(`${id}: emitted a moment at ${earliest} s after ${time} s`)
    return earliest
  }

  function accept(outputs: SourceOutputs, release: () => void, refuse: (error: Error) => void) {
    if (sign.stopped) throw new Error(`${id}: stopped`)
    if (last) throw new Error(`${id}: emitted after its end`)
    if (pending) throw new Error(`${id}: emitted before the last moment was through; await emit`)
    time = timeOf(outputs)
    put({ moment: { time, source: id, end: false }, outputs, release, refuse })
  }

  function emit(outputs: SourceOutputs): Promise<void> {
    const through = new Promise<void>((release, refuse) => accept(outputs, release, refuse))
    // the engine knows by itself, so that a source that does not await cannot hide a mistake
    through.catch((error: unknown) => end({ error }))
    return through
  }

  async function run(): Promise<void> {
    try {
      await source.run(emit, sign)
      end()
    } catch (error) {
      end({ error })
    }
  }
  void run()

  return {
    ready: () => arrived,
    moment: () => (sign.stopped ? undefined : pending?.moment),
    take() {
      if (!pending) throw new Error(`${id}: no moment is there yet`)
      if (pending.failure) throw pending.failure.error
      return pending.outputs
    },
    next() {
      if (!pending?.outputs) return
      const { release } = pending
      pending = undefined
      expectNext()
      begun = host.now()
      if (last) put(last)
      release?.()
    },
    stop() {
      if (sign.stopped) return
      sign.stopped = true
      pending?.refuse?.(new Error(`${id}: stopped`))
      announce()
    },
    seconds: () => seconds,
  }
}
