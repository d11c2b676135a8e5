import {
  type ComparisonResult,
  choice,
  defineNode,
  many,
  number,
  optional,
  port,
  type Say,
  type Signal,
  sizeOf,
} from '@chirpflow/graph'
import { compareRates } from '../parts/comparison.ts'
import { createChain, noteChunk } from '../parts/moments.ts'
import { createTold, noteTold } from '../parts/reference.ts'

export default defineNode({
  id: 'compare-rates',
  version: 1,
  title: 'Compare rates',
  category: 'sink',
  summary:
    'Gathers the rates or ranges of several chains at the same moments, beside a reference averaged over one window.',
  method: {
    formula: ['r(t) = mean of the reference over (t − window, t]'],
    symbols:
      'The moments t are the ticks of the candidate with the fewest answers a second; of several, of the one that begins last. At each of them every other candidate stands with its newest answer, unless that is one of its own hops old or older. A moment where the reference covers less than half of the window is not judged. Breathing and bound are averaged likewise.',
  },
  inputs: {
    candidates: many('float64', ['target?'], 'Rates, or ranges, of the chains to compare', {
      units: ['Hz', 'm'],
      join: 'each',
    }),
    confidences: many('float64', ['target?'], "Confidences of chains, from the chains' own nodes", {
      units: ['1'],
      join: 'each',
    }),
    reference: port('float64', ['target?'], 'What they are judged against', {
      units: ['Hz', 'm'],
      join: 'each',
    }),
    breathing: optional('float64', ['target?'], 'Breathing rate, to name errors at its multiples', {
      units: ['Hz'],
      join: 'each',
    }),
    bound: optional('float64', [], 'Cramer-Rao deviation of a rate in one window', {
      units: ['Hz'],
      join: 'each',
    }),
  },
  outputs: {},
  params: {
    window: number({
      default: 12.8,
      min: 0.1,
      max: 600,
      unit: 's',
      label: 'Window',
      help: 'The reference is averaged over this time, ending at each moment: the same for all chains.',
    }),
    constant: number({
      default: 70 / 60,
      min: 0.01,
      max: 5,
      unit: 'Hz',
      label: 'Constant rate',
      help: 'A rate that knows nothing of the radar, judged beside the chains; for breathing take 15 /min.',
    }),
    constantRange: number({
      default: 1,
      min: 0.01,
      max: 100,
      unit: 'm',
      label: 'Constant range',
      help: 'The same where ranges are compared.',
    }),
    alignment: choice(['given', 'estimated'], {
      default: 'given',
      label: 'Alignment',
      help: 'estimated looks for the offset at which the reference follows the median of all chains best.',
    }),
    offset: number({
      default: 0,
      min: -1e6,
      max: 1e6,
      unit: 's',
      label: 'Offset',
      help: 'Added to the times of the reference; where the alignment is estimated, the search starts from it.',
    }),
    mostLag: number({
      default: 10,
      min: 0.1,
      max: 600,
      unit: 's',
      label: 'Largest lag',
      help: 'How far from the offset an estimated alignment looks, to both sides.',
    }),
  },

  plan({ candidates, confidences, reference, breathing }, _, say) {
    if (candidates.length === 0) {
      say.error('needs at least one chain', { input: 'candidates' })
      return undefined
    }
    const single = [
      ...candidates.map((signal) => isSingle(signal, 'candidates', say)),
      ...confidences.map((signal) => isSingle(signal, 'confidences', say)),
      isSingle(reference, 'reference', say),
      breathing === undefined || isSingle(breathing, 'breathing', say),
    ]
    const steady = candidates.every(({ rate }) => rate > 0)
    if (!steady) {
      say.error('wants answers at a fixed rate; one of the chains answers at none', {
        input: 'candidates',
      })
    }
    const other = candidates.find(({ unit }) => unit !== reference.unit)
    if (other) {
      say.error(
        `is in ${reference.unit} and a chain answers in ${other.unit}: compare rates with rates, ranges with ranges`,
        { input: 'reference' },
      )
    }
    return steady && !other && single.every(Boolean) ? {} : undefined
  },

  open({ inputs, sources, params }) {
    const chains = new Map(
      sources.candidates.map((source, at) => [source, createChain(source, inputs.candidates[at])]),
    )
    const confidences = new Map(
      sources.confidences.map((source, at) => [
        source,
        createChain(source, inputs.confidences[at]),
      ]),
    )
    const doubled = sources.candidates.filter((source, at, all) => all.indexOf(source) < at)
    const reference = createTold(inputs.reference)
    const isRange = inputs.reference.unit === 'm'
    const breathing = inputs.breathing && createTold(inputs.breathing)
    const bound = inputs.bound && createTold(inputs.bound)
    let result: ComparisonResult | undefined

    return {
      process(chunks, _, from = '') {
        for (const chunk of chunks.candidates) {
          const chain = chains.get(from)
          if (chain) noteChunk(chain, chunk)
        }
        for (const chunk of chunks.confidences) {
          const confidence = confidences.get(from)
          if (confidence) noteChunk(confidence, chunk)
        }
        if (chunks.reference) noteTold(reference, chunks.reference)
        if (chunks.breathing && breathing) noteTold(breathing, chunks.breathing)
        if (chunks.bound && bound) noteTold(bound, chunks.bound)
      },
      finish() {
        const compared = compareRates({
          ...params,
          unit: isRange ? 'm' : 'Hz',
          constant: isRange ? params.constantRange : params.constant,
          chains: [...chains.values()],
          confidences: [...confidences.values()],
          reference: { ...reference, source: sources.reference[0] },
          breathing,
          bound,
        })
        const remarks = doubled.map(
          (source) =>
            `${source} comes by two wires, one of them past a bypassed node: it counts once`,
        )
        result = { ...compared, remarks: [...remarks, ...compared.remarks] }
      },
      report: () => ({
        moments: result?.time.length ?? 0,
        judged: result?.reference.filter((mean) => !Number.isNaN(mean)).length ?? 0,
        offset: result?.offset ?? params.offset,
      }),
      result: () => result!,
    }
  },
})

function isSingle(signal: Signal, input: string, say: Say): boolean {
  const targets = sizeOf(signal.axes)
  if (targets === 1) return true
  say.error(
    `gets ${targets} targets, and one is compared: take one with pick-target, or look for one only`,
    { input },
  )
  return false
}
