/** The result of a sink that is known to hold rates. */
import type { RateResult, Result } from '@chirpflow/graph'

export function ratesOf(result: Result | undefined): RateResult {
  if (result?.kind !== 'rates') throw new Error(`wants rates, gets ${result?.kind ?? 'nothing'}`)
  return result
}
