/** Errors of rates and ranges against a reference, with intervals, tests and words that hold. */

export { nameConstant } from './candidate.ts'
export { type Finding, findings } from './findings.ts'
export { judge } from './judge.ts'
export { betterOf } from './pairs.ts'
export { type JudgedUnit, type Shown, shownAs } from './shown.ts'
export type * from './types.ts'
