/** A rate followed from window to window: probabilities on a grid, forwards, and backwards over a lag. */

export interface RateFilterOptions {
  /** Standard deviation of the change of the rate from one window to the next, in steps of the grid. */
  readonly wander: number
  /** Probability of a leap to anywhere from one window to the next. */
  readonly leap: number
  /** Part of a window that is new in the next: hop over length, 0 < fresh <= 1. */
  readonly fresh: number
}

/** Plans p <- the probabilities one window on: a Gaussian step that stays on the grid, or a leap. */
function createRateStep(
  count: number,
  { wander, leap }: Pick<RateFilterOptions, 'wander' | 'leap'>,
): { forward(p: Float64Array): void; backward(p: Float64Array): void } {
  const reach = Math.min(count - 1, Math.ceil(4 * wander))
  const kernel = Float64Array.from({ length: reach + 1 }, (_, d) =>
    wander === 0 ? Number(d === 0) : Math.exp(-((d / wander) ** 2) / 2),
  )
  /** Of the kernel about each place, what lies on the grid. */
  const inside = Float64Array.from({ length: count }, (_, k) => {
    let sum = 0
    for (let j = Math.max(0, k - reach); j <= Math.min(count - 1, k + reach); j++) {
      sum += kernel[Math.abs(j - k)]
    }
    return sum
  })
  const from = new Float64Array(count)

  function spread(p: Float64Array, weightOf: (j: number) => number): void {
    for (let j = 0; j < count; j++) from[j] = p[j] * weightOf(j)
    for (let k = 0; k < count; k++) {
      let sum = 0
      const last = Math.min(count - 1, k + reach)
      for (let j = Math.max(0, k - reach); j <= last; j++) sum += from[j] * kernel[Math.abs(j - k)]
      p[k] = sum
    }
  }
  const sumOf = (p: Float64Array) => p.reduce((sum, value) => sum + value, 0)
  return {
    forward(p) {
      const all = sumOf(p)
      spread(p, (j) => (1 - leap) / inside[j])
      for (let k = 0; k < count; k++) p[k] += (leap * all) / count
    },
    backward(p) {
      const all = sumOf(p)
      spread(p, () => 1 - leap)
      for (let k = 0; k < count; k++) p[k] = p[k] / inside[k] + (leap * all) / count
    },
  }
}

/** Scales p to sum 1; what has become impossible everywhere starts anew. */
function scale(p: Float64Array): void {
  const sum = p.reduce((all, value) => all + value, 0)
  if (!(sum > 0)) p.fill(1 / p.length)
  else for (let k = 0; k < p.length; k++) p[k] /= sum
}

/** p <- p exp(share log), scaled. */
function weigh(p: Float64Array, log: Float64Array, share: number): void {
  let most = Number.NEGATIVE_INFINITY
  for (const value of log) most = Math.max(most, value)
  for (let k = 0; k < p.length; k++) p[k] *= Math.exp(share * (log[k] - most))
  scale(p)
}

/**
 * How often, on average, the samples of a window are still to be counted when `later` more windows have
 * been: a sample has its full count once all windows that hold it have come.
 */
function uncounted(fresh: number, later: number): number {
  return (Math.max(0, 1 - fresh * (1 + later)) * (1 - fresh * later)) / 2
}

/**
 * Plans the filter. `push` takes the log probabilities of the next window (undefined: none came) and
 * gives those of its rate, seen from here; it may be written to.
 *
 * Windows overlap, so each counts with the share of it that is new: over the windows that hold it, every
 * sample then counts once. Samples of the newest window wait for later ones to count them again; the answer
 * takes them in full, the state does not. Own method; the recursion is the forward
 * algorithm of Rabiner, Proc. IEEE 77 (1989), section III.
 */
export function createRateFilter(count: number, options: RateFilterOptions) {
  const step = createRateStep(count, options)
  const state = new Float64Array(count).fill(1 / count)
  return {
    /** Probabilities after the windows so far, each with its new share. */
    state,
    push(log: Float64Array | undefined): Float64Array {
      step.forward(state)
      if (log) weigh(state, log, options.fresh)
      const seen = state.slice()
      if (log) weigh(seen, log, uncounted(options.fresh, 0))
      return seen
    },
  }
}

/**
 * Plans the smoother: `push` as above gives the probabilities of the rate `lag` windows ago, with all
 * windows since; undefined until there is one. `flush` gives the last `lag` ones, oldest first.
 * Forward and backward algorithm with a fixed lag.
 */
export function createLaggedFilter(count: number, lag: number, options: RateFilterOptions) {
  const filter = createRateFilter(count, options)
  const step = createRateStep(count, options)
  let held: { readonly state: Float64Array; readonly log: Float64Array | undefined }[] = []

  function oldest(): Float64Array {
    const after = new Float64Array(count).fill(1)
    for (let at = held.length - 1; at > 0; at--) {
      const { log } = held[at]
      if (log) weigh(after, log, options.fresh)
      step.backward(after)
    }
    const [{ state, log }] = held
    const seen = state.map((p, k) => p * after[k])
    if (log) weigh(seen, log, uncounted(options.fresh, held.length - 1))
    else scale(seen)
    held = held.slice(1)
    return seen
  }
  return {
    push(log: Float64Array | undefined): Float64Array | undefined {
      filter.push(log)
      held.push({ state: filter.state.slice(), log })
      return held.length > lag ? oldest() : undefined
    },
    flush(): Float64Array[] {
      const rest: Float64Array[] = []
      while (held.length > 0) rest.push(oldest())
      return rest
    },
  }
}
