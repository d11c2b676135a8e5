/** The share of ranges within 4 % over SNR, a panel an experiment. */
import type { Results } from '@chirpflow/experiment'
import { groupsOf } from '../groups.ts'
import { drawPicture } from '../picture.ts'

/** Chains by the name that a curve has room for. */
const shown = {
  Power: 'Average power',
  'DC removed': 'Average power, DC removed',
  'MCSM, literal': 'MCSM, literal',
  MCSM: 'MCSM',
  'MCSM+': 'MCSM+',
  'MCSM+, no taper': 'MCSM+, no taper',
}

export function draw(all: readonly Results[]): Record<string, string> {
  const panels = all.map((results) => {
    const groups = groupsOf(results)
    const x = groups.map(({ name }) => Number.parseFloat(name))
    const curves = Object.entries(shown).map(([name, wanted]) => {
      const at = results.chains.findIndex((chain) => chain.name === wanted)
      return { name, x, y: groups.map(({ table }) => 100 * table.rows[at].within4Percent.value) }
    })
    return { title: results.title.replace('Range in ', ''), curves }
  })
  const text = drawPicture(
    'Share of ranges within 4 % over SNR',
    { label: 'SNR of an ADC sample (dB)', low: -30, high: -18 },
    { label: 'within 4 % (%)', low: 0, high: 100 },
    panels,
  )
  return { 'accuracy.svg': text }
}
