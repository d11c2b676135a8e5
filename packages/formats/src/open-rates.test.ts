import { HostError, type RatesOptions } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureNames, folder } from '../fixtures/load.ts'
import { openRates } from './open-rates.ts'

const plain: Omit<RatesOptions, 'path'> = {
  column: '',
  timeColumn: '',
  unit: 'auto',
  timeUnit: 'auto',
  start: '',
}

function rates(text: string | Uint8Array, change: Partial<RatesOptions> = {}, name = 'a.csv') {
  return openRates({ path: name, ...plain, ...change }, folder({ [name]: text }))
}

/** Times in s and rates in 1/min, to 9 digits. */
async function table(text: string, change: Partial<RatesOptions> = {}) {
  const { time, rate } = await rates(text, change)
  const round = (value: number) => Number(value.toPrecision(9))
  return Array.from(time, (at, row) => [round(at), round(60 * rate[row])])
}

const nan = Number.NaN

/** A .npy file of version 1 (numpy.lib.format): magic, header padded to 128 bytes, float64 rows. */
function npyOf(rows: readonly (readonly number[])[]): Uint8Array {
  const shape = `(${rows.length}, ${rows[0].length})`
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117)
  const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0])
  const data = Buffer.from(Float64Array.from(rows.flat()).buffer)
  return new Uint8Array(Buffer.concat([magic, Buffer.from(`${header}\n`), data]))
}

