/** Kernels of range selection and of the way from I/Q to phase, against NumPy. */
import {
  type Adapter,
  checkVectors,
  flat,
  number,
  shape,
} from '../../../../test/support/kernel-vectors.ts'
import { type DacmStep, dacm } from './dacm.ts'
import { correctImbalance, fitEllipse } from './ellipse-fit.ts'
import { createLiteralMcsm } from './mcsm.ts'
import { createRangeCoefficient, rangeMethods } from './range-coefficients.ts'

const ellipse: Adapter = ({ z }) => {
  const { re, im, gain, skew } = fitEllipse(flat(z))
  return { centre: [re, im], gain: [gain], skew: [skew] }
}
const steps =
  (step: DacmStep): Adapter =>
  ({ z }, p) => {
    const [re, im] = flat(p.centre)
    const out = new Float64Array(flat(z).length / 2)
    dacm(flat(z), re!, im!, step, out)
    return { phase: out }
  }

checkVectors({
  'targets.range_coefficients': ({ x }, p) => {
    const data = flat(x)
    const { rows } = shape(x)
    const size = data.length / 2 / rows
    return Object.fromEntries(
      rangeMethods.map((method) => {
        const compute = createRangeCoefficient(method, { size, keep: number(p, 'keep') })
        const row = (bin: number) => data.subarray(2 * size * bin, 2 * size * (bin + 1))
        return [method, Array.from({ length: rows }, (_, bin) => compute(row(bin)))]
      }),
    )
  },
  'targets.mcsm_literal': ({ x }, p) => {
    const data = flat(x)
    const { rows } = shape(x)
    const coefficient = new Float64Array(rows)
    const size = data.length / 2 / rows
    const compute = createLiteralMcsm(size, number(p, 'slow_rate_hz'), number(p, 'low_hz'))
    compute(data, rows, coefficient)
    return { coefficient }
  },
  'targets.iq_imbalance': ellipse,
  'phase.iq_imbalance': ellipse,
  'phase.correct_iq': ({ z }, p) => {
    const [re, im] = flat(p.centre)
    const out = flat(z)
    const imbalance = { re: re!, im: im!, gain: number(p, 'gain'), skew: number(p, 'skew') }
    correctImbalance(out, imbalance, out)
    return { z: out }
  },
  'phase.dacm': steps('cross-product'),
  'phase.dacm_exact': steps('angle'),
})
