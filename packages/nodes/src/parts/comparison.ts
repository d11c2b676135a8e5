/** From what chains and a reference said, each at its own times, to lists at the same moments. */
import type { ComparisonResult } from '@chirpflow/graph'
import { estimateOffset } from './alignment.ts'
import { answersAt, type Chain, momentsOf, slowestOf } from './moments.ts'
import { averageTold, type Told, withoutImplausible } from './reference.ts'

export interface Gathered {
  readonly unit: 'Hz' | 'm'
  readonly chains: readonly Chain[]
  /** Each from the node of one of the chains. */
  readonly confidences: readonly Chain[]
  readonly reference: Told & { readonly source: string }
  readonly breathing?: Told
  readonly bound?: Told
  readonly window: number
  readonly constant: number
  readonly alignment: 'given' | 'estimated'
  readonly offset: number
  readonly mostLag: number
}

/** HostError where rates are compared and the reference is no rate of a person. */
export function compareRates(gathered: Gathered): ComparisonResult {
  const { unit, chains, confidences, reference, breathing, bound, window, constant } = gathered
  const time = momentsOf(chains)
  const answers = chains.map((chain) => answersAt(chain, time))
  const { told, left } =
    unit === 'Hz' ? withoutImplausible(reference, reference.source) : { told: reference, left: 0 }
  const meanAt = averageTold(told)
  const { offset, remark } = align()
  const means = meanAt(time, window, offset)
  const average = (other: Told) => [...averageTold(other)(time, window)]
  return {
    kind: 'comparison',
    unit,
    window,
    offset,
    constant,
    time,
    reference: [...means],
    ...(breathing ? { breathing: average(breathing) } : {}),
    ...(bound ? { bound: average(bound) } : {}),
    chains: chains.map(({ source }, at) => {
      const confidence = confidences.find((one) => nodeOf(one) === nodeOf({ source }))
      return {
        source,
        ...answers[at],
        ...(confidence ? { confidence: answersAt(confidence, time).value } : {}),
      }
    }),
    remarks: [
      ...remarkMoments(chains, time),
      ...(remark ? [remark] : []),
      ...remarkReference(reference, left, offset, time, means),
      ...chains.flatMap((chain, at) => remarkAnswers(chain, answers[at].value)),
      ...remarkConfidences(confidences, chains),
    ],
  }

  function align(): { offset: number; remark?: string } {
    if (gathered.alignment === 'given') return { offset: gathered.offset }
    const step = told.signal.rate > 0 ? 1 / told.signal.rate : 0
    return estimateOffset(
      answers.map(({ value }) => value),
      (shift) => meanAt(time, window, shift),
      { offset: gathered.offset, most: gathered.mostLag, step },
    )
  }
}

function remarkMoments(chains: readonly Chain[], time: readonly number[]): string[] {
  if (time.length === 0) return ['no chain gave anything, so there is no moment to compare at']
  const slowest = slowestOf(chains)
  const same = chains.every(({ signal }) => signal.rate === slowest.signal.rate)
  if (same) return []
  const hop = Number((1 / slowest.signal.rate).toPrecision(4))
  return [`moments are those of ${slowest.source}, one each ${hop} s; the others answer more often`]
}

function remarkAnswers({ source, time }: Chain, value: readonly number[]): string[] {
  if (value.length === 0 || value.some((one) => !Number.isNaN(one))) return []
  return [`${source} ${time.length === 0 ? 'gave nothing' : 'never answers'}`]
}

const nodeOf = ({ source }: Pick<Chain, 'source'>) => source.split('.')[0]

function remarkConfidences(confidences: readonly Chain[], chains: readonly Chain[]): string[] {
  const nodes = chains.map(nodeOf)
  return confidences
    .filter((one) => !nodes.includes(nodeOf(one)))
    .map(({ source }) => `${source} is of no chain that is compared, and left out`)
}

function remarkReference(
  { source, time: told, value }: Gathered['reference'],
  left: number,
  offset: number,
  time: readonly number[],
  means: Float64Array,
): string[] {
  const remarks: string[] = []
  const known = told.filter((_, at) => value[at] > 0)
  if (left > 0) {
    remarks.push(
      `${count(left, 'value')} of ${source} above 5 Hz (300 /min) left out: no rate of a person`,
    )
  }
  if (known.length === 0) {
    const what = told.length === 0 ? 'gave nothing' : 'has no value above 0'
    return [...remarks, `the reference ${source} ${what}, so nothing can be judged`]
  }
  if (time.length === 0) return remarks
  const missing = means.reduce((sum, mean) => sum + Number(Number.isNaN(mean)), 0)
  if (missing === 0) return remarks
  const covers = `the reference ${source} runs from ${seconds(known[0] + offset)} to ${seconds(known.at(-1)! + offset)}, the answers from ${seconds(time[0])} to ${seconds(time.at(-1)!)}`
  const apart = known[0] + offset > time.at(-1)! || known.at(-1)! + offset < time[0]
  if (apart) {
    remarks.push(`${covers}: they do not overlap, so nothing can be judged; set the offset`)
  } else if (missing === time.length) {
    remarks.push(
      `${covers}: it covers less than half of the window at every moment, so nothing can be judged; take a longer window or a denser reference`,
    )
  } else {
    remarks.push(
      `at ${missing} of ${time.length} moments the reference covers less than half of the window and nothing is judged; ${covers}`,
    )
  }
  return remarks
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`
const seconds = (value: number) => `${value.toFixed(1)} s`
