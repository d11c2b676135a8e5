/** Picks the signal of a file that holds several series. */
import { HostError, type Series, type SeriesOptions, suggest } from '@chirpflow/graph'

/** One series that a file offers. */
export interface Candidate {
  readonly name: string
  /** Samples. */
  readonly size: number
  readonly complex: boolean
  /** Complex: interleaved. NaN is a missing sample. */
  values(): Float64Array
}

/**
 * The series asked for by name or by number from 1, or the only one there is: with no name given, a
 * column called time and (where another is longer) single numbers do not count. Throws HostError
 * that lists what there is.
 */
export function chooseSeries(
  file: string,
  candidates: readonly Candidate[],
  options: SeriesOptions,
  notes: readonly string[],
): Series {
  if (candidates.length === 0) {
    const why = notes.length > 0 ? ` (${notes.join(' ')})` : ''
    throw new HostError(`${file}: holds no series of numbers${why}`)
  }
  const chosen =
    options.column === '' ? only(file, candidates) : find(file, candidates, options.column)
  const all = [...notes, ...timeNotes(candidates, chosen)]
  const complex = chosen.complex || options.quadrature !== ''
  const values =
    options.quadrature === ''
      ? chosen.values()
      : withQuadrature(file, chosen, find(file, candidates, options.quadrature))
  return {
    complex,
    values: withoutInfinity(checked(file, chosen, values, complex), all),
    column: chosen.name,
    columns: candidates.map(({ name }) => name),
    notes: all,
  }
}

/** Headers of a time axis: time, t, timestamp, with a unit or without. */
const timeName = /^(time|t|timestamps?|seconds|elapsed)([ _/]?[([]?(s|sec|seconds|ms|us)[)\]]?)?$/i

export function isTime(name: string): boolean {
  return timeName.test(name.trim())
}

function only(file: string, candidates: readonly Candidate[]): Candidate {
  const signals = candidates.filter(({ name }) => !isTime(name))
  const long = signals.filter(({ size }) => size > 1)
  const left = long.length > 0 ? long : signals.length > 0 ? signals : candidates
  if (left.length === 1) return left[0]
  throw new HostError(
    `${file}: holds ${left.length} series; choose one as column (and one as quadrature where I and Q stand apart): ${list(left)}`,
  )
}

function find(file: string, candidates: readonly Candidate[], wanted: string): Candidate {
  const name = wanted.trim()
  const named = candidates.filter((candidate) => candidate.name.trim() === name)
  if (named.length === 1) return named[0]
  if (named.length > 1) {
    throw new HostError(`${file}: ${named.length} columns are called "${name}"; choose by number`)
  }
  const numbered = /^\d+$/.test(name) ? candidates[Number(name) - 1] : undefined
  if (numbered) return numbered
  const names = candidates.map((candidate) => candidate.name)
  const hint = suggest(name, names)
  const it = hint === '' ? '; it' : `${hint} It`
  throw new HostError(`${file}: no column "${name.slice(0, 80)}"${it} holds ${list(candidates)}`)
}

function withQuadrature(file: string, i: Candidate, q: Candidate): Float64Array {
  const bad = i.complex ? i : q.complex ? q : undefined
  if (bad) {
    throw new HostError(`${file}: "${bad.name}" is complex already; leave the quadrature empty`)
  }
  if (i.size !== q.size) {
    throw new HostError(
      `${file}: I "${i.name}" has ${i.size} samples and Q "${q.name}" has ${q.size}; they must be equal`,
    )
  }
  const [re, im] = [i.values(), q.values()]
  return Float64Array.from({ length: 2 * i.size }, (_, at) => (at % 2 === 0 ? re : im)[at >> 1])
}

function checked(file: string, { name }: Candidate, values: Float64Array, complex: boolean) {
  if (values.length === 0) throw new HostError(`${file}: "${name}" holds no samples`)
  const pair = complex ? 2 : 1
  for (let at = 0; at < values.length; at += pair) {
    if (!Number.isNaN(values[at]) && !Number.isNaN(values[at + pair - 1])) return values
  }
  throw new HostError(`${file}: "${name}" holds no number, only missing samples`)
}

/** An infinite value is an overflow of what wrote the file: no sample. */
function withoutInfinity(values: Float64Array, notes: string[]): Float64Array {
  const infinite = values.reduce((count, v) => count + (Math.abs(v) === Infinity ? 1 : 0), 0)
  if (infinite === 0) return values
  notes.push(`${infinite} infinite values are taken as missing.`)
  return values.map((v) => (Math.abs(v) === Infinity ? Number.NaN : v))
}

/** What a time column tells of the sample rate, which the file itself has no place for. */
function timeNotes(candidates: readonly Candidate[], chosen: Candidate): string[] {
  const time = candidates.find((c) => c !== chosen && isTime(c.name) && c.size === chosen.size)
  if (!time || time.complex || time.size < 2) return []
  const values = time.values()
  const steps = values.slice(1).map((value, index) => value - values[index])
  const step = steps.sort()[steps.length >> 1]
  if (!Number.isFinite(step)) return []
  return [
    `"${time.name}" is taken as time, not as signal; its step is ${Number(step.toPrecision(6))}.`,
  ]
}

function list(candidates: readonly Candidate[]): string {
  const shown = candidates.slice(0, 12).map(({ name, size, complex }) => {
    return `${name} (${size}${complex ? ' complex' : ''} samples)`
  })
  const rest = candidates.length - shown.length
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
