/** Every kernel against the NumPy vectors in ../../vectors: 1e-9 relative, 1e-4 in single precision. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type Adapter,
  checkVectors,
  flat,
  type Json,
  type Members,
  type Numbers,
  number,
  shape,
  vectorFolder,
} from '../../../../test/support/kernel-vectors.ts'
import { type Band, designButterworth } from './butterworth.ts'
import { type CircleMethod, fitCircle } from './circle-fit.ts'
import { createFft } from './fft.ts'
import { createMcsm, mcsmDefaults, mcsmPlus } from './mcsm.ts'
import { runningMedian } from './median.ts'
import { pickBins } from './pick-bins.ts'
import { createRangeProfile } from './range-profile.ts'
import { estimateRate, type RateMethod } from './rate-estimate.ts'
import { createCausalFilter, createZeroPhaseFilter } from './sos-filter.ts'
import { detrend, phase, unwrap } from './unwrap.ts'
import { createWindow, type WindowName } from './window.ts'

const rate =
  (method: RateMethod): Adapter =>
  ({ x }, p) => ({
    frequency_hz: [
      estimateRate(
        method,
        flat(x),
        number(p, 'rate_hz'),
        number(p, 'low_hz'),
        number(p, 'high_hz'),
      ),
    ],
  })
const circle =
  (method: CircleMethod): Adapter =>
  ({ z }) => {
    const { re, im, radius } = fitCircle(method, flat(z))
    return { centre: [re, im], radius: [radius] }
  }
function bandOf(p: Members): Band {
  const edges = flat(p.edges_hz)
  if (p.kind === 'bandpass') return { kind: 'bandpass', low: edges[0], high: edges[1] }
  return { kind: p.kind as 'lowpass' | 'highpass', cutoff: edges[0] }
}
const heartBand = (p: Members): Band => ({
  kind: 'bandpass',
  low: number(p, 'low_hz'),
  high: number(p, 'high_hz'),
})
function causal(x: Float64Array, p: Members, band: Band) {
  const out = new Float64Array(x.length)
  createCausalFilter(designButterworth(number(p, 'order'), band, number(p, 'rate_hz'))).filter(
    x,
    out,
  )
  return { x: out }
}
function zeroPhase(x: Float64Array, p: Members, band: Band) {
  const sections = designButterworth(number(p, 'order'), band, number(p, 'rate_hz'))
  const out = new Float64Array(x.length)
  createZeroPhaseFilter(sections, x.length, number(p, 'pad'))(x, out)
  return { x: out }
}
function mcsm(x: Json | undefined, p: Members, plus: boolean) {
  const { rows } = shape(x)
  const data = flat(x)
  const slow = number(p, 'slow_rate_hz')
  const options = plus
    ? { ...mcsmPlus(slow), high: number(p, 'high_hz') }
    : { ...mcsmDefaults, low: number(p, 'low_hz') }
  const coefficient = new Float64Array(rows)
  createMcsm(data.length / 2 / rows, slow, options)(data, rows, coefficient)
  return { coefficient }
}
async function profile(
  adc: Json | undefined,
  window: Json | undefined,
  size: number,
  last: number,
  first = 0,
) {
  const { complex, rows } = shape(adc)
  const data = Float32Array.from(flat(adc))
  const samples = data.length / rows / (complex ? 2 : 1)
  const plan = await createRangeProfile({
    samples,
    complex,
    window: (window ?? 'rectangular') as WindowName,
    padding: size / samples,
    first,
    last,
  })
  expect(plan.size).toBe(size)
  const output = new Float32Array(2 * rows * plan.bins)
  plan.transform(data, output, rows)
  plan.free()
  return { profile: output }
}

const adapters: { [file: string]: Adapter } = {
  'extra.fft': ({ x }, p) => {
    const data = flat(x)
    const plan = createFft(data.length / 2, 'double')
    const spectrum = new Float64Array(data.length)
    if (p.inverse) plan.inverse(data, spectrum)
    else plan.forward(data, spectrum)
    return { spectrum }
  },
  'extra.window': (_, p) => ({ window: createWindow(p.name as WindowName, number(p, 'size')) }),
  'extra.range_batch': ({ adc }, p) =>
    profile(adc, p.window, number(p, 'size'), number(p, 'last'), number(p, 'first')),
  'extra.causal': ({ x }, p) => causal(flat(x), p, bandOf(p)),
  'extra.zero_phase': ({ x }, p) => zeroPhase(flat(x), p, bandOf(p)),
  'range.range_fft': async ({ adc }, p) => {
    const { complex } = shape(adc)
    const samples = flat(adc).length / (complex ? 2 : 1)
    const size = samples * number(p, 'zero_pad')
    if (complex) return profile(adc, p.window, size, size - 1)
    // the upper half of a real row's spectrum is the lower one mirrored, and not computed
    const half = (await profile(adc, p.window, size, size / 2)).profile
    const upper = Array.from({ length: size - 2 }, (_, i) => {
      const line = size / 2 - 1 - (i >> 1)
      return i % 2 ? -half[2 * line + 1] : half[2 * line]
    })
    return { profile: Float32Array.from([...half, ...upper]) }
  },
  'range.mcsm': ({ x }, p) => mcsm(x, p, false),
  'range.mcsm_plus': ({ x }, p) => mcsm(x, p, true),
  'range.pick_bins': ({ coefficient }, p) => ({
    bins: pickBins(
      flat(coefficient),
      number(p, 'count'),
      number(p, 'exclusion'),
      number(p, 'first'),
      number(p, 'last'),
    ),
  }),
  'phase.circle_kasa': circle('kasa'),
  'phase.circle_pratt': circle('pratt'),
  'phase.circle_taubin': circle('taubin'),
  'phase.arctangent': ({ z }, p) => {
    const [re, im] = flat(p.centre)
    const angle = new Float64Array(flat(z).length / 2)
    phase(flat(z), re!, im!, angle)
    return { phase: angle }
  },
  'phase.unwrap': (input) => {
    const angle = flat(input.phase)
    unwrap(angle, angle)
    return { phase: angle }
  },
  'phase.detrend': (input, p) => {
    const x = flat(input.x)
    detrend(p.kind as 'constant' | 'linear', x, x)
    return { x }
  },
  'phase.bandpass': ({ x }, p) => zeroPhase(flat(x), p, heartBand(p)),
  'phase.bandpass_causal': ({ x }, p) => causal(flat(x), p, heartBand(p)),
  'frequency.bin_peak': rate('bin'),
  'frequency.zero_padded_peak': rate('zero-padded'),
  'frequency.rife': rate('rife'),
  'frequency.modified_rife': rate('modified-rife'),
  'estimate.median_filter': (input, p) => {
    const values = flat(input.values)
    const nothing: Numbers = {}
    if (p.causal !== true) return nothing // only the causal form exists
    runningMedian(values, (p.size as number | undefined) ?? 9, values)
    return { values }
  },
}

checkVectors(adapters, ['range.range_fft', 'extra.range_batch'])

test('every vector file is read by some test', () => {
  const sources = readdirSync(new URL('./', import.meta.url))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('\n')
  const files = readdirSync(vectorFolder).filter((name) => name.endsWith('.json'))
  const unread = files.filter((name) => !sources.includes(name.replace('.json', '')))
  expect(unread).toEqual([])
})
