import { HostError } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folder } from '../fixtures/load.ts'
import { openSeries } from './open-series.ts'

function series(text: string, column = '', quadrature = '') {
  return openSeries({ path: 'a.csv', column, quadrature }, folder({ 'a.csv': text }))
}

async function values(text: string, column = '', quadrature = '') {
  return Array.from((await series(text, column, quadrature)).values)
}

const nan = Number.NaN

describe('tables', () => {
  test.each([
    ['one column, no header', '1\n2.5\n-3e-1\n', [1, 2.5, -0.3]],
    ['a header', 'chest\n1\n2\n', [1, 2]],
    ['a byte order mark, CRLF and a blank line', '\ufeffchest\r\n1\r\n\r\n2\r\n', [1, 2]],
    ['a time column', 'time (s),chest\n0,5\n0.05,6\n', [5, 6]],
    ['a time column with another name', 't;x\n0;5\n1;6\n', [5, 6]],
    ['timestamps in ms', 'timestamp_ms\tx\n0\t5\n50\t6\n', [5, 6]],
    ['missing samples', 'x\n1\nNaN\n\n-\n3\n', [1, nan, nan, 3]],
    ['an empty cell', 'a,time\n1,0\n,1\n3,2\n', [1, nan, 3]],
    ['quotes', '"x, in mm","time"\n"1","0"\n"2","1"\n', [1, 2]],
    ['a header in a comment, as numpy.savetxt writes it', '# time chest\n0 5\n1 6\n', [5, 6]],
    ['infinite values', 'x\n1\ninf\n', [1, nan]],
    ['rows that are cut short', 'time,x\n0,1\n1\n', [1, nan]],
  ])('%s', async (_, text, expected) => {
    expect(await values(text)).toEqual(expected)
  })

  test('columns by name and by number, and two of them as I and Q', async () => {
    const text = 'a,b,7\n1,2,3\n4,5,6\n'
    expect(await values(text, 'b')).toEqual([2, 5])
    expect(await values(text, '3')).toEqual([3, 6])
    expect(await values(text, '7')).toEqual([3, 6])
    expect(await values(text, 'a', 'b')).toEqual([1, 2, 4, 5])
    const both = await series(text, '1', '2')
    expect(both).toMatchObject({ complex: true, column: 'a', columns: ['a', 'b', '7'] })
  })

  test('a time column tells its step, and can be asked for', async () => {
    const text = 'time,x\n0,1\n0.05,2\n0.1,3\n'
    expect((await series(text)).notes.join()).toContain(
      '"time" is taken as time, not as signal; its step is 0.05',
    )
    expect(await values(text, 'time')).toEqual([0, 0.05, 0.1])
  })
})

describe('tables that cannot be used say why', () => {
  test.each([
    [
      'several columns',
      'a,b\n1,2\n3,4\n',
      '',
      'choose one as column (and one as quadrature where I and Q stand apart): a (2 samples), b (2 samples)',
    ],
    [
      'no such column',
      'chest,b\n1,2\n',
      'chst',
      'no column "chst", did you mean "chest"? It holds chest (1 samples)',
    ],
    ['a word among numbers', 'x\n1\ntwo\n', '', 'line 3, "x": "two" is not a number'],
    [
      'decimal commas',
      'x;y\n1,5;2\n',
      'x',
      'line 2, "x": "1,5" is not a number; save the table with decimal points',
    ],
    ['nothing but missing samples', 'x\nnan\nnan\n', '', '"x" holds no number'],
    ['a header alone', 'x,y\n', '', 'has a header but no rows'],
    ['an empty file', '', '', 'the file is empty'],
    ['blank lines', '\n\n', '', 'no rows of numbers'],
    ['the same name twice', 'x,x\n1,2\n', 'x', '2 columns are called "x"; choose by number'],
  ])('%s', async (_, text, column, says) => {
    const error = await series(text, column).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(HostError)
    expect(String(error)).toContain('a.csv: ')
    expect(String(error)).toContain(says)
  })

  test('UTF-16', async () => {
    const bytes = Buffer.from('\ufeffx\n1\n', 'utf16le')
    const open = folder({ 'a.csv': bytes })
    await expect(openSeries({ path: 'a.csv', column: '', quadrature: '' }, open)).rejects.toThrow(
      'UTF-16',
    )
  })
})

test('what was written is what is read, whatever the separator', async () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true })
  const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(number, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 20,
    }),
  )
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t', ' '),
      fc.boolean(),
      async (rows, by, titled) => {
        const header = titled ? [rows[0].map((_, k) => `c${k}`).join(by)] : []
        const text = [...header, ...rows.map((row) => row.map(String).join(by))].join('\n')
        const column = rows[0].length
        const read = await values(text, String(column))
        expect(read.map((v) => v + 0)).toEqual(rows.map((row) => row[column - 1] + 0))
      },
    ),
  )
})
