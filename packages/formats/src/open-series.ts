/** Opens any file that holds one slow-time series. */
import type { ByteSource, Series, SeriesOptions } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { readExactly, readWhole, startsWith } from './bytes.ts'
import { readTable } from './csv.ts'
import { isHdf5 } from './hdf5.ts'
import { seriesOf } from './mat-series.ts'
import { isMat5, readMat5 } from './mat5.ts'
import { readMat73 } from './mat73.ts'
import { decodeNpy, describeShape, npyMagic, readNpyHeader } from './npy.ts'
import { type Candidate, chooseSeries } from './series-choice.ts'
import { decodeText } from './text.ts'

/**
 * Reads one series out of a .npy, .mat (5 to 7.3) or text table file, told apart by content. Throws
 * HostError where the file cannot be read, and where nothing or more than one thing is to choose
 * from.
 */
export async function openSeries(
  options: SeriesOptions,
  open: (path: string) => Promise<ByteSource>,
): Promise<Series> {
  const { path } = options
  const source = await open(path)
  const { candidates, notes } = await candidatesOf(source)
  return chooseSeries(path, candidates, options, notes)
}

/** All series of a .npy, .mat or text table file. Throws HostError where it is something else. */
export async function candidatesOf(
  source: ByteSource,
): Promise<{ candidates: readonly Candidate[]; notes: string[] }> {
  const { name } = source
  if (source.size === 0) throw new HostError(`${name}: the file is empty`)
  const start = await source.read(0, 1024)
  if (startsWith(start, npyMagic)) return ofNpy(source)
  if (isMat5(start)) return seriesOf(readMat5(name, await readWhole(source)))
  if (isHdf5(start)) return seriesOf(await readMat73(source))
  refuseOther(name, start)
  const { columns, notes } = readTable(name, decodeText(await readWhole(source)))
  return { candidates: columns, notes }
}

/** Whether the file is a text table. Throws HostError where it is nothing that can be read. */
export async function isText(source: ByteSource): Promise<boolean> {
  if (source.size === 0) throw new HostError(`${source.name}: the file is empty`)
  const start = await source.read(0, 1024)
  if (startsWith(start, npyMagic) || isMat5(start) || isHdf5(start)) return false
  refuseOther(source.name, start)
  return true
}

function refuseOther(name: string, start: Uint8Array): void {
  if (startsWith(start, [0xff, 0xfe]) || startsWith(start, [0xfe, 0xff])) {
    throw new HostError(`${name}: text in UTF-16; save it as UTF-8`)
  }
  if (startsWith(start, [0x50, 0x4b])) {
    throw new HostError(`${name}: a zip archive (.npz, .xlsx); save one array or table by itself`)
  }
  if (start.includes(0)) {
    throw new HostError(`${name}: neither .npy nor .mat nor a text table (.csv)`)
  }
}

/** A vector, or each column of a two-dimensional array. */
async function ofNpy(source: ByteSource): Promise<{ candidates: Candidate[]; notes: string[] }> {
  const header = await readNpyHeader(source)
  const { shape, dtype, complex, bytes, offset, columnMajor } = header
  const said = `${dtype} array of shape ${describeShape(shape)}`
  if (shape.length !== 1 && shape.length !== 2) {
    throw new HostError(`${source.name}: ${said}; wanted is one axis (time) or two (time, column)`)
  }
  const [rows, columns = 1] = shape
  const length = rows * columns * bytes
  if (length > source.size - offset) {
    throw new HostError(
      `${source.name}: ${said} needs ${length} bytes, the file holds ${source.size - offset}; it is cut off`,
    )
  }
  if (rows === 0 || columns === 0) throw new HostError(`${source.name}: ${said} holds no samples`)
  const pair = complex ? 2 : 1
  const all = new Float64Array(rows * columns * pair)
  decodeNpy(await readExactly(source, offset, length), header, all)
  const candidates = Array.from({ length: columns }, (_, column): Candidate => {
    const place = (row: number) => (columnMajor ? column * rows + row : row * columns + column)
    return {
      name: `column ${column + 1}`,
      size: rows,
      complex,
      values: () =>
        Float64Array.from(
          { length: rows * pair },
          (_, at) => all[place(Math.floor(at / pair)) * pair + (at % pair)],
        ),
    }
  })
  return { candidates, notes: [`NumPy ${said}.`] }
}
