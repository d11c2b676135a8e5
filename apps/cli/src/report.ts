/** The report of a run, as --report and --json give it. */
import type { Problem, RateResult } from '@chirpflow/graph'
import type { RunReport } from '@chirpflow/runtime'
import type { z } from 'zod'
import { reportComparison, type SecondsOf } from './comparison.ts'
import type { rateResultSchema, reportSchema } from './report-schema.ts'

export type Report = z.infer<typeof reportSchema>
export type ReportedRates = z.infer<typeof rateResultSchema>

export interface GraphFacts {
  readonly title: string | null
  readonly sha256: string | null
}

export function createReport(
  graph: GraphFacts,
  run: Pick<RunReport, 'state' | 'nodes' | 'results'>,
  problems: readonly Problem[],
  secondsOf: SecondsOf = () => undefined,
): Report {
  const nodes = Object.entries(run.nodes).map(([id, { report, ...node }]) => [
    id,
    {
      ...node,
      ...(report && {
        report: Object.fromEntries(
          Object.entries(report).map(([name, value]) => [
            name,
            typeof value === 'number' ? finite(value) : value,
          ]),
        ),
      }),
    },
  ])
  const results = Object.entries(run.results).map(([id, result]) => [
    id,
    result.kind === 'rates'
      ? reportRates(result)
      : reportComparison(result, graph.title ?? '', secondsOf),
  ])
  return {
    format: 'chirpflow-report',
    version: 1,
    ok: run.state === 'finished',
    state: run.state,
    graph: { ...graph },
    problems: problems.map((problem) => ({ ...problem })),
    nodes: Object.fromEntries(nodes),
    results: Object.fromEntries(results),
  }
}

/** A sink's result as a person reads it: rates a minute, null for no answer. */
export function reportRates({ unit, ...result }: RateResult): ReportedRates {
  const factor = unit === 'Hz' ? 60 : 1
  const show = (value: number | readonly number[]) =>
    typeof value === 'number' ? finite(factor * value) : value.map((one) => finite(factor * one))
  return {
    kind: 'rates',
    unit: unit === 'Hz' ? '1/min' : unit,
    time: [...result.time],
    value: result.value.map(show),
    coverage: [...result.coverage],
    median: show(result.median),
  }
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)

export function formatReport(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`
}
