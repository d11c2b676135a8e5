/** How the comparison of chains stands in a report, as JSON. Rates and their errors are 1/min, ranges cm. */
import { z } from 'zod'

const figure = z.number().nullable()
const figures = z.array(figure)

const estimate = z.strictObject({
  value: figure,
  /** 95 % interval. */
  low: figure,
  high: figure,
})

const rowSchema = z.strictObject({
  chain: z.string(),
  /** The rate that knows nothing of the radar: always the last row. */
  constant: z.boolean(),
  meanAbsoluteError: estimate,
  medianAbsoluteError: estimate,
  rootMeanSquareError: estimate,
  meanRelativeError: estimate,
  correlation: estimate,
  concordance: estimate,
  within1Percent: estimate,
  within4Percent: estimate,
  within5PerMinute: estimate,
  coverage: estimate,
  agreement: z.strictObject({ bias: figure, deviation: figure, lower: figure, upper: figure }),
  confusion: z.strictObject({
    within: figure,
    half: figure,
    double: figure,
    breathing: z.record(z.string(), figure),
    mixed: figure,
    other: figure,
  }),
  calibration: z
    .strictObject({
      bands: z.array(
        z.strictObject({
          from: z.number(),
          to: z.number(),
          answers: z.number(),
          stated: z.number(),
          found: estimate,
        }),
      ),
      error: z.number(),
    })
    .optional(),
  secondsPerWindow: figure.optional(),
  answered: z.number(),
  noBetterThanConstant: z.boolean(),
  best: z.boolean(),
})

const pairSchema = z.strictObject({
  a: z.string(),
  b: z.string(),
  /** Mean absolute error of a less that of b. */
  difference: estimate,
  moments: z.number(),
  p: z.number().optional(),
  corrected: z.number().optional(),
})

export const tableSchema = z.strictObject({
  /** SI; figures here are in the comparison's unit. */
  unit: z.enum(['Hz', 'm']),
  rows: z.array(rowSchema),
  pairs: z.array(pairSchema),
  moments: z.number(),
  recordings: z.number(),
  resampling: z.strictObject({
    by: z.enum(['recordings', 'blocks']),
    block: z.number().optional(),
    repeats: z.number(),
    seed: z.number(),
  }),
  boundWithin1Percent: z.number().optional(),
})

export const comparisonSchema = z.strictObject({
  kind: z.literal('comparison'),
  unit: z.enum(['1/min', 'cm']),
  /** s that the reference is averaged over, ending at each moment. */
  window: z.number(),
  /** s added to the reference's times. */
  offset: z.number(),
  constant: z.number(),
  time: z.array(z.number()),
  /** null where it says nothing. */
  reference: figures,
  breathing: figures.optional(),
  bound: figures.optional(),
  chains: z.array(
    z.strictObject({
      source: z.string(),
      value: figures,
      coverage: z.array(z.number()),
      confidence: figures.optional(),
    }),
  ),
  remarks: z.array(z.string()),
  table: tableSchema,
  findings: z.array(
    z.strictObject({ tone: z.enum(['better', 'none', 'warning', 'note']), text: z.string() }),
  ),
})
