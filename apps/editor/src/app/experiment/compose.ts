/** From what a person has composed to an experiment file. */
import {
  type Alternative,
  type Experiment,
  formatExperiment,
  type RecordingSpec,
  type Swap,
} from '@chirpflow/experiment'
import type { Json } from '@chirpflow/graph'
import type { Draft } from '../../state/experiment.ts'

/** Most seeds that are run without a second thought. */
const mostSeeds = 1000

export type Composed =
  | { readonly experiment: Experiment; readonly text: string }
  | { readonly reasons: readonly string[] }

/** The experiment that a draft says, or every reason why it says none. `titleOf` names a type. */
export function composeExperiment(
  { title, alternatives, grid, seeds, files }: Draft,
  graphName: string,
  titleOf: (type: string) => string,
): Composed {
  const reasons: string[] = []
  const recordings: RecordingSpec[] = files.map(({ name }) => ({ file: name, set: {}, extra: {} }))
  const [first, last] = seeds.map((text) => text.trim())
  if (first !== '' || last !== '') {
    const range = [Number(first || last), Number(last || first)] as const
    const isRange = range.every((seed) => Number.isInteger(seed) && seed >= 0)
    if (!isRange || range[1] < range[0])
      reasons.push('Seeds are whole numbers, the first not above the last.')
    else if (range[1] - range[0] >= mostSeeds) reasons.push(`At most ${mostSeeds} seeds at once.`)
    else recordings.push({ seeds: range, set: {}, extra: {} })
  }
  const fields = grid.flatMap(({ field, values }) => {
    const list = valuesOf(values)
    if (field === '') reasons.push('Choose the parameter whose values are tried.')
    else if (list.length === 0) reasons.push(`${field} has no values: part them by commas.`)
    return field === '' || list.length === 0 ? [] : [[field, list] as const]
  })
  const changes = alternatives.flatMap(({ node, type }): (readonly [string, Alternative])[] => {
    if (node === '') {
      reasons.push('Choose the node that something else stands for.')
      return []
    }
    const swap: Swap = type === undefined ? 'bypass' : { type, params: {}, ports: {}, extra: {} }
    const name = type === undefined ? `without ${node}` : `${titleOf(type)} for ${node}`
    return [[name, { swap: { [node]: swap }, set: {}, grid: {}, extra: {} }]]
  })
  if (reasons.length > 0) return { reasons }
  const asItIs: Alternative = { swap: {}, set: {}, grid: {}, extra: {} }
  const experiment: Experiment = {
    title,
    graph: graphName,
    alternatives:
      changes.length === 0 ? {} : Object.fromEntries([['as it is', asItIs], ...changes]),
    grid: Object.fromEntries(fields),
    recordings,
    extra: {},
  }
  return { experiment, text: formatExperiment(experiment) }
}

/** Numbers where they are, else words: "0.98, 0.99" or "hann, blackman". */
function valuesOf(text: string): readonly Json[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      if (part === 'true' || part === 'false') return part === 'true'
      return Number.isNaN(Number(part)) ? part : Number(part)
    })
}

/** How many chains and recordings a draft comes to, before anything is planned. */
export function sizeOfDraft({ alternatives, grid, seeds, files }: Draft): {
  readonly variants: number
  readonly recordings: number
} {
  const [first, last] = seeds.map(Number)
  const seeded = seeds[0] !== '' && seeds[1] !== '' && last >= first ? last - first + 1 : 0
  const product = grid.reduce(
    (count, { values }) => count * Math.max(1, valuesOf(values).length),
    1,
  )
  return {
    variants: (alternatives.length + 1) * product,
    recordings: Math.max(1, seeded + files.length),
  }
}

/** For a row that is added. */
export function nextId(rows: readonly { readonly id: number }[]): number {
  return Math.max(0, ...rows.map(({ id }) => id)) + 1
}
