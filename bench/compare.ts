/** Runs our chain and the peer's in turns over one recording, and holds them against each other. */
import { median, runPeer, runSelf } from './child.ts'
import type { ChainRun } from './run-chain.ts'
import { chain } from './settings.ts'

interface PeerRun {
  readonly stages: Readonly<Record<string, number>>
  readonly seconds: number
  readonly cpu: number
  readonly results: Readonly<Record<string, readonly number[]>>
  readonly iterations: number
  readonly memory: number
  readonly versions: string
}

/** One line of the chain: our nodes against the peer's stages. */
export interface Stage {
  readonly name: string
  /** s. */
  readonly ours: number
  readonly peer?: number
  /** Emitted, bytes. */
  readonly bytes?: number
}

export interface ChainComparison {
  readonly ours: { readonly seconds: number; readonly cpu: number; readonly memory: number }
  readonly peer?: { readonly seconds: number; readonly cpu: number; readonly memory: number }
  readonly stages: readonly Stage[]
  readonly iterations: { readonly ours: number; readonly peer?: number }
  readonly agreement: readonly Agreement[]
  readonly versions?: string
}

/** Share of windows whose results differ by no more than `tolerance`. */
export interface Agreement {
  readonly what: string
  readonly share: number
  readonly wanted: number
  readonly tolerance: string
  /** Of all windows, in what is compared. */
  readonly medians: readonly [ours: number, peer: number]
}

const stages: readonly [name: string, ours: readonly string[], peer: readonly string[]][] = [
  ['read', ['recording'], ['read']],
  ['range FFT, channels', ['profile', 'combine'], ['range_fft']],
  ['window', ['window'], ['window']],
  ['MCSM', ['mcsm'], ['mcsm']],
  ['circle fit, phase', ['phase'], ['phase']],
  ['unwrap', ['unwrap'], ['unwrap']],
  ['breathing peak', ['breathing'], ['rr_peak']],
  ['RLSRHS', ['rlsrhs'], ['rlsrhs']],
  ['heart peak', ['heart'], ['hr_peak']],
  ['VMD, second harmonic', ['filter', 'vmd', 'second'], ['vmd_second_harmonic']],
  ['medians', ['median', 'secondMedian'], ['median']],
  [
    'logs',
    ['rangeLog', 'breathingLog', 'heartLog', 'medianLog', 'secondLog', 'secondMedianLog'],
    [],
  ],
]

export function compareChain(path: string, repeats: number, hasPeer: boolean): ChainComparison {
  const ours: ChainRun[] = []
  const peers: PeerRun[] = []
  for (let i = 0; i < repeats; i++) {
    ours.push(runSelf<ChainRun>('chain', path))
    if (hasPeer) peers.push(runPeer<PeerRun>('chain.py', path))
  }
  const middle = <R>(runs: readonly R[], value: (run: R) => number) => median(runs.map(value))
  const totals = (runs: readonly (ChainRun | PeerRun)[]) => ({
    seconds: middle(runs, (run) => run.seconds),
    cpu: middle(runs, (run) => run.cpu),
    memory: Math.max(...runs.map((run) => run.memory)),
  })
  const lines = stages.map(
    ([name, nodes, peer]): Stage => ({
      name,
      ours: middle(ours, (run) => sum(nodes.map((id) => run.nodes[id].seconds))),
      bytes: sum(nodes.map((id) => ours[0].nodes[id].bytes)),
      ...(hasPeer && peer.length > 0
        ? { peer: middle(peers, (run) => sum(peer.map((stage) => run.stages[stage]))) }
        : {}),
    }),
  )
  const engine = middle(ours, (run) => run.seconds - sum(Object.values(run.nodes).map(secondsOf)))
  return {
    ours: totals(ours),
    stages: [...lines, { name: 'engine, opening', ours: engine }],
    iterations: { ours: ours[0].iterations, peer: peers[0]?.iterations },
    agreement: hasPeer ? agree(ours[0].results, peers[0].results) : [],
    ...(hasPeer ? { peer: totals(peers), versions: peers[0].versions } : {}),
  }
}

const secondsOf = ({ seconds }: { readonly seconds: number }) => seconds
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/**
 * Range, and rates per minute. With one channel both sides compute the same thing and differ by the
 * rounding of single precision only; with several, by the noise of receiver 0 against that of the mean,
 * some hundredths per minute. Modes added up or weighed by their energy move the peak of the second
 * harmonic by tenths. A mistake in a stage moves all of these by far more.
 */
function agree(ours: ChainRun['results'], peer: PeerRun['results']): Agreement[] {
  const lag = (chain.median - 1) / 2
  const perMinute = (values: readonly (number | null)[], factor = 60) =>
    values.map((value) => (value === null ? Number.NaN : factor * value))
  const compare = (
    what: string,
    mine: readonly number[],
    theirs: readonly number[],
    tolerance: number,
    unit: string,
    wanted: number,
  ): Agreement => ({
    what,
    share: mine.filter((value, i) => Math.abs(value - theirs[i]) <= tolerance).length / mine.length,
    wanted,
    tolerance: `${tolerance} ${unit}`,
    medians: [median(mine), median(theirs)],
  })
  const [rate, unit] = [0.05, '/min']
  const inner = (values: readonly number[]) => values.slice(lag, -lag)
  return [
    compare('range', perMinute(ours.rangeLog, 1), peer.range_m, 1e-3, 'm', 0.99),
    compare('breathing', perMinute(ours.breathingLog), perMinute(peer.resp_hz), rate, unit, 0.99),
    compare('heart', perMinute(ours.heartLog), perMinute(peer.heart_hz), rate, unit, 0.99),
    // ours looks back, the peer's to both sides: the same values come so much later
    compare(
      'heart, median of 9',
      perMinute(ours.medianLog).slice(2 * lag),
      inner(perMinute(peer.heart_median_hz)),
      rate,
      unit,
      0.99,
    ),
    compare(
      'heart by its second harmonic',
      perMinute(ours.secondLog, 30),
      perMinute(peer.second_hz),
      1,
      unit,
      0.95,
    ),
  ]
}
