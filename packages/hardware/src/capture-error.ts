/** A failure that a person is told in three parts: what, why, and what to do. */
import { HostError } from '@chirpflow/graph'

export interface Explanation {
  readonly message: string
  readonly cause: string
  readonly remedy: string
}

export class CaptureError extends HostError {
  override name = 'CaptureError'
  readonly explanation: Explanation
  constructor({ message, cause, remedy }: Explanation, param?: string) {
    super([message, cause, remedy].join(' '), param)
    this.explanation = { message, cause, remedy }
  }
}
