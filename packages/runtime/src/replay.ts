/** Gives kept wires back in the moments in which they were recorded. */
import type { KeptWire } from './cache.ts'
import type { Flow } from './flow.ts'
import { compareMoments, type Moment } from './moment.ts'

export interface Replayer {
  /** The moment of each wire's next chunk, or of its end. */
  moments(): Moment[]
  /** Delivers what belongs to the flow's moment. */
  deliver(): void
}

export function createReplayer(
  replays: ReadonlyMap<string, KeptWire>,
  flow: Pick<Flow, 'moment' | 'deliver' | 'endWire'>,
): Replayer {
  const wires = [...replays].map(([wire, kept]) => ({ wire, kept, at: 0, over: false }))
  return {
    moments: () =>
      wires.flatMap(({ kept, at, over }) =>
        over ? [] : [kept.chunks[at] ? kept.chunks[at].moment : kept.end],
      ),
    deliver() {
      for (const replay of wires) {
        const { chunks, end } = replay.kept
        const isNow = (moment: Moment) => compareMoments(moment, flow.moment) === 0
        while (replay.at < chunks.length && isNow(chunks[replay.at].moment)) {
          flow.deliver(replay.wire, chunks[replay.at++].chunk)
        }
        if (!replay.over && replay.at === chunks.length && isNow(end)) {
          replay.over = true
          flow.endWire(replay.wire)
        }
      }
    },
  }
}
