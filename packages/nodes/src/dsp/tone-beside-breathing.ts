/** How strong a tone is beside the harmonics of breathing, and whether it can be told from them at all. */
import { dot } from './cholesky.ts'
import { placeOfLargest } from './extremum.ts'
import { constantRatePhase, harmonicReference } from './harmonic-notch.ts'

export interface Tone {
  /** Peak, in the unit of the signal; NaN where the window cannot tell the tone from breathing. */
  readonly amplitude: number
  /** 0 to 1: share of the tone's energy that the harmonics of breathing cannot make up. */
  readonly visible: number
}

/** Less of a column than this is rounding. */
const nothing = 1e-9

/** The breathing rate is looked for this far about the given one, in lines (1 / duration), in these steps. */
const steps = 3
const spacing = 0.045

/**
 * Plans the joint least-squares fit of a constant, a line, `harmonics` of breathing and one tone to a
 * signal. What it gives takes the signal and about the breathing rate (Hz), makes that rate more exact (an
 * error of .005 Hz is .04 Hz at the eighth harmonic), and gives what measures tones in the signal.
 */
export function createToneBeside(size: number, rate: number, harmonics: readonly number[]) {
  const phase = new Float64Array(size)
  const reference = new Float64Array(2 * harmonics.length * size)
  const rest = new Float64Array(size)
  const cosine = new Float64Array(size)
  const sine = new Float64Array(size)
  const line = Float64Array.from({ length: size }, (_, n) => n - (size - 1) / 2)

  function basisOf(breathing: number): Float64Array[] {
    constantRatePhase(breathing, rate, phase)
    harmonicReference(phase, harmonics, reference)
    const basis: Float64Array[] = []
    const columns = harmonics.flatMap((_, i) => [
      reference.slice(i * size, (i + 1) * size),
      reference.slice((harmonics.length + i) * size, (harmonics.length + i + 1) * size),
    ])
    for (const column of [new Float64Array(size).fill(1), line.slice(), ...columns]) {
      const before = dot(column, column)
      project(column, basis)
      const length = dot(column, column)
      if (length <= nothing * before) continue
      const scale = 1 / Math.sqrt(length)
      basis.push(column.map((value) => value * scale))
    }
    return basis
  }

  /** Energy that breathing at this rate leaves of x; `rest` is what is left. */
  function residual(x: Float64Array, basis: readonly Float64Array[]): number {
    rest.set(x)
    project(rest, basis)
    return dot(rest, rest)
  }

  /** The rate that leaves least: the best of a few, and a parabola through its neighbours. */
  function refine(x: Float64Array, breathing: number): number {
    const step = (spacing * rate) / size
    const left = Float64Array.from({ length: 2 * steps + 1 }, (_, i) =>
      residual(x, basisOf(breathing + (i - steps) * step)),
    )
    const place = placeOfLargest(
      left.map((energy) => -energy),
      0,
      left.length,
    )
    return breathing + (place - steps) * step
  }

  return (x: Float64Array, breathing: number): ((frequency: number) => Tone) => {
    const basis = basisOf(refine(x, breathing))
    residual(x, basis)
    return (frequency) => {
      const step = (2 * Math.PI * frequency) / rate
      for (let n = 0; n < size; n++) {
        cosine[n] = Math.cos(step * n)
        sine[n] = Math.sin(step * n)
      }
      project(cosine, basis)
      project(sine, basis)
      const cc = dot(cosine, cosine)
      const ss = dot(sine, sine)
      const cs = dot(cosine, sine)
      const cx = dot(cosine, rest)
      const sx = dot(sine, rest)
      const determinant = cc * ss - cs * cs
      const visible = Math.min(1, (cc + ss) / size)
      if (determinant <= nothing * size * size) return { amplitude: Number.NaN, visible }
      const a = (cx * ss - sx * cs) / determinant
      const b = (sx * cc - cx * cs) / determinant
      return { amplitude: Math.hypot(a, b), visible }
    }
  }
}

/** Takes out of x what the orthonormal basis can make. */
function project(x: Float64Array, basis: readonly Float64Array[]): void {
  for (const column of basis) {
    const part = dot(x, column)
    for (let n = 0; n < x.length; n++) x[n] -= part * column[n]
  }
}
