/** What a run found, as a table for a person. */
import { formatComparison } from './comparison-summary.ts'
import type { Report, ReportedRates } from './report.ts'
import { formatTable } from './table.ts'

/** How much of the recording went by, and how long that took. */
export interface Pace {
  readonly frames: number
  /** Of recording. */
  readonly recorded: number
  /** That the run took. */
  readonly taken: number
}

/** One row a sink of rates (and target), comparisons, then how long the recording took. */
export function formatSummary({ results }: Report, pace: Pace): string {
  const found = Object.entries(results)
  const rows = found.flatMap(([id, result]) => (result.kind === 'rates' ? rowsOf(id, result) : []))
  const head = ['result', 'median', 'answers', 'range', 'coverage']
  const table = rows.length === 0 ? '' : formatTable([head, ...rows], [1, 2, 3, 4])
  const comparisons = found.map(([id, result]) =>
    result.kind === 'comparison' ? formatComparison(id, result) : '',
  )
  const none = found.some(([, result]) => result.kind === 'rates' && result.time.length === 0)
  const short = none ? 'no window was full: the recording is shorter than those of the graph\n' : ''
  return table + comparisons.join('') + short + formatPace(pace)
}

function rowsOf(id: string, result: ReportedRates): string[][] {
  const { value, median } = result
  if (!Array.isArray(median)) return [rowOf(id, result, value as (number | null)[], median)]
  return median.map((middle, target) => {
    const own = value.map((moment) => (Array.isArray(moment) ? moment[target] : moment))
    return rowOf(`${id}, target ${target + 1}`, result, own, middle)
  })
}

function rowOf(
  name: string,
  { unit, coverage }: ReportedRates,
  values: readonly (number | null)[],
  median: number | null,
): string[] {
  const answers = values.filter((value) => value !== null)
  const least = answers.reduce((a, b) => Math.min(a, b), Infinity)
  const most = answers.reduce((a, b) => Math.max(a, b), -Infinity)
  const range =
    answers.length === 0 ? '-' : `${formatNumber(least, unit)} to ${formatNumber(most, unit)}`
  const covered = coverage.reduce((sum, share) => sum + share, 0) / coverage.length
  return [
    name,
    median === null
      ? values.length === 0
        ? 'no window'
        : 'no answer'
      : `${formatNumber(median, unit)} ${nameUnit(unit)}`.trim(),
    values.length === 0 ? '-' : `${answers.length} of ${values.length}`,
    range,
    coverage.length === 0 ? '-' : `${Math.floor(100 * covered)} %`,
  ]
}

function formatNumber(value: number, unit: string): string {
  if (unit === '1/min') return value.toFixed(1)
  return unit === 'm' ? value.toFixed(3) : String(Number(value.toPrecision(4)))
}

const nameUnit = (unit: string) => (unit === '1' ? '' : unit === '1/min' ? '/min' : unit)

function formatPace({ frames, recorded, taken }: Pace): string {
  const counted = `${frames} ${frames === 1 ? 'frame' : 'frames'}, ${recorded.toFixed(1)} s`
  const times = taken > 0 && recorded > 0 ? `, ${formatTimes(recorded / taken)} real time` : ''
  return `${counted} of recording in ${taken.toFixed(2)} s${times}\n`
}

const formatTimes = (times: number) =>
  `${times >= 10 ? Math.round(times) : Number(times.toPrecision(2))} times`
