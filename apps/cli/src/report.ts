/** The report of a run, as --report and --json give it. */
import type { Problem, RateResult } from '@chirpflow/graph'
import type { RunReport } from '@chirpflow/runtime'
import { z } from 'zod'

const answer = z.number().nullable()
const answers = z.union([answer, z.array(answer)])

export const rateResultSchema = z.strictObject({
  kind: z.literal('rates'),
  /** Rates are 1/min here, Hz on the wire. */
  unit: z.string(),
  time: z.array(z.number()),
  /** null is no answer; with several targets a list a moment. */
  value: z.array(answers),
  coverage: z.array(z.number().min(0).max(1)),
  /** Over the answers. */
  median: answers,
})

const problemSchema = z.strictObject({
  severity: z.enum(['error', 'warning', 'note']),
  node: z.string().optional(),
  param: z.string().optional(),
  input: z.string().optional(),
  link: z.string().optional(),
  line: z.number().optional(),
  message: z.string(),
})

const nodeSchema = z.strictObject({
  type: z.string(),
  state: z.enum(['finished', 'cached', 'skipped', 'stopped', 'failed', 'idle']),
  chunks: z.number(),
  seconds: z.number(),
  bytes: z.number(),
  error: z.string().optional(),
  report: z.record(z.string(), z.union([answer, z.string()])).optional(),
})

export const reportSchema = z.strictObject({
  format: z.literal('chirpflow-report'),
  version: z.literal(1),
  /** The same as exit code 0. */
  ok: z.boolean(),
  state: z.enum(['finished', 'aborted', 'failed', 'refused']),
  /** null where the file could not be read. sha256: of the canonical graph after --set. */
  graph: z.strictObject({ title: z.string().nullable(), sha256: z.string().nullable() }),
  problems: z.array(problemSchema),
  nodes: z.record(z.string(), nodeSchema),
  results: z.record(z.string(), rateResultSchema),
})

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
  const results = Object.entries(run.results).map(([id, result]) => [id, reportRates(result)])
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
