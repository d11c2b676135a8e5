/** Who is who from window to window: places seen, matched with those known. */

export interface IdentityOptions {
  /** How many people are kept apart, 1 to 8. */
  readonly people: number
  /** Farther than this from where one was, m, it is somebody else. */
  readonly reach: number
  /** Seconds after which one who is not seen is forgotten. */
  readonly memory: number
  /** Times in a row that a stranger is seen before taking the place of one forgotten. */
  readonly confirm: number
}

interface Known {
  place: number
  seen: number
}

/**
 * Plans the matching. The function takes the ranges seen (m, NaN for none) at a time (s), and gives for
 * each person the number of the range, or -1. As many as can be are matched, and of all ways to do so
 * the one of least total distance is taken (by all subsets of people: at most 8 times 256). A person
 * never known begins at once, nearest first.
 */
export function createIdentities({
  people,
  reach,
  memory,
  confirm,
}: IdentityOptions): (ranges: ArrayLike<number>, time: number) => Int32Array {
  const known: (Known | undefined)[] = Array.from({ length: people }, () => undefined)
  const fresh = Array.from({ length: people }, () => true)
  let strangers: { place: number; times: number }[] = []

  return (ranges, time) => {
    for (let who = 0; who < people; who++) {
      const one = known[who]
      if (one && time - one.seen > memory) known[who] = undefined
    }
    const seen = Array.from(ranges).flatMap((range, at) => (Number.isNaN(range) ? [] : [at]))
    const found = match(
      seen.map((at) => ranges[at]),
      known.map((one) => one?.place ?? Number.NaN),
      reach,
    )
    const result = new Int32Array(people).fill(-1)
    const place = (who: number, at: number) => {
      known[who] = { place: ranges[at], seen: time }
      fresh[who] = false
      result[who] = at
    }
    const left: number[] = []
    for (const [i, at] of seen.entries()) {
      if (found[i] >= 0) place(found[i], at)
      else left.push(at)
    }
    left.sort((a, b) => ranges[a] - ranges[b])
    const met: typeof strangers = []
    for (const at of left) {
      const before = strangers.find(
        (one) => Math.abs(one.place - ranges[at]) <= reach && !met.includes(one),
      )
      const times = (before?.times ?? 0) + 1
      const free = known.findIndex((one, who) => !one && (fresh[who] || times >= confirm))
      if (free >= 0) place(free, at)
      else met.push({ place: ranges[at], times })
    }
    strangers = met
    return result
  }
}

/** For each of `seen` the number of the nearest `known` (NaN: nobody) within reach, -1 for none; see above. */
function match(
  seen: readonly number[],
  known: readonly number[],
  reach: number,
): readonly number[] {
  interface Way {
    readonly cost: number
    readonly pairs: readonly number[]
  }
  let ways = new Map<number, Way>([[0, { cost: 0, pairs: [] }]])
  // a pair saves more than any sum of distances
  const alone = reach * (seen.length + 1)
  for (const place of seen) {
    const next = new Map<number, Way>()
    const offer = (taken: number, way: Way) => {
      const other = next.get(taken)
      if (!other || way.cost < other.cost) next.set(taken, way)
    }
    for (const [taken, { cost, pairs }] of ways) {
      offer(taken, { cost: cost + alone, pairs: [...pairs, -1] })
      for (const [who, at] of known.entries()) {
        const distance = Math.abs(place - at)
        if (taken & (1 << who) || !(distance <= reach)) continue
        offer(taken | (1 << who), { cost: cost + distance, pairs: [...pairs, who] })
      }
    }
    ways = next
  }
  let best: Way = { cost: Number.POSITIVE_INFINITY, pairs: [] }
  for (const way of ways.values()) if (way.cost < best.cost) best = way
  return best.pairs
}
