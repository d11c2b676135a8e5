/** What every kind of field is given. */
import type { ParamValue } from '@chirpflow/graph'

export interface FieldProps<P> {
  /** Of the element that the label is for. */
  readonly id: string
  readonly param: P
  readonly value: ParamValue
  /** Several nodes, several values. */
  readonly mixed: boolean
  /** Of the error and the help under the field. */
  readonly describedBy: string
  /** Something is wrong with the value that stands. */
  readonly invalid: boolean
  onSet(value: ParamValue): void
  /** A text that was refused stays in the field: the sentence goes under it; undefined takes it back. */
  onRefuse(sentence: string | undefined): void
}

export const severalValues = 'several values'
