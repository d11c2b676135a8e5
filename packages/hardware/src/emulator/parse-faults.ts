/** Reads a fault of a script as somebody has written it. */
import { HostError } from '@chirpflow/graph'
import { type Fault, parts } from './faults.ts'

/** Least and most that a number may be; whole numbers unless `real`. */
interface Field {
  readonly least: number
  readonly most: number
  readonly real?: boolean
}

const count: Field = { least: 1, most: 1e9 }
const countOrNone: Field = { least: 0, most: 1e9 }
const frame = countOrNone
const code: Field = { least: 0, most: 0xffff }

/** Fields of each kind; `which` stands for `at` or `share`, `what` for a part that has a plug. */
const shapes: Readonly<Record<Fault['kind'], Readonly<Record<string, Field | 'which' | 'what'>>>> =
  {
    loss: { which: 'which', length: count },
    delay: { which: 'which', by: count },
    repeat: { which: 'which', after: countOrNone },
    truncate: { which: 'which', bytes: countOrNone },
    stranger: { which: 'which' },
    restart: { frame, away: countOrNone },
    join: { frame: { least: 0, most: Number.MAX_SAFE_INTEGER } },
    'short-last': {},
    deaf: { requests: countOrNone },
    mute: { command: code, times: count },
    refuse: { command: code, times: count },
    version: { status: code },
    'no-lvds': {},
    status: { frame, bits: code },
    'late-last': { seconds: { least: 0, most: 3600, real: true } },
    cut: { what: 'what', frame, frames: countOrNone },
  }

const share: Field = { least: 0, most: 1, real: true }

/** How each kind is typed, such as "short-last" or "loss:at=PACKET|share=0..1,length=NUMBER". */
export const faultForms: readonly string[] = Object.entries(shapes).map(([kind, shape]) => {
  const fields = Object.entries(shape).map(([name, field]) => {
    if (field === 'which') return 'at=PACKET|share=0..1'
    return field === 'what' ? `what=${parts.join('|')}` : `${name}=NUMBER`
  })
  return fields.length > 0 ? `${kind}:${fields.join(',')}` : kind
})

/** Throws HostError that names the place and what is wanted there. */
export function parseFault(value: unknown, place: string): Fault {
  const fields = isRecord(value) ? value : {}
  const kind = String(fields.kind)
  if (!Object.hasOwn(shapes, kind)) {
    const known = Object.keys(shapes).join(', ')
    throw new HostError(`${place}: "kind" is one of ${known}`)
  }
  const shape = shapes[kind as Fault['kind']]
  const own = Object.keys(shape).flatMap((name) => (name === 'which' ? ['at', 'share'] : [name]))
  const extra = Object.keys(fields).filter((name) => name !== 'kind' && !own.includes(name))
  if (extra.length > 0) throw new HostError(`${place}: ${kind} has no "${extra[0].slice(0, 40)}"`)
  const read: Record<string, unknown> = { kind }
  for (const [name, field] of Object.entries(shape)) {
    if (field === 'which') Object.assign(read, whichOf(fields, place))
    else if (field === 'what') read.what = partOf(fields.what, place)
    else read[name] = numberOf(fields[name], field, `${place}: "${name}"`)
  }
  // Each field of the kind was read above.
  return read as unknown as Fault
}

function whichOf(fields: Record<string, unknown>, place: string): Record<string, number> {
  if ((fields.at === undefined) === (fields.share === undefined)) {
    throw new HostError(`${place}: give "at" (a packet, from 1) or "share" (0 to 1)`)
  }
  return fields.share === undefined
    ? { at: numberOf(fields.at, count, `${place}: "at"`) }
    : { share: numberOf(fields.share, share, `${place}: "share"`) }
}

function partOf(value: unknown, place: string): string {
  const part = parts.find((one) => one === value)
  if (part) return part
  throw new HostError(`${place}: "what" is one of ${parts.join(', ')}`)
}

function numberOf(value: unknown, { least, most, real }: Field, place: string): number {
  const fits = typeof value === 'number' && value >= least && value <= most
  if (fits && (real || Number.isInteger(value))) return value
  throw new HostError(`${place} is a ${real ? '' : 'whole '}number from ${least} to ${most}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
