/** Spectra before and after suppression at the rates of Table 3, mean power over many draws of noise. */
import type { Results } from '@chirpflow/experiment'
import { type Graph, parseGraph, planGraph, withParam } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { runPlan } from '@chirpflow/runtime'
import { createHost } from '../../../apps/cli/src/host.ts'
import { drawPicture } from '../picture.ts'

const seeds = 100
const ratios = [0, -3, -6]
const frequencies = Array.from({ length: 201 }, (_, k) => 0.2 + 0.01 * k)

export async function draw([results]: readonly Results[]): Promise<Record<string, string>> {
  const { graph } = parseGraph(results.conditions.graph.text)
  if (!graph) throw new Error('the results hold no graph')
  const panels = []
  for (const snr of ratios) {
    const { before, after } = await meanSpectra(graph, snr)
    panels.push({
      title: `SNR ${String(snr).replace('-', '−')} dB`,
      curves: [
        { name: 'before', x: frequencies, y: before },
        { name: 'after RLSRHS', x: frequencies, y: after },
      ],
    })
  }
  const text = drawPicture(
    'Spectra before and after suppression',
    { label: 'frequency (Hz)', low: 0.2, high: 2.2 },
    { label: 'amplitude (dB re 1 mm)', low: -40, high: 10 },
    panels,
  )
  return { 'spectra.svg': text }
}

/** Both in dB re a tone of 1 mm, at the frequencies. */
export async function meanSpectra(graph: Graph, snr: number, count = seeds) {
  const sums = { before: frequencies.map(() => 0), after: frequencies.map(() => 0) }
  const add = (sum: number[], data: ArrayLike<number>) => {
    for (const [k, power] of powersOf(data).entries()) sum[k] += power / count
  }
  for (let seed = 1; seed <= count; seed++) {
    const own = withParam(withParam(graph, 'person', 'snr', snr), 'person', 'seed', seed)
    const plan = planGraph(own, registry, new Map())
    await runPlan(plan, {
      host: createHost('.'),
      taps: new Map([
        ['window.out', ({ data }) => add(sums.before, data)],
        ['suppress.suppressed', ({ data }) => add(sums.after, data)],
      ]),
    })
  }
  const decibels = (powers: readonly number[]) => powers.map((power) => 10 * Math.log10(power))
  return { before: decibels(sums.before), after: decibels(sums.after) }
}

/** Squared amplitudes in mm of a window of displacement in m, sampled at 20 Hz, without its mean. */
function powersOf(data: ArrayLike<number>): number[] {
  const x = Array.from(data)
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length
  return frequencies.map((frequency) => {
    let [re, im] = [0, 0]
    for (const [n, value] of x.entries()) {
      const angle = (2 * Math.PI * frequency * n) / 20
      re += (value - mean) * Math.cos(angle)
      im += (value - mean) * Math.sin(angle)
    }
    return (2e3 / x.length) ** 2 * (re * re + im * im)
  })
}
