/** Reads times as tables write them: seconds, Unix times, times of day, dates; and places them. */
import { HostError } from '@chirpflow/graph'

/**
 * count: since something of the file's own. day: time of day, in s. local: date and time without a
 * zone. utc: date and time with a zone, or Unix. local and utc in seconds of 1970.
 */
export type TimeKind = 'count' | 'day' | 'local' | 'utc'

export interface ReadTime {
  readonly kind: TimeKind
  readonly seconds: number
}

const day = 86400
const clock = String.raw`(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?(?:\s*([ap])\.?m\.?)?`
const timeOfDay = new RegExp(`^${clock}$`, 'i')
const zone = String.raw`\s*(z|utc|gmt|[+-]\d\d:?(?:\d\d)?)?`
const yearFirst = new RegExp(
  `^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[t ,]+${clock}${zone})?$`,
  'i',
)
const dayFirst = new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?:[t ,]+${clock}${zone})?$`, 'i')

/** A time of day or a date as a person or a wristband writes it; undefined for anything else. */
export function readClock(text: string): ReadTime | undefined {
  const plain = timeOfDay.exec(text)
  if (plain) return timed('day', 0, plain.slice(1))
  const first = yearFirst.exec(text)
  const last = first ? undefined : dayFirst.exec(text)
  const match = first ?? last
  if (!match) return undefined
  const [a, b, c] = match.slice(1, 4).map(Number)
  const [year, month, date] = first ? [a, b, c] : [c, b, a]
  const milliseconds = Date.UTC(year, month - 1, date)
  const back = new Date(milliseconds)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== date) return undefined
  const offset = zoneSeconds(match[8])
  const kind = offset === undefined ? 'local' : 'utc'
  return timed(kind, milliseconds / 1000 - (offset ?? 0), match.slice(4, 8))
}

function timed(kind: TimeKind, from: number, parts: readonly (string | undefined)[]) {
  const [hours = '0', minutes = '0', seconds = '0', half] = parts
  const h = Number(hours)
  const s = Number(seconds.replace(',', '.'))
  if (h > (half ? 12 : 23) || Number(minutes) > 59 || s >= 61) return undefined
  const hour = half ? (h % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : h
  return { kind, seconds: from + 3600 * hour + 60 * Number(minutes) + s }
}

/** Seconds that a zone is ahead of UTC. */
function zoneSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text)
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (3600 * Number(match[2]) + 60 * Number(match[3] ?? 0))
}

/** Largest count of seconds that is no Unix time: three years. */
export const largestCount = 1e8

/** Unix times in s, ms, us or ns, told apart by their size, to seconds of 1970 (until 2286). */
export function unixSeconds(value: number): number {
  let seconds = value
  while (seconds >= 1e10) seconds /= 1000
  return seconds
}

/** Times of day grow over midnight. */
export function overMidnight(seconds: readonly number[]): number[] {
  let days = 0
  let last = -Infinity
  return seconds.map((value) => {
    if (Number.isNaN(value)) return value
    if (value < last - day / 2) days += day
    last = value
    return value + days
  })
}

/**
 * Clock time of the recording's beginning, as typed, in the seconds of times of that kind of which
 * the first is `first`. Throws HostError (about `start`) where the two cannot be compared.
 */
export function startSeconds(file: string, typed: string, kind: TimeKind, first: number): number {
  const fail = (what: string) => new HostError(`${file}: ${what}`, 'start')
  if (kind === 'count') {
    throw fail('its times count from its own beginning, not by a clock; leave start empty')
  }
  const text = typed.trim()
  const unix = Number(text) > largestCount ? unixSeconds(Number(text)) : undefined
  const start = unix === undefined ? readClock(text) : ({ kind: 'utc', seconds: unix } as const)
  if (!start) {
    throw fail(
      `"${text.slice(0, 40)}" is no clock time; write 10:12:00, 2024-05-03 10:12:00 or, with a zone, 2024-05-03T10:12:00+02:00`,
    )
  }
  if ((start.kind === 'utc') !== (kind === 'utc')) {
    throw fail(
      kind === 'utc'
        ? 'its times are in UTC; write start with its zone, as 2024-05-03T10:12:00+02:00'
        : 'its times have no zone; write start without one, as the clock of the file showed it',
    )
  }
  if (kind === 'day') return nearest(start.seconds % day, first)
  return start.kind === 'day' ? nearest(start.seconds, first) : start.seconds
}

/** The time of day on the day that puts it nearest to `first`. */
function nearest(seconds: number, first: number): number {
  return seconds + day * Math.round((first - seconds) / day)
}
