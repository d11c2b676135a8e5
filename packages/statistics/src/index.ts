/** Errors of rates against a reference, with intervals, tests and words that hold. */

export { nameConstant } from './candidate.ts'
export { type Finding, findings } from './findings.ts'
export { judge } from './judge.ts'
export { betterOf } from './pairs.ts'
export type * from './types.ts'
