/** What a table says, in sentences. */
import { betterOf, significance } from './pairs.ts'
import { type Shown, shownAs } from './shown.ts'
import type { Pair, Row, Table } from './types.ts'

export interface Finding {
  readonly tone: 'better' | 'none' | 'warning' | 'note'
  readonly text: string
}

/**
 * Sentences for a person, most telling first: which chain is better than which, where no difference
 * is shown, what is no better than the constant, the limit of the scene, how intervals came about.
 * Figures in 1/min, or cm.
 */
export function findings(table: Table): Finding[] {
  const { rows, pairs } = table
  const shownIn = shownAs[table.unit]
  if (table.moments === 0) {
    return [{ tone: 'warning', text: 'No moment has a reference, so nothing can be judged.' }]
  }
  const constants = new Set(rows.flatMap(({ chain, constant }) => (constant ? [chain] : [])))
  const between = pairs.filter(({ a, b }) => !constants.has(a) && !constants.has(b))
  const shown = between.map((pair) => ({ pair, better: betterOf(pair) }))
  return [
    ...shown.flatMap(({ pair, better }) => (better ? [sayBetter(pair, better, shownIn)] : [])),
    ...shown.flatMap(({ pair, better }) => (better ? [] : [sayNone(pair, shownIn)])),
    ...rows.flatMap((row) => sayConstant(row, pairs, shownIn)),
    ...sayMethod(table),
  ]
}

function sayBetter({ a, b, difference, corrected }: Pair, better: string, shownIn: Shown): Finding {
  const sign = better === a ? -1 : 1
  const [low, high] =
    sign < 0 ? [-difference.high, -difference.low] : [difference.low, difference.high]
  const p = corrected === undefined ? '' : `, p ${formatP(corrected)} after Holm`
  const text = `${better} is better than ${better === a ? b : a}: ${figure(sign * difference.value, shownIn)} ${shownIn.unit} less error, interval ${interval(low, high, shownIn)}${p}.`
  return { tone: 'better', text }
}

function sayNone({ a, b, difference, moments, corrected }: Pair, shownIn: Shown): Finding {
  const say = (why: string): Finding => ({
    tone: 'none',
    text: `${a} and ${b}: no difference shown. ${why}`,
  })
  const { low, high } = difference
  if (moments === 0) return say('They answer at no common moment.')
  if (Number.isNaN(low)) return say('There is too little data for an interval.')
  const range = `${interval(low, high, shownIn)} ${shownIn.unit}`
  if (low > 0 || high < 0) {
    const p = formatP(corrected ?? Number.NaN)
    return say(`Interval ${range}, but p ${p} after Holm, so neither is marked best.`)
  }
  return say(`Interval ${range} crosses zero, so neither is marked best.`)
}

function sayConstant(row: Row, pairs: readonly Pair[], shownIn: Shown): Finding[] {
  if (row.constant || !row.noBetterThanConstant) return []
  if (row.answered === 0) return [{ tone: 'warning', text: `${row.chain} never answers.` }]
  const pair = pairs.filter(({ a }) => a === row.chain).at(-1)
  const { low = Number.NaN, high = Number.NaN } = pair?.difference ?? {}
  const why = Number.isNaN(low)
    ? 'too little data for an interval'
    : `interval ${interval(low, high, shownIn)} ${shownIn.unit}`
  const not = Number.isNaN(low) ? 'not shown to be better' : 'no better'
  return [
    {
      tone: 'warning',
      text: `${row.chain} is ${not} than a constant ${shownIn.noun} that uses no radar: ${why}.`,
    },
  ]
}

function sayMethod({ recordings, pairs, resampling, boundWithin1Percent }: Table): Finding[] {
  const notes: string[] = []
  if (boundWithin1Percent !== undefined) {
    notes.push(
      `The Cramér-Rao limit for this scene is ${Math.round(100 * boundWithin1Percent)} % within 1 %.`,
    )
  }
  if (resampling.by === 'blocks') {
    notes.push(
      resampling.repeats > 0
        ? `One recording: intervals by block bootstrap, ${resampling.block} moments a block.`
        : `One recording: it holds fewer than five blocks of ${resampling.block} moments, too few for intervals.`,
    )
  } else {
    notes.push(`${recordings} recordings: intervals by bootstrap over recordings.`)
    const tests = pairs.filter(({ p }) => p !== undefined).length
    const least = 2 / 2 ** recordings
    if (least >= significance) {
      notes.push(
        `With fewer than 6 recordings sign flips cannot reach p ${significance}, so no difference can be shown.`,
      )
    } else if (least * tests >= significance) {
      notes.push(
        `${recordings} recordings are too few for ${tests} pairs: after Holm the least p is ${formatP(least * tests)}.`,
      )
    }
  }
  return [{ tone: 'note', text: notes.join(' ') }]
}

/** Two digits and a true minus sign. */
function figure(value: number, { factor }: Shown): string {
  const text = (factor * value).toFixed(2)
  return text.replace(/^-0\.00$/, '0.00').replace('-', '−')
}

const interval = (low: number, high: number, shownIn: Shown) =>
  `${figure(low, shownIn)} to ${figure(high, shownIn)}`

function formatP(p: number): string {
  return p < 0.001 ? 'below 0.001' : p.toFixed(3)
}
