/** What sets chains apart, as their names. */
import { type End, wireName } from '@chirpflow/graph'
import type { Settings } from './types.ts'
import { splitField } from './values.ts'
import type { Variant } from './variants.ts'

export interface Chain {
  /** Unlike all others: what sets it apart from them. */
  readonly name: string
  /** The output that gives the answers, as the graph has it: "node.port". */
  readonly candidate: string
  readonly alternative?: string
  /** Values of the grid that this chain depends on. */
  readonly settings: Settings
}

/** One output of one variant. */
export interface Pick {
  readonly variant: Variant
  readonly candidate: End
  readonly settings: Settings
}

/** Output, alternative and values of the grid, each only where it tells one chain from another. */
export function nameChains(picks: readonly Pick[]): readonly Chain[] {
  const candidates = new Set(picks.map(({ candidate }) => wireName(candidate)))
  const nodes = new Set(picks.map(({ candidate }) => candidate.node))
  const fields = new Set(picks.flatMap(({ settings }) => Object.keys(settings)))
  const params = new Set([...fields].map((field) => splitField(field)!.param))
  const names = new Set<string>()
  return picks.map(({ variant, candidate, settings }) => {
    const wire = wireName(candidate)
    const nick = nodes.size === candidates.size ? candidate.node : wire
    const siblings = picks.filter((pick) => wireName(pick.candidate) === wire)
    const alternatives = new Set(siblings.map((pick) => pick.variant.alternative))
    const what = [
      ...(candidates.size > 1 ? [nick] : []),
      ...(alternatives.size > 1 ? [variant.alternative ?? ''] : []),
    ].join(', ')
    const values = Object.entries(settings).map(([field, value]) => {
      const short = params.size === fields.size ? splitField(field)!.param : field
      return `${short} ${String(value)}`
    })
    const bare = what === '' && values.length === 0 ? (variant.alternative ?? nick) : what
    const wanted = bare === '' ? values.join(', ') : [bare, ...inBrackets(values)].join(' ')
    let name = wanted
    for (let number = 2; names.has(name); number++) name = `${wanted} (${number})`
    names.add(name)
    return {
      name,
      candidate: wire,
      ...(variant.alternative === undefined ? {} : { alternative: variant.alternative }),
      settings,
    }
  })
}

const inBrackets = (values: readonly string[]) =>
  values.length > 0 ? [`(${values.join(', ')})`] : []
