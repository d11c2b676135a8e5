/** The share of windows answered within 1 % over the heart rate, a panel a group. */
import type { Results } from '@chirpflow/experiment'
import { groupsOf, nameOfGroup } from '../groups.ts'
import { drawPicture } from '../picture.ts'

/** Width and centres of the bins, 1/min. */
const step = 10
const bins = [55, 65, 75, 85, 95, 105]

/** Runs along the one with energy weights. */
const hidden = 'second, equal weights'

export function draw([results]: readonly Results[]): Record<string, string> {
  const names = [...new Set(results.recordings.map(nameOfGroup))]
  const panels = names.map((name) => ({ title: name, curves: curvesOf(results, name) }))
  const text = drawPicture(
    'Share of windows answered within 1 % over the heart rate',
    { label: 'heart rate (1/min)', low: 50, high: 110 },
    { label: 'answered within 1 % (%)', low: 0, high: 102 },
    panels,
  )
  return { 'accuracy.svg': text }
}

function curvesOf(results: Results, name: string) {
  const groups = groupsOf(results, (recording) => {
    const bin = step * Math.floor((60 * recording.reference[0]) / step) + step / 2
    return nameOfGroup(recording) === name ? String(bin) : undefined
  })
  const tables = new Map(groups.map((group) => [group.name, group.table]))
  /** Of all windows: one without an answer is not right. */
  const rightAt = (bin: number, chain: number) => {
    const row = tables.get(String(bin))?.rows[chain]
    if (!row) return Number.NaN
    return row.answered === 0 ? 0 : 100 * row.coverage.value * row.within1Percent.value
  }
  return results.chains
    .map((chain, at) => ({ name: chain.name, x: bins, y: bins.map((bin) => rightAt(bin, at)) }))
    .filter((curve) => curve.name !== hidden)
}
