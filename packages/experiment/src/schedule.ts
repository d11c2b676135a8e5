/** Which units are to be run: what no journal has yet, in as few passes as keep the workers busy. */
import type { Layout, TrackPlace } from './layout.ts'
import { type Cell, createUnit, type Unit } from './unit.ts'

/**
 * The units of all that is not `known`. A recording is one unit; where there are fewer recordings than
 * workers, its chains are dealt in equal parts of neighbours, which have most in common.
 */
export function scheduleUnits(
  { recordings }: Layout,
  known: ReadonlyMap<string, Cell>,
  workers: number,
): readonly Unit[] {
  const taken = new Set<string>()
  /** Not known, and not in a unit before: recordings may have a reference in common. */
  const isOpen = ({ key }: TrackPlace) => {
    if (taken.has(key) || known.get(key)?.state === 'finished') return false
    taken.add(key)
    return true
  }
  const open = recordings
    .map((recording) => ({
      recording,
      truths: Object.values(recording.truths).filter(isOpen),
      chains: recording.chains
        .map((chain, at) => [chain, recording.confidences[at]].filter(isPlace).filter(isOpen))
        .filter((places) => places.length > 0),
    }))
    .filter(({ truths, chains }) => truths.length + chains.length > 0)
  const parts = open.length === 0 ? 1 : Math.ceil(workers / open.length)
  return open.flatMap(({ recording, truths, chains }) => {
    const groups = deal(chains, Math.min(parts, Math.max(1, chains.length)))
    // What is judged by goes along with the first part.
    return groups.map((group, part) =>
      createUnit(recording, part === 0 ? [...truths, ...group.flat()] : group.flat()),
    )
  })
}

const isPlace = (place: TrackPlace | undefined) => place !== undefined

function deal<T>(items: readonly T[], parts: number): readonly (readonly T[])[] {
  return Array.from({ length: parts }, (_, part) =>
    items.slice(
      Math.floor((part * items.length) / parts),
      Math.floor(((part + 1) * items.length) / parts),
    ),
  )
}
