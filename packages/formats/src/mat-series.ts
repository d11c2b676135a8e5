/** Offers the variables of a MATLAB file as series. */
import type { MatFile, Matrix } from './mat5.ts'
import type { Candidate } from './series-choice.ts'

/**
 * One series of each vector; of a matrix one along its longer side for each column or row, called as
 * MATLAB would: x(:,2), x(2,:).
 */
export function seriesOf({ matrices, skipped }: MatFile): {
  candidates: Candidate[]
  notes: string[]
} {
  const flat = (matrix: Matrix) => matrix.shape.filter((length) => length > 1).length <= 2
  const candidates = matrices
    .filter((matrix) => flat(matrix) && matrix.re.length > 0)
    .flatMap(split)
  const left = [
    ...skipped,
    ...matrices
      .filter((matrix) => !flat(matrix) || matrix.re.length === 0)
      .map(({ name, shape }) => `${name} (${shape.join(' x ')})`),
  ]
  const notes = left.length > 0 ? [`Not offered as series: ${left.slice(0, 20).join(', ')}.`] : []
  return { candidates, notes }
}

function split(matrix: Matrix): Candidate[] {
  const { name, shape, re, im } = matrix
  const [rows, columns = 1] = shape.filter((length) => length > 1)
  if (columns === 1 || rows === undefined) {
    return [candidateOf(name, re.length, matrix, (index) => index)]
  }
  const tall = rows >= columns
  return Array.from({ length: tall ? columns : rows }, (_, k) =>
    tall
      ? candidateOf(`${name}(:,${k + 1})`, rows, { re, im }, (index) => k * rows + index)
      : candidateOf(`${name}(${k + 1},:)`, columns, { re, im }, (index) => index * rows + k),
  )
}

function candidateOf(
  name: string,
  size: number,
  { re, im }: Pick<Matrix, 're' | 'im'>,
  place: (index: number) => number,
): Candidate {
  return {
    name,
    size,
    complex: im !== undefined,
    values: () =>
      im
        ? Float64Array.from({ length: 2 * size }, (_, at) => (at % 2 ? im : re)[place(at >> 1)])
        : Float64Array.from({ length: size }, (_, index) => re[place(index)]),
  }
}
