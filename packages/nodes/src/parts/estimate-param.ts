/** How a frequency is read from a spectrum: one list of words for every node that reads one. */
import { choice } from '@chirpflow/graph'
import { type RateMethod, rateMethods } from '../dsp/rate-estimate.ts'

const shared =
  'zero-padded: peak of a long spectrum; rife and modified-rife: two lines of the plain one, ' +
  'which its mirror image biases below about 1 Hz at 12.8 s; bin: its largest line.'

/** @param help What the frequency is of, and where it is looked for. */
export const estimateParam = (label: string, help: string) =>
  choice<RateMethod>(rateMethods, { default: 'zero-padded', label, help: `${help} ${shared}` })
