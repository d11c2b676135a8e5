/** Which moments are judged, and the check that a question's lists belong together. */
import type { Question } from './types.ts'

/** A rate is above zero; anything else in a reference says nothing. */
export function isJudged(reference: number): boolean {
  return reference > 0 && reference < Infinity
}

/** Throws RangeError where lists differ in length, or two chains have one name. */
export function checkQuestion({ chains, recordings, constant }: Question): void {
  if (!isJudged(constant)) throw new RangeError(`the constant rate ${constant} Hz is no rate`)
  if (new Set(chains).size < chains.length) {
    throw new RangeError(`two chains have one name: ${chains.join(', ')}`)
  }
  for (const { recording, time, reference, answers, confidences, ...rest } of recordings) {
    const { breathing, bound } = rest
    if (answers.length !== chains.length) {
      throw new RangeError(
        `${recording}: ${answers.length} lists of answers of ${chains.length} chains`,
      )
    }
    if (confidences && confidences.length !== chains.length) {
      throw new RangeError(
        `${recording}: ${confidences.length} lists of confidences of ${chains.length} chains`,
      )
    }
    const lists = [
      reference,
      ...answers,
      ...(confidences ?? []).filter((list) => list.length > 0),
      ...(breathing ? [breathing] : []),
      ...(bound ? [bound] : []),
    ]
    const other = lists.find((list) => list.length !== time.length)
    if (other) {
      throw new RangeError(`${recording}: a list of ${other.length} for ${time.length} moments`)
    }
  }
}
