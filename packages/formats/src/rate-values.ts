/** Turns what a file calls a rate (per minute, Hz, intervals) into Hz, and refuses the impossible. */
import { HostError, type RateUnit } from '@chirpflow/graph'
import { isIntervalHeader, unitIn } from './header-words.ts'

type KnownUnit = Exclude<RateUnit, 'auto'>

/** No heart and no breath is slower or faster, Hz: 1.2 to 300 /min. */
const slowest = 0.02
const fastest = 5

const toHertz: Record<KnownUnit, (value: number) => number> = {
  '1/min': (value) => value / 60,
  Hz: (value) => value,
  s: (value) => 1 / value,
  ms: (value) => 1000 / value,
}

export interface RateValues {
  readonly hertz: readonly number[]
  readonly unit: KnownUnit
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Values of 0 and below are no answer (a wristband off the wrist writes 0), and so are rates outside
 * 0.02 to 5 Hz, which a warning counts. Throws HostError (about `unit`) where the unit cannot be told,
 * or where the middle one of the rates is impossible in the unit that is said.
 */
export function readRates(
  file: string,
  name: string,
  values: readonly number[],
  asked: RateUnit,
): RateValues {
  const there = values.filter((value) => value > 0).sort((a, b) => a - b)
  if (there.length === 0) throw new HostError(`${file}: "${name}" holds no rate above 0`, 'column')
  const middle = there[there.length >> 1]
  const said = unitIn(name)
  const unit =
    asked !== 'auto'
      ? asked
      : said !== undefined && said !== 'min'
        ? said
        : guess(file, name, middle)
  const typical = toHertz[unit](middle)
  if (!isPossible(typical)) {
    const shown = (value: number) => Number(value.toPrecision(4))
    throw new HostError(
      `${file}: "${name}" read in ${unit} has a middle value of ${shown(middle)}, a rate of ${shown(60 * typical)} /min; no heart or breath has it: choose another unit or column`,
      'unit',
    )
  }
  const hertz = values.map((value) => (value > 0 ? toHertz[unit](value) : Number.NaN))
  const none = values.length - there.length
  const impossible = hertz.filter((value) => !Number.isNaN(value) && !isPossible(value)).length
  const warnings: string[] = []
  if (none > 0)
    warnings.push(
      `${file}: ${none} of ${values.length} values of "${name}" are missing or 0: no answer`,
    )
  if (impossible > 0) {
    warnings.push(
      `${file}: ${impossible} of ${values.length} values of "${name}" are outside 1.2 to 300 /min: no answer`,
    )
  }
  const why =
    asked !== 'auto'
      ? 'as asked'
      : said === unit
        ? 'as its header says'
        : 'by the size of its values'
  return {
    hertz: hertz.map((value) => (isPossible(value) ? value : Number.NaN)),
    unit,
    notes: [`"${name}" is read in ${unit}, ${why}.`],
    warnings,
  }
}

function isPossible(hertz: number): boolean {
  return hertz >= slowest && hertz <= fastest
}

/** Only where no other unit comes to a rate that is possible. */
function guess(file: string, name: string, middle: number): KnownUnit {
  const open: readonly KnownUnit[] = isIntervalHeader(name) ? ['s', 'ms', '1/min'] : ['1/min', 'Hz']
  // 5 /min is the least that is told from a rate in Hz
  const fits = open.filter((unit) => {
    const hertz = toHertz[unit](middle)
    return unit === '1/min'
      ? hertz >= 5 / 60 && hertz <= fastest
      : hertz >= 0.05 && hertz <= fastest
  })
  if (fits.length === 1) return fits[0]
  throw new HostError(
    `${file}: the unit of "${name}" cannot be told from its middle value, ${Number(middle.toPrecision(4))}; choose it as unit`,
    'unit',
  )
}
