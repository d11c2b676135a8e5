/** Where the energy of a signal lies. */
import { createDct } from './dct.ts'

/**
 * Plans sum f |X|^2 / sum |X|^2 over the lines of the mirrored signal, in cycles per sample: the centre of
 * a mode as Dragomiretskiy & Zosso, IEEE TSP 62 (2014) have it. NaN for zeros.
 */
export function createMeanFrequency(size: number): (x: Float64Array) => number {
  const dct = createDct(size)
  const lines = new Float64Array(size)
  return (x) => {
    dct.forward(x, lines)
    let [moment, power] = [0, 0]
    for (let k = 0; k < size; k++) {
      const square = lines[k] * lines[k]
      moment += (k / (2 * size)) * square
      power += square
    }
    return moment / power
  }
}
