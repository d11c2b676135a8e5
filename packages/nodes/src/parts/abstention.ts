/** Parameters by which nodes say how much they want before they answer. */
import { number } from '@chirpflow/graph'

export function leastCoverageParam(
  help = 'No answer where less of the window than this really arrived.',
) {
  return number({ default: 0.5, min: 0, max: 1, unit: '1', label: 'Least coverage', help })
}

export function leastConfidenceParam() {
  return number({
    default: 0.5,
    min: 0,
    max: 1,
    unit: '1',
    label: 'Least confidence',
    help: 'Below it there is no answer. Confidence is the probability of being right within 4 %.',
  })
}
