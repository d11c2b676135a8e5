/** How often the chain is right on simulated people, with RLSRHS and without. */
import type { Chunk } from '@chirpflow/graph'
import { createCache } from '@chirpflow/runtime'
import { expect, test } from 'vitest'
import { createCollector, exampleGraph, runExample } from './support/examples.ts'

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)
const wires = [
  'source.heartRate',
  'source.breathingRate',
  'heart-peak.rate',
  'heart-median.out',
  'breathing-peak.rate',
  'breathing-median.out',
]

interface Tally {
  right: number
  all: number
}

/** Mean of the true rates over the frames of the 12.8 s window that ends at `time`. */
function truthAt(truth: readonly Chunk[], time: number): number {
  const last = Math.round(time * 20)
  const frames = truth.slice(last - 255, last + 1)
  return frames.reduce((sum, { data }) => sum + data[0], 0) / frames.length
}

function count(
  tally: Tally,
  found: readonly Chunk[],
  truth: readonly Chunk[],
  within: number,
): void {
  for (const { time, data } of found) {
    const rate = truthAt(truth, time)
    tally.all++
    if (Math.abs(data[0] - rate) <= within * rate) tally.right++
  }
}

test('heart within 1 % and breathing within 2 % of the truth at 0 dB, 20 people of a minute', async () => {
  const tallies: Record<string, Tally> = {}
  const tally = (name: string) => {
    tallies[name] ??= { right: 0, all: 0 }
    return tallies[name]
  }
  for (const seed of seeds) {
    // both chains of one person share all that comes before
    const cache = createCache(64e6)
    const graph = exampleGraph('heart-rate-simulated', { 'source.seed': seed, 'source.snr': 0 })
    const without = {
      ...graph,
      nodes: { ...graph.nodes, rlsrhs: { ...graph.nodes.rlsrhs, off: 'bypass' as const } },
    }
    for (const [name, each] of [
      ['with', graph],
      ['without', without],
    ] as const) {
      const collector = createCollector(wires)
      await runExample(each, { cache, taps: collector.taps })
      for (const wire of wires.slice(2)) {
        const heart = wire.startsWith('heart')
        const truth = collector.of(heart ? 'source.heartRate' : 'source.breathingRate')
        count(tally(`${wire} ${name}`), collector.of(wire), truth, heart ? 0.01 : 0.02)
      }
    }
  }
  const share = (name: string) => tallies[name].right / tallies[name].all
  const print = (what: string, wire: string) =>
    process.stdout.write(
      `${what} with rlsrhs ${share(`${wire} with`).toFixed(3)}, without ${share(`${wire} without`).toFixed(3)} of ${tallies[`${wire} with`].all} windows\n`,
    )
  print('heart within 1 % before the median filter:', 'heart-peak.rate')
  print('heart within 1 % after the median filter:', 'heart-median.out')
  print('breathing within 2 % before the median filter:', 'breathing-peak.rate')
  print('breathing within 2 % after the median filter:', 'breathing-median.out')

  expect(tallies['heart-median.out with'].all).toBe(20 * 48)
  expect(share('heart-median.out with')).toBeGreaterThanOrEqual(0.85)
  for (const wire of ['heart-peak.rate', 'heart-median.out']) {
    expect(share(`${wire} with`) - share(`${wire} without`)).toBeGreaterThanOrEqual(0.15)
  }
  expect(share('breathing-peak.rate with')).toBeGreaterThanOrEqual(0.9)
  expect(share('breathing-median.out with')).toBeGreaterThanOrEqual(0.9)
}, 300_000)
