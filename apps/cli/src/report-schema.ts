/** What the report of a run looks like as JSON; what reads one checks it with this. */
import { z } from 'zod'
import { comparisonSchema } from './comparison-schema.ts'

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
  results: z.record(z.string(), z.union([rateResultSchema, comparisonSchema])),
})
