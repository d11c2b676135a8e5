/** What can be made of a signal by one node after another, at their default parameters. */
import { refuseOffer } from './fit.ts'
import type { NodeType, Port, Registry } from './node.ts'
import { type Given, probeNode } from './probe.ts'
import { hasErrors } from './problem.ts'
import type { Signal } from './signal.ts'

/** One use of a type in a chain: data enter at `input` and leave at `output`. */
export interface Use {
  readonly type: NodeType
  readonly input: string
  /** '' until one is chosen. */
  readonly output: string
}

export interface Reached {
  readonly signal: Signal
  readonly chains: readonly (readonly Use[])[]
}

/** Equally short chains kept for one signal; more are never shown. */
export const kept = 8

/** What can be made of a signal by so many nodes and no fewer; the length counts from 1. */
type Levels = (length: number) => readonly Reached[]

/** A wire is held to one port after another: what its signal can become is found once. */
const reached = new WeakMap<Registry, Map<string, Levels>>()
/** Signals for which that is kept. */
const remembered = 16

export function reachFrom(from: Signal, registry: Registry): Levels {
  const known = reached.get(registry) ?? new Map<string, Levels>()
  reached.set(registry, known)
  const key = keyOf(from)
  const levels = known.get(key) ?? growLevels(from, registry)
  // the one used last stands last
  known.delete(key)
  known.set(key, levels)
  if (known.size > remembered) known.delete(known.keys().next().value!)
  return levels
}

function growLevels(from: Signal, registry: Registry): Levels {
  const uses = singleUses(registry)
  const seen = new Set([keyOf(from)])
  const levels: (readonly Reached[])[] = [[{ signal: from, chains: [[]] }]]
  return (length) => {
    while (levels.length <= length) levels.push(nextLevel(levels.at(-1)!, uses, seen))
    return levels[length]
  }
}

function nextLevel(
  level: readonly Reached[],
  uses: readonly Use[],
  seen: Set<string>,
): readonly Reached[] {
  const next = new Map<string, { signal: Signal; chains: Use[][] }>()
  for (const { signal, chains } of level) {
    for (const use of uses) {
      for (const [output, given] of Object.entries(tryUse(use, signal) ?? {})) {
        const key = keyOf(given)
        if (seen.has(key)) continue
        const longer = chains.map((chain) => [...chain, { ...use, output }])
        const there = next.get(key)
        if (there) there.chains = [...there.chains, ...longer].sort(byRank).slice(0, kept)
        else next.set(key, { signal: given, chains: longer })
      }
    }
  }
  for (const key of next.keys()) seen.add(key)
  return [...next.values()]
}

/** Every input that works alone, of every type that gives something and writes nothing outside. */
export function singleUses(registry: Registry): readonly Use[] {
  return [...registry.values()]
    .filter((type) => !type.effect && !type.live && Object.keys(type.outputs).length > 0)
    .sort((a, b) => byText(a.id, b.id))
    .flatMap((type) =>
      Object.keys(type.inputs)
        .filter((input) => alone(type, input))
        .map((input) => ({ type, input, output: '' })),
    )
}

function alone(type: NodeType, input: string): boolean {
  return Object.entries(type.inputs).every(([name, port]) => name === input || port.kind !== 'one')
}

/** What the node would give, or undefined where it says an error. */
export function tryUse(
  { type, input }: Use,
  signal: Signal,
): Readonly<Record<string, Signal>> | undefined {
  if (refuseOffer(type.inputs[input], signal)) return undefined
  const { outputs, problems } = probeNode('node', type, {}, { [input]: [givenOf(signal)] })
  return hasErrors(problems) ? undefined : outputs
}

export function givenOf(signal: Signal): Given {
  return { end: { node: 'given', port: 'out' }, signal }
}

function keyOf({ dtype, axes, unit, acquisition, clock, start, rate, span }: Signal): string {
  return JSON.stringify([dtype, axes, unit, acquisition, clock, start, rate, span])
}

/** How much a port asks for: one that takes anything is the poorest guess. */
export function particular({ axes, units, dtypes, needs }: Port): number {
  const named = axes.filter((axis) => axis !== '...' && !axis.endsWith('?')).length
  return 4 * named + 2 * needs.length + (units ? 2 : 0) + (dtypes.length === 1 ? 1 : 0)
}

/**
 * Main outputs before others, particular inputs before those that take anything, plain types before those
 * with much to set, then by name.
 */
export function byRank(a: readonly Use[], b: readonly Use[]): number {
  const places = (chain: readonly Use[]) =>
    sum(chain, ({ type, output }) => Object.keys(type.outputs).indexOf(output))
  const scores = (chain: readonly Use[]) =>
    sum(chain, ({ type, input }) => particular(type.inputs[input]))
  const sizes = (chain: readonly Use[]) =>
    sum(chain, ({ type }) => Object.keys(type.outputs).length + Object.keys(type.params).length)
  const name = (chain: readonly Use[]) =>
    chain.map(({ type, input, output }) => `${type.id} ${input} ${output}`).join(' ')
  return (
    places(a) - places(b) ||
    scores(b) - scores(a) ||
    sizes(a) - sizes(b) ||
    byText(name(a), name(b))
  )
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}

export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
