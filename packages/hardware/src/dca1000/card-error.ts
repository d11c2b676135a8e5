/** What can go wrong between this computer and the card, in three parts. */
import { CaptureError, type Explanation } from '../capture-error.ts'

/** silent: no answer came; refused: the card said no; port: this computer's side cannot be used. */
export class CardError extends CaptureError {
  override name = 'CardError'
  constructor(
    readonly kind: 'silent' | 'refused' | 'port',
    explanation: Explanation,
    param?: string,
  ) {
    super(explanation, param)
  }
}
