/** The figures of live runs in words: goals first, then what lies behind them. */
import type { Goal } from '../report.ts'
import { goals } from '../settings.ts'
import { formatTable, ms, percent } from '../table.ts'
import type { Latencies } from './engine-latency.ts'
import { type LoadReport, loadChain } from './load.ts'
import type { LiveFigures } from './measure.ts'

export function liveGoals({ load, engine, pages }: LiveFigures): Goal[] {
  return [
    ...(load ? loadGoals(load) : []),
    latencyGoal('live, arrival to estimate, engine', engine, 'four chains'),
    ...pages.map(({ hop, latencies }) =>
      latencyGoal(
        `live, arrival to screen, windows each ${hop} s`,
        latencies,
        'four chains, chirpflow serve and browser',
      ),
    ),
  ]
}

function loadGoals(load: LoadReport): Goal[] {
  const { packetRate, sent, seconds, received, dropped, skipped } = load
  const rate = sent / seconds
  const isReached = rate >= goals.rateReached * packetRate
  const none = (name: string, count: number, against: string): Goal => ({
    name,
    goal: '0',
    against,
    // what was sent too slowly proves nothing, but a loss is one at any rate
    ...(isReached || count > 0 ? { figure: String(count), met: count === 0 } : {}),
  })
  const at = `of ${sent} in ${seconds.toFixed(1)} s`
  return [
    {
      name: 'live, packets a second sent',
      goal: `>= ${goals.rateReached * packetRate}`,
      figure: rate.toFixed(0),
      met: isReached,
      against: 'the card in its own process',
    },
    none('live, packets lost in the receiver', sent - received - (dropped ?? 0), at),
    ...(dropped === undefined ? [] : [none('live, packets dropped by the system', dropped, at)]),
    none('live, frames that the chain missed', skipped, 'chain at the same rate'),
  ]
}

function latencyGoal(name: string, latencies: Latencies, against: string): Goal {
  const high = Math.max(...Object.values(latencies).map((all) => quantile(all, 0.99)))
  const goal = `p99 < ${ms(goals.latency)} ms`
  if (!(high > 0)) return { name, goal, against }
  return { name, goal, figure: `${ms(high)} ms`, met: high < goals.latency, against }
}

export function liveText({ load, engine, pages, absent }: LiveFigures): string {
  const rows = (where: string, latencies: Latencies) =>
    Object.entries(latencies).map(([wire, all]) => [
      `${where}, ${wire}`,
      String(all.length),
      ...[0.5, 0.9, 0.99, 1].map((share) => ms(quantile(all, share))),
    ])
  const table = formatTable(
    ['', 'estimates', 'median', 'p90', 'p99', 'most'],
    [
      ...rows('engine', engine),
      ...pages.flatMap(({ hop, latencies }) => rows(`page, each ${hop} s`, latencies)),
    ],
  )
  return [
    ...(load ? [loadText(load)] : []),
    `From the arrival of a frame's last packet to the estimate of the window that it ends, ms\n${table}`,
    ...(absent === undefined ? [] : [`${absent}\n`]),
    method,
  ].join('\n')
}

function loadText(load: LoadReport): string {
  const { radar, frameBytes, sent, seconds, received, lost, reordered, late, dropped } = load
  const counts = [
    ['sent, by the card', sent],
    ['received', received],
    ['lost by sequence', lost],
    ['dropped, by the system', dropped ?? 'not said'],
    ['reordered', reordered],
    ['late', late],
    ['frames through the chain', load.frames],
    ['of them damaged', load.damaged],
    ['frames the chain missed', load.skipped],
    ['estimates', load.estimates],
    ['of them answers', load.answers],
  ].map((row) => row.map(String))
  const size = `${radar.receivers} receivers x ${radar.chirps} chirps x ${radar.samples} samples, ${(frameBytes / 1e6).toFixed(2)} MB a frame`
  const megabits = (sent * 1466 * 8) / seconds / 1e6
  return `Load: ${size}, ${megabits.toFixed(0)} Mbit/s for ${seconds.toFixed(1)} s
${formatTable(['packets', ''], counts)}Receive buffer ${load.receiveBuffer / 2 ** 10} KiB. Cores: ${percent(load.captureCores)} of one for the thread that captures, ${percent(load.chainCores)} of the time for the chain's nodes in theirs, ${percent(load.cores)} of one in all.
The chain: ${loadChain}.
`
}

/** By rank; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

const method = `How
- The card is a process of its own that answers commands as a DCA1000 does and sends real datagrams over
  loopback, 44 handed to the system at a time, which delivers them one by one; capture and chain have a thread
  each, as in chirpflow serve.
- In the engine an estimate counts when its chunk is emitted, on the thread that captures too. In the page it
  counts when the animation frame that draws it in a view has been handed over; packets are timed as they come
  to the command chirpflow serve, which is not changed for it. Both read the same clock, in whole ms.
- Four chains from one phase: RLSRHS, a notch comb, a band-pass and VMD, each with peak and median.
`
