/** Every kernel against the NumPy vectors in ../../vectors: 1e-9 relative, 1e-4 in single precision. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Band, designButterworth } from './butterworth.ts'
import { type CircleMethod, fitCircle } from './circle-fit.ts'
import { createFft } from './fft.ts'
import { createMcsm, mcsmDefaults, mcsmPlus, pickBins } from './mcsm.ts'
import { runningMedian } from './median.ts'
import { createRangeProfile } from './range-profile.ts'
import { estimateRate, type RateMethod } from './rate-estimate.ts'
import {
  constantRatePhase,
  createRls,
  createRlsrhs,
  harmonicReference,
  type RlsOptions,
  rlsDefaults,
} from './rls.ts'
import { createCausalFilter, createZeroPhaseFilter } from './sos-filter.ts'
import { detrend, phase, unwrap } from './unwrap.ts'
import { createVmd, vmdDefaults } from './vmd.ts'
import { createWindow, type WindowName } from './window.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Record = { [name: string]: Json }
interface Case {
  readonly parameters: Record
  readonly input: Record
  readonly output: Record
}
type Numbers = { [name: string]: ArrayLike<number> }
/** Returns what the file's `output` names, as numbers; complex numbers interleaved. */
type Adapter = (input: Record, parameters: Record) => Numbers | Promise<Numbers>

const folder = new URL('../../vectors/', import.meta.url)

/** Nested lists, numbers and {re, im} to one flat array (complex interleaved). */
function flat(value: Json | undefined): Float64Array {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const re = flat(value.re)
    const im = flat(value.im)
    return Float64Array.from({ length: 2 * re.length }, (_, i) => (i % 2 ? im : re)[i >> 1])
  }
  return Float64Array.from([value].flat(9) as number[])
}
function number(record: Record, name: string): number {
  if (typeof record[name] !== 'number') throw new Error(`no number ${name}`)
  return record[name]
}
/** Whether the value is complex, and how many rows it has. */
function shape(value: Json | undefined): { complex: boolean; rows: number } {
  const complex = typeof value === 'object' && value !== null && !Array.isArray(value)
  const list = (complex ? value.re : value) as Json[]
  return { complex, rows: Array.isArray(list[0]) ? list.length : 1 }
}

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
const rlsOptions = (p: Record): RlsOptions => ({
  forgetting: (p.forgetting as number | undefined) ?? rlsDefaults.forgetting,
  p0: (p.p0 as number | undefined) ?? rlsDefaults.p0,
  warmUp: p.warm_up === true,
  aPosteriori: p.a_posteriori === true,
})
function bandOf(p: Record): Band {
  const edges = flat(p.edges_hz)
  if (p.kind === 'bandpass') return { kind: 'bandpass', low: edges[0], high: edges[1] }
  return { kind: p.kind as 'lowpass' | 'highpass', cutoff: edges[0] }
}
const heartBand = (p: Record): Band => ({
  kind: 'bandpass',
  low: number(p, 'low_hz'),
  high: number(p, 'high_hz'),
})
function causal(x: Float64Array, p: Record, band: Band) {
  const out = new Float64Array(x.length)
  createCausalFilter(designButterworth(number(p, 'order'), band, number(p, 'rate_hz'))).filter(
    x,
    out,
  )
  return { x: out }
}
function zeroPhase(x: Float64Array, p: Record, band: Band) {
  const sections = designButterworth(number(p, 'order'), band, number(p, 'rate_hz'))
  const out = new Float64Array(x.length)
  createZeroPhaseFilter(sections, x.length, number(p, 'pad'))(x, out)
  return { x: out }
}
function mcsm(x: Json | undefined, p: Record, plus: boolean) {
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
  'harmonics.harmonic_reference': (input, p) => {
    const harmonics = [...flat(p.harmonics)]
    const angle = flat(input.phase)
    const u = new Float64Array(2 * harmonics.length * angle.length)
    harmonicReference(angle, harmonics, u)
    return { u }
  },
  'harmonics.rls': (input, p) => {
    const d = flat(input.d)
    const { rows } = shape(input.u)
    const error = new Float64Array(d.length)
    createRls(rows, rlsOptions(p))(d, flat(input.u), error, new Float64Array(rows))
    return { error }
  },
  'harmonics.rlsrhs': (input, p) => {
    const x = flat(input.x)
    const rateHz = number(p, 'rate_hz')
    const angle = new Float64Array(x.length)
    if (input.phase) angle.set(flat(input.phase))
    else constantRatePhase(number(p, 'resp_hz'), rateHz, angle)
    const residual = new Float64Array(x.length)
    const options = { ...rlsOptions(p), harmonics: [2, 3, 4], band: [0.7, 2.2] as const }
    createRlsrhs(x.length, rateHz, options)(x, angle, residual, new Float64Array(6))
    return { residual }
  },
  'decompose.vmd': (input, p) => {
    const x = flat(input.x)
    const options = {
      ...vmdDefaults,
      ...(p as Partial<typeof vmdDefaults>),
      maxIterations: (p.max_iterations as number | undefined) ?? vmdDefaults.maxIterations,
      penaltyFactor: (p.penalty_factor as number | undefined) ?? vmdDefaults.penaltyFactor,
    }
    const modes = new Float64Array(options.modes * x.length)
    const centres = new Float64Array(options.modes)
    const iterations = createVmd(x.length, options)(x, modes, centres)
    return { modes, centres, iterations: [iterations] }
  },
  'estimate.median_filter': (input, p) => {
    const values = flat(input.values)
    const nothing: Numbers = {}
    if (p.causal !== true) return nothing // only the causal form exists
    runningMedian(values, (p.size as number | undefined) ?? 9, values)
    return { values }
  },
}

const single = new Set(['range.range_fft', 'extra.range_batch'])

describe.each(Object.entries(adapters))('%s', (file, adapter) => {
  const { cases } = JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as {
    cases: Case[]
  }
  test.each(cases.map((one, i) => [i, one] as const))('case %i', async (_, one) => {
    const got = await adapter(one.input, one.parameters)
    for (const [name, actual] of Object.entries(got)) {
      const wanted = flat(one.output[name])
      expect(actual.length).toBe(wanted.length)
      const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      let worst = 0
      wanted.forEach((value, i) => {
        const miss = Math.abs(actual[i] - value)
        worst = Number.isNaN(miss) ? Number.NaN : Math.max(worst, miss)
      })
      expect(worst / (scale || 1), name).toBeLessThanOrEqual(single.has(file) ? 1e-4 : 1e-9)
    }
  })
})

test('every vector file is read by some test', () => {
  const sources = readdirSync(new URL('./', import.meta.url))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('\n')
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const unread = files.filter((name) => !sources.includes(name.replace('.json', '')))
  expect(unread).toEqual([])
})
