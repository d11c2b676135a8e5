/** A comparison of chains as a report has it: judged, in 1/min or cm, null where nothing is said. */
import type { ComparisonResult } from '@chirpflow/graph'
import {
  type Estimate,
  findings,
  judge,
  type Row,
  shownAs,
  type Table,
} from '@chirpflow/statistics'
import type { z } from 'zod'
import type { comparisonSchema, tableSchema } from './comparison-schema.ts'

export type ReportedComparison = z.infer<typeof comparisonSchema>
export type ReportedTable = z.infer<typeof tableSchema>

/** Processor seconds behind an output, "node.port": of its node and all before it. */
export type SecondsOf = (source: string) => number | undefined

/** Judges what a run compared, as one recording. */
export function reportComparison(
  result: ComparisonResult,
  recording: string,
  secondsOf: SecondsOf,
): ReportedComparison {
  const { time, reference, breathing, bound, chains, constant, window, offset } = result
  const answers = chains.map(({ value }) => value)
  const confidences = chains.map(({ confidence }) => confidence ?? [])
  const series = { recording, time, reference, answers, confidences }
  const unit = result.unit === 'm' ? 'm' : 'Hz'
  const { factor, name } = shownAs[unit]
  const shown = (value: number) => finite(factor * value)
  const table = judge({
    unit,
    chains: nameChains(chains.map(({ source }) => source)),
    recordings: [{ ...series, ...(breathing && { breathing }), ...(bound && { bound }) }],
    constant,
    window,
    secondsPerWindow: chains.map(({ source, value }) => {
      const windows = value.filter((answer) => !Number.isNaN(answer)).length
      const seconds = secondsOf(source)
      return seconds === undefined || windows === 0 ? undefined : seconds / windows
    }),
  })
  return {
    kind: 'comparison',
    unit: name === 'cm' ? 'cm' : '1/min',
    window,
    offset,
    constant: factor * constant,
    time: [...time],
    reference: reference.map(shown),
    ...(breathing && { breathing: breathing.map(shown) }),
    ...(bound && { bound: bound.map(shown) }),
    chains: chains.map(({ source, value, coverage, confidence }) => ({
      source,
      value: value.map(shown),
      coverage: [...coverage],
      ...(confidence && { confidence: confidence.map(finite) }),
    })),
    remarks: [...result.remarks],
    table: reportTable(table, factor),
    findings: findings(table).map((finding) => ({ ...finding })),
  }
}

/** By node where no two come from one, else "node.port". */
function nameChains(sources: readonly string[]): readonly string[] {
  const nodes = sources.map((source) => source.split('.')[0])
  return new Set(nodes).size === nodes.length ? nodes : sources
}

function reportTable({ rows, pairs, ...table }: Table, factor: number): ReportedTable {
  return {
    ...table,
    resampling: { ...table.resampling },
    rows: rows.map((row) => reportRow(row, factor)),
    pairs: pairs.map((pair) => ({
      ...pair,
      difference: reportEstimate(pair.difference, factor),
    })),
  }
}

function reportRow(row: Row, factor: number): ReportedTable['rows'][number] {
  const { agreement, confusion, calibration, secondsPerWindow } = row
  const error = (estimate: Estimate) => reportEstimate(estimate, factor)
  const share = (estimate: Estimate) => reportEstimate(estimate, 1)
  const shares = Object.entries(confusion.breathing).map(([multiple, of]) => [multiple, finite(of)])
  return {
    chain: row.chain,
    constant: row.constant,
    meanAbsoluteError: error(row.meanAbsoluteError),
    medianAbsoluteError: error(row.medianAbsoluteError),
    rootMeanSquareError: error(row.rootMeanSquareError),
    meanRelativeError: share(row.meanRelativeError),
    correlation: share(row.correlation),
    concordance: share(row.concordance),
    within1Percent: share(row.within1Percent),
    within4Percent: share(row.within4Percent),
    within5PerMinute: share(row.within5PerMinute),
    coverage: share(row.coverage),
    agreement: {
      bias: finite(factor * agreement.bias),
      deviation: finite(factor * agreement.deviation),
      lower: finite(factor * agreement.lower),
      upper: finite(factor * agreement.upper),
    },
    confusion: {
      within: finite(confusion.within),
      half: finite(confusion.half),
      double: finite(confusion.double),
      breathing: Object.fromEntries(shares),
      mixed: finite(confusion.mixed),
      other: finite(confusion.other),
    },
    ...(calibration && {
      calibration: {
        bands: calibration.bands.map((band) => ({ ...band, found: share(band.found) })),
        error: calibration.error,
      },
    }),
    ...(secondsPerWindow === undefined ? {} : { secondsPerWindow }),
    answered: row.answered,
    noBetterThanConstant: row.noBetterThanConstant,
    best: row.best,
  }
}

function reportEstimate({ value, low, high }: Estimate, factor: number) {
  return { value: finite(factor * value), low: finite(factor * low), high: finite(factor * high) }
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)
