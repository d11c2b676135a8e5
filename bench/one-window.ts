/** Our kernels on one window after the other, as a live system meets them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspectGraph, planGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { runPlan } from '@chirpflow/runtime'
import { createHost } from '../apps/cli/src/host.ts'
import { createBandPeak } from '../packages/nodes/src/dsp/band-peak.ts'
import { designButterworth } from '../packages/nodes/src/dsp/butterworth.ts'
import { createHarmonicBayes, genericPrior } from '../packages/nodes/src/dsp/harmonic-bayes.ts'
import { constantRatePhase, createHarmonicNotch } from '../packages/nodes/src/dsp/harmonic-notch.ts'
import { createMcsm } from '../packages/nodes/src/dsp/mcsm.ts'
import { createRateEstimator } from '../packages/nodes/src/dsp/rate-estimate.ts'
import { createRls } from '../packages/nodes/src/dsp/rls.ts'
import { createZeroPhaseFilter } from '../packages/nodes/src/dsp/sos-filter.ts'
import { layoutRates } from '../packages/nodes/src/dsp/tone-grid.ts'
import { createVmd, vmdDefaults } from '../packages/nodes/src/dsp/vmd.ts'
import { median, processorTime } from './child.ts'
import { chainGraph } from './graph.ts'
import { bins, chain } from './settings.ts'

const rate = 20
const size = Math.round(chain.window * rate)
const rows = bins.last - bins.first + 1
const passes = 3

export interface OneWindow {
  /** Processor time a window, s. */
  readonly seconds: number
  readonly values?: readonly number[]
  readonly iterations?: number
}
export const windowKernels = ['mcsm', 'rlsrhs', 'bayes', 'vmd', 'second'] as const
export type WindowKernel = (typeof windowKernels)[number]
export type OneWindowReport = Readonly<Record<WindowKernel, OneWindow>>

/** Arguments of the peer's script for a folder that writeWindows made. */
export const peerArguments = (folder: string) => [folder, rows, size] as const

/** Runs the chain over a recording and keeps `count` windows, evenly spread, for both sides. */
export async function writeWindows(path: string, folder: string, count: number): Promise<number> {
  const host = createHost(process.cwd())
  const graph = chainGraph(path)
  const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
  const kept = { profiles: [] as Float32Array[], displacements: [] as Float64Array[] }
  await runPlan(plan, {
    host,
    taps: new Map([
      [
        'window.out',
        ({ data }) => {
          const from = 2 * size * bins.first
          kept.profiles.push(Float32Array.from(data.subarray(from, from + 2 * size * rows)))
        },
      ],
      [
        'unwrap.displacement',
        ({ data }) => void kept.displacements.push(Float64Array.from(data, (value) => 1e3 * value)),
      ],
    ]),
  })
  const filter = createFilter()
  const chosen = Array.from({ length: count }, (_, i) =>
    Math.floor(((i + 0.5) * kept.displacements.length) / count),
  )
  const write = (name: string, arrays: readonly (Float32Array | Float64Array)[]) =>
    writeFileSync(
      join(folder, name),
      Buffer.concat(arrays.map((a) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength))),
    )
  mkdirSync(folder, { recursive: true })
  const displacements = chosen.map((index) => kept.displacements[index])
  write(
    'profiles.f32',
    chosen.map((index) => kept.profiles[index]),
  )
  write('displacements.f64', displacements)
  write(
    'filtered.f64',
    displacements.map((x) => {
      const y = new Float64Array(size)
      filter(x, y)
      return y
    }),
  )
  return count
}

function createFilter() {
  const [low, high] = chain.beforeModes
  return createZeroPhaseFilter(designButterworth(4, { kind: 'bandpass', low, high }, rate), size)
}

/** Times the kernels, planned once, on the windows of the folder. */
export function measureWindows(folder: string): OneWindowReport {
  const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name))).buffer
  const split = <A extends Float32Array | Float64Array>(all: A, length: number): A[] =>
    Array.from(
      { length: all.length / length },
      (_, i) => all.slice(i * length, (i + 1) * length) as A,
    )
  const profiles = split(new Float32Array(bytes('profiles.f32')), 2 * size * rows)
  const displacements = split(new Float64Array(bytes('displacements.f64')), size)
  const filtered = split(new Float64Array(bytes('filtered.f64')), size)

  const mcsm = createMcsm(size, rate)
  const coefficients = new Float64Array(rows)
  const breathing = createRateEstimator('zero-padded', size, rate, ...chain.breathing)
  const suppress = createHarmonicNotch(size, rate, [2, 3, 4], createRls(6), [0.7, 2.2])
  const phase = new Float64Array(size)
  const residual = new Float64Array(size)
  const weights = new Float64Array(6)
  const bayes = createHarmonicBayes(size, rate, {
    ...genericPrior(5),
    low: chain.heart[0],
    high: chain.heart[1],
    breathingBand: chain.breathing,
    irregularity: 0.06,
    heartWander: 0.03,
    second: 0,
    leastNoise: 1e-6,
  })
  const posterior = new Float64Array(layoutRates(rate, ...chain.heart).count)
  const found = new Float64Array(1)
  const metres = displacements.map((x) => x.map((value) => 1e-3 * value))
  const decompose = createVmd(size, { ...vmdDefaults, maxIterations: chain.iterations })
  const modes = new Float64Array(chain.modes * size)
  const centres = new Float64Array(chain.modes)
  const filter = createFilter()
  const peakOf = createBandPeak(size, rate, ...chain.second, 'rectangular')
  const y = new Float64Array(size)
  let iterations = 0

  function second(x: Float64Array): void {
    filter(x, y)
    decompose(y, modes, centres)
    y.fill(0)
    for (let k = 0; k < chain.modes; k++) {
      if (centres[k] * rate < chain.second[0] || centres[k] * rate > chain.second[1]) continue
      for (let n = 0; n < size; n++) y[n] += modes[k * size + n]
    }
    peakOf(y)
  }
  return {
    mcsm: measure(
      profiles,
      (x) => mcsm(x, rows, coefficients),
      () => coefficients,
    ),
    rlsrhs: measure(
      displacements,
      (x) => {
        constantRatePhase(breathing(x), rate, phase)
        suppress(x, phase, residual, weights)
      },
      () => residual,
    ),
    bayes: measure(
      metres,
      (x) => {
        found[0] = bayes(x, posterior).rate
      },
      () => found,
    ),
    vmd: {
      ...measure(
        filtered,
        (x) => {
          iterations += decompose(x, modes, centres)
        },
        () => centres.map((centre) => centre * rate),
      ),
      iterations: iterations / (passes + 1),
    },
    second: measure(displacements, second),
  }
}

function measure<A>(
  windows: readonly A[],
  work: (window: A) => void,
  result?: () => Float64Array,
): OneWindow {
  const values: number[] = []
  for (const window of windows) {
    work(window)
    if (result) values.push(...result())
  }
  const seconds = Array.from({ length: passes }, () => {
    const begun = processorTime()
    for (const window of windows) work(window)
    return (processorTime() - begun) / windows.length
  })
  return { seconds: median(seconds), values }
}
