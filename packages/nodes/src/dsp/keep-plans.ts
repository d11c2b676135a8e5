/** Plans that are made once for all who ask for the same. */

/**
 * `make`, with its newest `most` plans kept by their arguments. For plans that remember nothing from one
 * call to the next and hand out no array of their own: whoever asks may share them.
 */
export function keepPlans<A extends readonly number[], P>(
  most: number,
  make: (...sizes: A) => P,
): (...sizes: A) => P {
  const kept = new Map<string, P>()
  return (...sizes) => {
    const key = sizes.join(' ')
    const plan = kept.get(key) ?? make(...sizes)
    // a map gives its keys in the order they came: the first is the one not asked for longest
    kept.delete(key)
    kept.set(key, plan)
    const [oldest] = kept.keys()
    if (kept.size > most) kept.delete(oldest)
    return plan
  }
}
