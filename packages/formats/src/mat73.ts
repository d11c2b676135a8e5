/** MATLAB 7.3 files, which are HDF5: the numeric arrays of a .mat file. */
import type { ByteSource } from '@chirpflow/graph'
import { type Hdf5, type Hdf5Field, openHdf5 } from './hdf5.ts'
import type { MatFile, Matrix } from './mat5.ts'

/**
 * All numeric variables of the top level. HDF5 keeps the axes in reverse order, so its row-major
 * data is MATLAB's column-major; complex values are records {real, imag}. Throws HostError where the
 * file is damaged.
 */
export async function readMat73(source: ByteSource): Promise<MatFile> {
  const file = await openHdf5(source)
  try {
    const matrices: Matrix[] = []
    const skipped: string[] = []
    // What a struct or cell holds stands in groups; '#refs#' and '#subsystem#' are MATLAB's own.
    for (const name of file.paths.filter((path) => !path.includes('/') && !path.startsWith('#'))) {
      const matrix = matrixOf(file, name)
      if (typeof matrix === 'string') skipped.push(`${name} (${matrix})`)
      else matrices.push(matrix)
    }
    return { matrices, skipped }
  } finally {
    file.close()
  }
}

const notNumbers = new Set(['char', 'cell', 'struct', 'function_handle', 'string', 'table'])

function matrixOf(file: Hdf5, name: string): Matrix | string {
  const kind = file.attribute(name, 'MATLAB_class')
  const dataset = file.dataset(name)
  if (!dataset) return kind ?? 'struct'
  if (kind !== undefined && notNumbers.has(kind)) return kind
  const { fields, shape } = dataset
  const real = fields.find((field) => field.name === 'real') ?? fields.find((f) => f.name === '')
  if (!real) return kind ?? 'no numbers'
  const imag = fields.find((field) => field.name === 'imag')
  const all = (field: Hdf5Field) => dataset.read(field, 0, shape[0] ?? 1)
  return { name, shape: [...shape].reverse(), re: all(real), ...(imag ? { im: all(imag) } : {}) }
}
