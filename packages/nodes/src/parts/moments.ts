/** At which moments several chains are compared, and what each of them says there. */
import type { Chunk, Signal } from '@chirpflow/graph'

/** What one output gave, in the order of time. */
export interface Chain {
  /** "node.port". */
  readonly source: string
  readonly signal: Pick<Signal, 'start' | 'rate'>
  readonly time: number[]
  /** Hz; NaN is no answer. */
  readonly value: number[]
  readonly coverage: number[]
}

export function createChain(source: string, signal: Chain['signal']): Chain {
  return { source, signal, time: [], value: [], coverage: [] }
}

export function noteChunk(chain: Chain, { time, data, coverage }: Chunk<'float64'>): void {
  chain.time.push(time)
  chain.value.push(data[0])
  chain.coverage.push(coverage)
}

/** Times that differ by less than this share of a hop are one. */
const rounding = 1e-6

/** The chain with the fewest answers a second; of several, the one that begins last. */
export function slowestOf(chains: readonly Chain[]): Chain {
  return chains.reduce((slowest, chain) => {
    const by = chain.signal.rate - slowest.signal.rate
    return by < 0 || (by === 0 && chain.signal.start > slowest.signal.start) ? chain : slowest
  })
}

/**
 * The ticks of the slowest chain from the first to the last time at which any chain gave anything:
 * its clock's, whether it gave something there or not, so that one that fails takes none away.
 */
export function momentsOf(chains: readonly Chain[]): number[] {
  const { start, rate } = slowestOf(chains).signal
  const first = Math.min(...chains.map(({ time }) => time[0] ?? Infinity))
  const last = Math.max(...chains.map(({ time }) => time.at(-1) ?? -Infinity))
  if (first > last) return []
  const from = Math.max(0, Math.ceil((first - start) * rate - rounding))
  const to = Math.floor((last - start) * rate + rounding)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => start + (from + k) / rate)
}

/** The newest answer of a chain at each moment, NaN where it is one of the chain's own hops old. */
export function answersAt(
  { time, value, coverage, signal: { rate } }: Chain,
  moments: readonly number[],
): { value: number[]; coverage: number[] } {
  let newest = -1
  const places = moments.map((moment) => {
    while (time[newest + 1] <= moment + rounding / rate) newest++
    return newest >= 0 && moment - time[newest] < (1 - rounding) / rate ? newest : -1
  })
  return {
    value: places.map((place) => value[place] ?? Number.NaN),
    coverage: places.map((place) => coverage[place] ?? 0),
  }
}