describe('tables as devices export them', () => {
  test.each<[string, string, number[][], Partial<RatesOptions>?]>([
    [
      'seconds and bpm',
      'time (s),HR (bpm)\n0,60\n1,61\n',
      [
        [0, 60],
        [1, 61],
      ],
    ],
    [
      'milliseconds and Hz',
      'timestamp_ms;rate [Hz]\n0;1\n500;1.5\n',
      [
        [0, 60],
        [0.5, 90],
      ],
    ],
    [
      'decimal commas',
      'Zeit;Herzfrequenz (1/min)\n0,5;60,5\n1,5;61\n',
      [
        [0.5, 60.5],
        [1.5, 61],
      ],
    ],
    [
      'tabs, and no unit said',
      'Time\tHeart Rate\n0\t72\n2\t75\n',
      [
        [0, 72],
        [2, 75],
      ],
    ],
    [
      'Hz by their size',
      't,breathing rate\n0,0.25\n10,0.3\n',
      [
        [0, 15],
        [10, 18],
      ],
    ],
    [
      'no header',
      '0,60\n1,70\n',
      [
        [0, 60],
        [1, 70],
      ],
    ],
    [
      'a header in a comment',
      '# time,hr\n0,60\n1,70\n',
      [
        [0, 60],
        [1, 70],
      ],
    ],
    [
      'times of day',
      'Clock,Pulse\n10:12:00,60\n10:12:05,66\n',
      [
        [0, 60],
        [5, 66],
      ],
    ],
    [
      'over midnight',
      'Time,HR\n23:59:59,60\n00:00:01,66\n',
      [
        [0, 60],
        [2, 66],
      ],
    ],
    [
      'dates',
      'timestamp,bpm\n2024-05-03T10:12:00Z,60\n2024-05-03T10:12:05Z,66\n',
      [
        [0, 60],
        [5, 66],
      ],
    ],
    [
      'dates without a header',
      '2024-05-03 10:12:00,60\n2024-05-03 10:12:05,66\n',
      [
        [0, 60],
        [5, 66],
      ],
    ],
    [
      'date and time apart',
      'Date,Time,HR\n2024-05-03,23:59:59,60\n2024-05-04,00:00:01,66\n',
      [
        [0, 60],
        [2, 66],
      ],
    ],
    [
      'Unix milliseconds',
      'unix,hr\n1714730000000,60\n1714730001500,66\n',
      [
        [0, 60],
        [1.5, 66],
      ],
    ],
    [
      'a preamble, as a training watch writes it',
      'Name,Sport,Date,Start time\nA,OTHER,03-05-2024,10:12:00\nSample rate,Time,HR (bpm),Speed (km/h)\n1,00:00:00,80,\n,00:00:01,81,\n',
      [
        [0, 80],
        [1, 81],
      ],
    ],
    [
      'Empatica: start, rate, values',
      '1714730000.00\n1.000000\n70.00\n71.50\n',
      [
        [0, 70],
        [1, 71.5],
      ],
    ],
    [
      'quality beside the rate',
      'time,hr,hr_quality\n0,60,0.9\n1,61,1\n',
      [
        [0, 60],
        [1, 61],
      ],
    ],
    [
      'zeros and blanks are no answer',
      'time,hr\n0,60\n1,0\n2,\n3,61\n',
      [
        [0, 60],
        [1, nan],
        [2, nan],
        [3, 61],
      ],
    ],
    [
      'one impossible value is no answer',
      'time,hr\n0,60\n1,900\n2,61\n',
      [
        [0, 60],
        [1, nan],
        [2, 61],
      ],
    ],
    [
      'intervals with their times',
      'time,RR (ms)\n1,1000\n1.8,800\n',
      [
        [1, 60],
        [1.8, 75],
      ],
    ],
    [
      'intervals alone',
      '1000\n800\n',
      [
        [1, 60],
        [1.8, 75],
      ],
      { unit: 'ms' },
    ],
  ])('%s', async (_, text, expected, change = {}) => {
    expect(await table(text, change)).toEqual(expected)
  })

  test('NumPy: time and rate', async () => {
    const npy = npyOf([
      [0, 60],
      [1.5, 66],
    ])
    const { time, rate, notes } = await rates(npy, {}, 'a.npy')
    expect(Array.from(time)).toEqual([0, 1.5])
    expect(Array.from(rate, (value) => 60 * value)).toEqual([60, 66])
    expect(notes.join(' ')).toContain('"column 2" is read in 1/min, by the size of its values')
  })

  test('says how it was read', async () => {
    const { notes, warnings, column, intervals } = await rates(
      'timestamp;x;hr\n10:00:00;5;60\n10:00:01;5;0\n',
    )
    expect({ column, intervals }).toEqual({ column: 'hr', intervals: false })
    expect(notes.join(' ')).toContain(
      '"timestamp" holds times of day. "hr" is read in 1/min, by the size of its values.',
    )
    expect(warnings).toEqual([
      'a.csv: 1 of 2 values of "hr" are missing or 0: no answer',
      'a.csv: its first time is taken as the beginning of the radar recording; type as start when that was',
    ])
  })

  test('a typed beginning places clock times', async () => {
    const text = 'time,hr\n10:12:00,60\n10:12:05,66\n'
    expect(await table(text, { start: '10:12:03.5' })).toEqual([
      [-3.5, 60],
      [1.5, 66],
    ])
    expect((await rates(text, { start: '10:12:03.5' })).warnings).toEqual([])
  })

  test('repeated times: the last counts, and it is said', async () => {
    const { time, rate, warnings } = await rates('time,hr\n0,60\n0,66\n1,72\n')
    expect([Array.from(time), Array.from(rate, (x) => 60 * x)]).toEqual([
      [0, 1],
      [66, 72],
    ])
    expect(warnings).toEqual([expect.stringContaining('1 rows repeat the time before them')])
  })
})

