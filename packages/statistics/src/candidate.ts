/** The rows of a table before they are judged: the chains, and last the constant. */
import { isJudged } from './series.ts'
import { type JudgedUnit, shownAs } from './shown.ts'
import type { Question, Series } from './types.ts'

export interface Candidate {
  readonly name: string
  readonly constant: boolean
  /** Answers by recording, Hz; NaN where there is none, or nothing to judge it by. */
  readonly answers: readonly Float64Array[]
  /** Answer less reference, likewise. */
  readonly errors: readonly Float64Array[]
  readonly secondsPerWindow?: number
}

/** What the row of the constant is called: "Constant 70 /min". */
export function nameConstant(constant: number, judged: JudgedUnit = 'Hz'): string {
  const { factor, unit } = shownAs[judged]
  return `Constant ${Number((factor * constant).toPrecision(4))} ${unit}`
}

export function candidatesOf(question: Question, recordings: readonly Series[]): Candidate[] {
  const { chains, constant, unit, secondsPerWindow = [] } = question
  const make = (name: string, at: number | undefined): Candidate => {
    const answers = recordings.map(({ reference, answers: given }) =>
      Float64Array.from(reference, (truth, moment) => {
        const answer = at === undefined ? constant : given[at][moment]
        return isJudged(truth) && Number.isFinite(answer) ? answer : Number.NaN
      }),
    )
    const errors = answers.map((list, recording) =>
      list.map((answer, moment) => answer - recordings[recording].reference[moment]),
    )
    const seconds = at === undefined ? undefined : secondsPerWindow[at]
    const time = seconds === undefined ? {} : { secondsPerWindow: seconds }
    return { name, constant: at === undefined, answers, errors, ...time }
  }
  return [...chains.map(make), make(nameConstant(constant, unit), undefined)]
}
