/** What the header of a column says: a time, a rate, an interval, and its unit. */

export type Unit = '1/min' | 'Hz' | 's' | 'ms' | 'min'

const units: readonly (readonly [RegExp, Unit])[] = [
  [/\b(bpm|brpm|cpm|rpm|(1|beats?|breaths?|br)? ?(\/|per) ?min(ute)?|min ?(\^ ?)?-1)\b/, '1/min'],
  [/\b(hz|hertz|(1|beats?|breaths?) ?\/ ?s)\b/, 'Hz'],
  [/\b(ms|msec|milliseconds?|millis)\b/, 'ms'],
  [/\b(min|minutes?)\b/, 'min'],
  [/\b(s|sec|secs|seconds?)\b/, 's'],
]

/** "HeartRate_bpm (1/min)" to "heart rate bpm (1/min)". */
function wordsOf(header: string): string {
  return header
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase()
}

/** The unit that a header names, if it does. */
export function unitIn(header: string): Unit | undefined {
  const words = wordsOf(header)
  return units.find(([pattern]) => pattern.test(words))?.[1]
}

const time =
  /\b(times?|timestamps?|datetimes?|date|clock|unix|epoch|elapsed|seconds|zeit|uhrzeit|datum|t)\b/
const interval = /\b(rri?|r-r|ibi|nn|intervals?)\b/
const rate =
  /\b(rate|hr|pulse|pr|bpm|br|rr|resp|respiration|breathing|breaths?|heart|frequency|herzfrequenz|atemfrequenz|puls)\b/

export function isTimeHeader(header: string): boolean {
  return time.test(wordsOf(header)) && !isRateHeader(header)
}

/** "date" and not "time": the two may stand apart. */
export function isDateHeader(header: string): boolean {
  return /\b(date|datum)\b/.test(wordsOf(header)) && !/\b(time|zeit)\b/.test(wordsOf(header))
}

export function isIntervalHeader(header: string): boolean {
  return interval.test(wordsOf(header))
}

/** Quality columns stand beside rates and bear their names. */
export function isRateHeader(header: string): boolean {
  const words = wordsOf(header)
  if (
    /\b(sampl(e|ing)|quality|confidence|sqi|status|zones?|max|min|average|avg|mean)\b/.test(
      words.replace(/[/ ]min\b/g, ''),
    )
  )
    return false
  return rate.test(words) || interval.test(words)
}
