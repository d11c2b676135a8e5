/** The result table: a row a chain and one for the constant, by rising error, with whiskers. */
import { type Estimate, type JudgedUnit, type Row, shownAs } from '@chirpflow/statistics'
import type { Results } from '../results.ts'
import { chainData, constantMark, drawMark, type Mark, markIcon } from './mark.ts'
import { at, linear, type Scale } from './scale.ts'
import { escapeText, judged, milliseconds, percent, plain } from './words.ts'

const width = 150

export function resultTable({ table, unit }: Results, marks: readonly Mark[]): string {
  const rows = table.rows.map((row, chain) => ({
    row,
    mark: row.constant ? constantMark(row.chain) : marks[chain],
  }))
  rows.sort((a, b) => orderOf(a.row) - orderOf(b.row))
  const highest = Math.max(
    ...table.rows.flatMap(({ meanAbsoluteError: { value, high } }) =>
      [value, high].filter(Number.isFinite),
    ),
    1 / shownAs[unit].factor,
  )
  const scale = linear(0, highest, 6, width - 6)
  const head = [
    ['Chain', ''],
    [`Mean error <small>${shownAs[unit].name}</small>`, 'number'],
    ['95 % interval', 'wide'],
    ['Median', 'number'],
    ['RMSE', 'number'],
    ['MRE', 'number'],
    ['r', 'number'],
    ['<abbr title="concordance">CCC</abbr>', 'number'],
    ['≤ 1 %', 'number'],
    ['≤ 4 %', 'number'],
    ...(unit === 'Hz' ? [['≤ 5 /min', 'number']] : []),
    ['Answered', 'number'],
    ['ms', 'number'],
  ].map(([text, kind]) => `<th scope="col" class="${kind}">${text}</th>`)
  return `<div class="scroll"><table class="results"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.map(({ row, mark }) => rowText(row, mark, unit, scale)).join('')}</tbody></table></div>`
}

const orderOf = ({ meanAbsoluteError: { value } }: Row) => (Number.isNaN(value) ? Infinity : value)

function rowText(row: Row, mark: Mark, unit: JudgedUnit, scale: Scale): string {
  const show = (value: number) => judged(value, unit)
  const signs = [
    row.best ? '<span class="sign best">best</span>' : '',
    row.noBetterThanConstant && !row.constant
      ? '<span class="sign weak" title="Its interval does not lie wholly below that of the constant">not better than the constant</span>'
      : '',
  ]
  const figures = [
    estimate(row.medianAbsoluteError, show),
    estimate(row.rootMeanSquareError, show),
    estimate(row.meanRelativeError, percentage),
    estimate(row.correlation, plain),
    estimate(row.concordance, plain),
    estimate(row.within1Percent, percent),
    estimate(row.within4Percent, percent),
    ...(unit === 'Hz' ? [estimate(row.within5PerMinute, percent)] : []),
    estimate(row.coverage, percent),
    `<td class="number">${milliseconds(row.secondsPerWindow)}</td>`,
  ]
  const { value, low, high } = row.meanAbsoluteError
  const interval = Number.isNaN(low) ? '' : `${show(low)} to ${show(high)}`
  return `<tr class="${row.constant ? 'constant' : ''}" ${chainData(mark)}><th scope="row">${markIcon(mark)}<b>${mark.letter}</b> ${escapeText(mark.name)}${signs.join('')}</th><td class="number main">${show(value)}</td><td class="wide">${whisker(row, mark, scale)}<small>${interval}</small></td>${figures.join('')}</tr>`
}

function whisker({ meanAbsoluteError: { value, low, high } }: Row, mark: Mark, x: Scale): string {
  if (Number.isNaN(value)) return ''
  const line = Number.isNaN(low)
    ? ''
    : `<path class="whisker" d="M${at(x(low))} 10H${at(x(high))}M${at(x(low))} 6v8M${at(x(high))} 6v8"/>`
  return `<svg class="whiskers" viewBox="0 0 ${width} 20" width="${width}" height="20" aria-hidden="true"><path class="grid" d="M${at(x(0))} 19H${at(x(x.high))}"/>${line}${drawMark(mark, x(value), 10, 4)}</svg>`
}

const percentage = (value: number) =>
  Number.isFinite(value) ? `${plain(100 * value, 1)} %` : plain(value)

/** A figure; its interval on hover. */
function estimate({ value, low, high }: Estimate, show: (value: number) => string): string {
  const title = Number.isNaN(low) ? '' : ` title="${show(low)} to ${show(high)}"`
  return `<td class="number"${title}>${show(value)}</td>`
}
