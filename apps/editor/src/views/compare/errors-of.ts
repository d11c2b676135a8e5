/** Errors of one chain at all moments of all recordings, in 1/min: pairs of reference and answer. */
import type { Compared } from './compared.ts'

export interface Errors {
  readonly reference: readonly number[]
  readonly answer: readonly number[]
}

/** Of the chain at this place in the question; moments without answer or reference are left out. */
export function errorsOf({ question }: Compared, place: number): Errors {
  const reference: number[] = []
  const answer: number[] = []
  for (const recording of question.recordings) {
    for (const [at, value] of recording.answers[place].entries()) {
      const truth = recording.reference[at]
      if (!(truth > 0) || Number.isNaN(value)) continue
      reference.push(60 * truth)
      answer.push(60 * value)
    }
  }
  return { reference, answer }
}
