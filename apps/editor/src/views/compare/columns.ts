/** The columns of the table of results: what they are called, what they show and what they sort by. */
import type { Row } from '@chirpflow/statistics'
import { fixed } from '../plot/show.ts'
import type { Column } from './local.ts'

export interface ColumnSpec {
  readonly id: Column
  readonly title: string
  /** What stands there where there is little room. */
  readonly short?: string
  /** The whole name, for who wonders. */
  readonly help: string
  readonly show: (row: Row) => string
  readonly value: (row: Row) => number
  /** Smaller is better, so a first click brings that to the top. */
  readonly rising: boolean
}

const share = (value: number) => (Number.isNaN(value) ? '–' : `${Math.round(100 * value)} %`)
const figure = (value: number, decimals: number) =>
  Number.isNaN(value) ? '–' : fixed(value, decimals)

export const errorColumn: ColumnSpec = {
  id: 'error',
  title: 'Mean error (1/min), 95 % interval',
  short: 'Error (1/min)',
  help: 'Mean absolute error against the reference, with its 95 % interval',
  show: ({ meanAbsoluteError: { value } }) => figure(60 * value, 2),
  value: ({ meanAbsoluteError: { value } }) => value,
  rising: true,
}

export const columns: readonly ColumnSpec[] = [
  {
    id: 'rms',
    title: 'RMSE',
    help: 'Root of the mean square error, 1/min: large errors weigh more',
    show: ({ rootMeanSquareError: { value } }) => figure(60 * value, 2),
    value: ({ rootMeanSquareError: { value } }) => value,
    rising: true,
  },
  {
    id: 'correlation',
    title: 'r',
    help: "Pearson's correlation with the reference",
    show: ({ correlation: { value } }) => figure(value, 2),
    value: ({ correlation: { value } }) => value,
    rising: false,
  },
  {
    id: 'within1',
    title: '≤ 1 %',
    help: 'Share of the answers within 1 % of the reference',
    show: ({ within1Percent: { value } }) => share(value),
    value: ({ within1Percent: { value } }) => value,
    rising: false,
  },
  {
    id: 'within4',
    title: '≤ 4 %',
    help: 'Share of the answers within 4 % of the reference',
    show: ({ within4Percent: { value } }) => share(value),
    value: ({ within4Percent: { value } }) => value,
    rising: false,
  },
  {
    id: 'coverage',
    title: 'Answered',
    help: 'Share of the windows with a reference that have an answer',
    show: ({ coverage: { value } }) => share(value),
    value: ({ coverage: { value } }) => value,
    rising: false,
  },
  {
    id: 'time',
    title: 'ms',
    help: 'Processor time of one window, of the chain and all before it',
    show: ({ secondsPerWindow }) =>
      secondsPerWindow === undefined ? '–' : figure(1e3 * secondsPerWindow, 1),
    value: ({ secondsPerWindow = Number.NaN }) => secondsPerWindow,
    rising: true,
  },
]
