/** Butterworth filters as second-order sections, run causally or to and fro without phase. */

export type Band =
  | { readonly kind: 'lowpass' | 'highpass'; readonly cutoff: number }
  | { readonly kind: 'bandpass'; readonly low: number; readonly high: number }

/** Rows b0 b1 b2 a1 a2 (a0 = 1), one after the other. */
export type Sections = Float64Array

const analogRate = 2

/**
 * Designs scipy.signal.butter(order, ..., output='sos', fs=rate) by the bilinear transform: analog
 * prototype poles exp(i pi (2 k + order + 1) / (2 order)), moved to the prewarped band, s = 2 (z-1)/(z+1).
 * A band-pass has 2 * order poles. Frequencies in Hz; RangeError unless 0 < low < high < rate / 2.
 */
export function designButterworth(order: number, band: Band, rate: number): Sections {
  const edges = band.kind === 'bandpass' ? [band.low, band.high] : [band.cutoff]
  for (const [i, edge] of edges.entries()) {
    if (!(edge > (edges[i - 1] ?? 0) && edge < rate / 2)) {
      throw new RangeError(
        `filter edges ${edges.join(' to ')} Hz must rise between 0 and ${rate / 2}`,
      )
    }
  }
  if (!Number.isInteger(order) || order < 1) throw new RangeError(`filter order ${order}`)
  const warped = edges.map((edge) => analogRate * Math.tan((Math.PI * edge) / rate))
  const rows: number[][] = []
  for (let k = 0; k < Math.ceil(order / 2); k++) {
    const angle = (Math.PI * (2 * k + order + 1)) / (2 * order)
    const single = 2 * k + 1 === order
    const pole = { re: Math.cos(angle), im: single ? 0 : Math.sin(angle) }
    if (band.kind === 'bandpass') rows.push(...bandpassRows(pole, single, warped))
    else rows.push(edgeRow(pole, single, band.kind, warped[0]))
  }
  return Float64Array.from(rows.flat())
}

interface Complex {
  readonly re: number
  readonly im: number
}

/** z = (2 + s) / (2 - s). */
function bilinear({ re, im }: Complex): Complex {
  const scale = (analogRate - re) ** 2 + im * im
  return {
    re: (analogRate * analogRate - re * re - im * im) / scale,
    im: (2 * analogRate * im) / scale,
  }
}

function edgeRow(
  pole: Complex,
  single: boolean,
  kind: 'lowpass' | 'highpass',
  edge: number,
): number[] {
  // low to high pass: s -> edge^2 / s, and 1 / pole is the conjugate on the unit circle
  const z = bilinear({ re: edge * pole.re, im: (kind === 'lowpass' ? edge : -edge) * pole.im })
  const sign = kind === 'lowpass' ? 1 : -1
  if (single) {
    const gain = (1 - sign * z.re) / 2
    return [gain, sign * gain, 0, -z.re, 0]
  }
  const a1 = -2 * z.re
  const a2 = z.re * z.re + z.im * z.im
  const gain = (1 + sign * a1 + a2) / 4
  return [gain, sign * 2 * gain, gain, a1, a2]
}

/** s -> (s^2 + w^2) / (width s): each prototype pole becomes two, p +- sqrt(p^2 - w^2). */
function bandpassRows(pole: Complex, single: boolean, [low, high]: number[]): number[][] {
  const square = low! * high!
  const p = { re: (pole.re * (high! - low!)) / 2, im: (pole.im * (high! - low!)) / 2 }
  const d = { re: p.re * p.re - p.im * p.im - square, im: 2 * p.re * p.im }
  const size = Math.hypot(d.re, d.im)
  const root = {
    re: Math.sqrt(Math.max(0, (size + d.re) / 2)),
    im: Math.sign(d.im || 1) * Math.sqrt(Math.max(0, (size - d.re) / 2)),
  }
  const above = bilinear({ re: p.re + root.re, im: p.im + root.im })
  const below = bilinear({ re: p.re - root.re, im: p.im - root.im })
  const centre = 2 * Math.atan(Math.sqrt(square) / analogRate)
  if (single) {
    const sum = above.re + below.re
    return [unitGain(-sum, above.re * below.re - above.im * below.im, centre)]
  }
  return [above, below].map((z) => unitGain(-2 * z.re, z.re * z.re + z.im * z.im, centre))
}

/** Zeros at 1 and -1, and |H| = 1 at the band's centre: the product over the sections is then exact. */
function unitGain(a1: number, a2: number, centre: number): number[] {
  const re = 1 + a1 * Math.cos(centre) + a2 * Math.cos(2 * centre)
  const im = a1 * Math.sin(centre) + a2 * Math.sin(2 * centre)
  const gain = Math.hypot(re, im) / (2 * Math.sin(centre))
  return [gain, 0, -gain, a1, a2]
}