describe('tables that leave a doubt', () => {
  test.each([
    [
      'two rates',
      'time,HR,breathing rate\n0,60,15\n',
      {},
      'column',
      '2 columns may be the rate; name one as column; it holds 1 "time", 2 "HR", 3 "breathing rate"',
    ],
    ['two times', 'time,timestamp,HR\n0,0,60\n', {}, 'timeColumn', '2 columns may be the time'],
    ['no rate', 'time,a,b\n0,1,2\n', {}, 'column', 'no header says which column is the rate'],
    ['no time', 'a,hr\n0,60\n', {}, 'timeColumn', 'no header says which column is the time'],
    [
      'a name that is not there',
      'time,hr\n0,60\n',
      { column: 'hrr' },
      'column',
      'no column "hrr", did you mean "hr"?',
    ],
    [
      'bpm said to be Hz',
      'time,hr\n0,72\n1,75\n',
      { unit: 'Hz' as const },
      'unit',
      '"hr" read in Hz has a middle value of 75, a rate of 4500 /min; no heart or breath has it',
    ],
    [
      'Hz said to be bpm by the header',
      'time,hr (bpm)\n0,1.1\n1,1.1\n',
      {},
      'unit',
      'a rate of 1.1 /min',
    ],
    [
      'a unit that cannot be told',
      'time,rr\n0,14\n1,15\n',
      {},
      'unit',
      'the unit of "rr" cannot be told from its middle value, 15',
    ],
    ['nothing but zeros', 'time,hr\n0,0\n1,0\n', {}, 'column', 'holds no rate above 0'],
    [
      'times that go back',
      'time,hr\n0,60\n5,60\n4,60\n',
      {},
      'timeColumn',
      'time goes back from 5 s to 4 s at row 3',
    ],
    [
      'a time that is none',
      'time,hr\n10:00:00,60\nlater,60\n',
      {},
      'timeColumn',
      'line 3, "time": "later" is no time',
    ],
    [
      'a word among seconds',
      'time,hr\n0,60\nx,60\n',
      {},
      'timeColumn',
      'line 3, "time": "x" is no number, as other times of the column are',
    ],
    [
      'times of two kinds',
      'time,hr\n10:00:00,60\n2024-05-03 10:00:01,60\n',
      {},
      'timeColumn',
      'written in another way',
    ],
    [
      'milliseconds that nobody said',
      'time,hr\n0,60\n1000,60\n2000,61\n',
      {},
      'timeUnit',
      'are they ms?',
    ],
    [
      'a word for a rate',
      'time,hr\n0,60\n1,fast\n',
      {},
      'column',
      'line 3, "hr": "fast" is not a number',
    ],
    [
      'intervals with a hole',
      '1000\n\n0\n800\n',
      { unit: 'ms' as const },
      'column',
      'value 2 is no interval',
    ],
    [
      'a start without clock times',
      'time,hr\n0,60\n1,60\n',
      { start: '10:00' },
      'start',
      'leave start empty',
    ],
    ['an empty file', '', {}, undefined, 'the file is empty'],
    ['a header alone', 'time,hr\n', {}, undefined, 'no rows of numbers'],
  ])('%s', async (_, text, change, param, says) => {
    const error: unknown = await rates(text, change).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(HostError)
    expect(String(error)).toContain('a.csv: ')
    expect(String(error)).toContain(says)
    expect((error as HostError).param).toBe(param)
  })
})

test('what was written is what is read, whatever separator, decimal sign and unit', async () => {
  const rows = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 300, max: 2000 })),
    {
      minLength: 2,
      maxLength: 30,
    },
  )
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom(',', ';', '\t'),
      fc.boolean(),
      fc.boolean(),
      async (steps, by, comma, ms) => {
        const shown = (value: number) =>
          comma && by !== ',' ? String(value).replace('.', ',') : String(value)
        let now = 0
        const wanted = steps.map(([step, tenths]) => {
          now += step
          return [now / 1000, tenths / 10] as const
        })
        const lines = wanted.map(([at, bpm]) =>
          [shown(ms ? Math.round(at * 1000) : at), shown(bpm)].join(by),
        )
        const text = [`time (${ms ? 'ms' : 's'})${by}hr (bpm)`, ...lines].join('\r\n')
        const { time, rate } = await rates(text)
        wanted.forEach(([at, bpm], row) => {
          expect(time[row]).toBeCloseTo(at, 9)
          expect(60 * rate[row]).toBeCloseTo(bpm, 9)
        })
      },
    ),
  )
})

async function survives(name: string, bytes: Uint8Array): Promise<void> {
  try {
    const { time, rate } = await rates(bytes, {}, name)
    expect(time.length).toBe(rate.length)
    expect(time.every((at, row) => row === 0 || at > time[row - 1])).toBe(true)
    expect(rate.every((value) => Number.isNaN(value) || (value >= 0.02 && value <= 5))).toBe(true)
  } catch (error) {
    expect(error).toBeInstanceOf(HostError)
    expect(String(error)).toContain(name)
  }
}

test('wild bytes and other files are refused in words', async () => {
  for (const name of fixtureNames) await survives(name, fixture(name))
  const cell = fc.oneof(
    fc.double().map(String),
    fc.constantFrom('time', 'hr', '10:00:00', '2024-05-03', '', ',', '"', '#', 'nan', '1,5'),
    fc.string({ maxLength: 4 }),
  )
  const text = fc
    .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
    .map((rows) => rows.map((row) => row.join(';')).join('\n'))
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, fc.string({ unit: 'binary' })), (given) =>
      survives('wild.csv', new TextEncoder().encode(given)),
    ),
    { numRuns: 300 },
  )
})
