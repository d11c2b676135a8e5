/** Figures as a person reads them: rates a minute, shares in per cent, a dash for none. */
import { type JudgedUnit, shownAs } from '@chirpflow/statistics'

/** Escapes what stands in HTML and SVG. */
export function escapeText(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (sign) => signs[sign])
}

const dash = '–'

function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return dash
  return value
    .toFixed(digits)
    .replace(/^-(0\.?0*)$/, '$1')
    .replace('-', '−')
}

/** A rate in 1/min, or a range in cm. */
export const judged = (value: number, unit: JudgedUnit, digits = 2) =>
  fixed(shownAs[unit].factor * value, digits)
export const plain = (value: number, digits = 2) => fixed(value, digits)
export const percent = (share: number) =>
  Number.isFinite(share) ? `${fixed(100 * share, 0)} %` : dash

/** Milliseconds with two figures that count. */
export function milliseconds(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return dash
  const value = 1000 * seconds
  return value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2)
}

export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(1000 * seconds)} ms`
  if (seconds < 120) return `${seconds.toFixed(1)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}

export const count = (size: number, what: string) => `${size} ${what}${size === 1 ? '' : 's'}`

/** A, B ... Z, AA, AB ... */
export function letterOf(chain: number): string {
  const [first, second] = [Math.floor(chain / 26), chain % 26]
  const last = String.fromCharCode(65 + second)
  return first === 0 ? last : letterOf(first - 1) + last
}
