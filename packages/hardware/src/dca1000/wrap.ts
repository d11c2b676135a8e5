/** Counters that begin again at 0 once their bits are used up. */

/** The number that reads `counter` when it is counted modulo `size`, and lies nearest to `near`. */
export function unwrap(counter: number, near: number, size: number): number {
  const ahead = (((counter - near) % size) + size) % size
  return near + (ahead < size / 2 ? ahead : ahead - size)
}
