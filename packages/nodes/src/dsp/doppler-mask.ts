/** Which Doppler lines of a slow-time window are kept. */

/** 1 for the lines that stay, 0 for those of the standing part (and from `high` on). */
export function dopplerMask(
  size: number,
  rate: number,
  low: number,
  high = Number.POSITIVE_INFINITY,
): Float64Array {
  // an exact multiple of the spacing must not round up
  const zeroed = Math.ceil(low / (rate / size) - 1e-9)
  const spacing = 1 / (size * (1 / rate))
  return Float64Array.from({ length: size }, (_, q) => {
    const line = Math.min(q, size - q)
    return q <= zeroed || q >= size - zeroed || line * spacing >= high ? 0 : 1
  })
}

/** How many lines the mask of `dopplerMask` leaves. */
export function dopplerLines(size: number, rate: number, low: number, high?: number): number {
  return dopplerMask(size, rate, low, high).reduce((count, line) => count + line, 0)
}
