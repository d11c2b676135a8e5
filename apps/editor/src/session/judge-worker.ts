/** Judges comparisons on a thread of their own: intervals by resampling take longer than a frame. */
import { findings, judge } from '@chirpflow/statistics'
import type { Asked, Judged } from './judging.ts'

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const answer = judgeOne(data)
  self.postMessage(answer)
})

function judgeOne({ id, question }: Asked): Judged {
  try {
    const table = judge(question)
    return { id, verdict: { table, findings: findings(table) } }
  } catch (error) {
    return { id, refused: error instanceof Error ? error.message : String(error) }
  }
}
