/** Has a comparison judged beside the page, once for each result. */
import type { Question } from '@chirpflow/statistics'
import { useEffect, useState } from 'react'
import { askJudge, type Verdict } from '../../session/judging.ts'

export interface Judging {
  /** Of this question, or of the one before while this is judged. */
  readonly verdict?: Verdict
  readonly refused?: string
}

export function useVerdict(question: Question | undefined): Judging {
  const [judging, setJudging] = useState<Judging & { readonly of?: Question }>({})
  useEffect(() => {
    if (!question) return
    let over = false
    askJudge(question).then(
      (verdict) => over || setJudging({ verdict, of: question }),
      (error: Error) => over || setJudging({ refused: error.message, of: question }),
    )
    return () => {
      over = true
    }
  }, [question])
  const same = judging.of?.chains.join('\n') === question?.chains.join('\n')
  return same ? judging : {}
}
