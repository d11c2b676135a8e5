/** The share of all windows answered within 1 %, over SNR, a panel an experiment. */
import type { Results } from '@chirpflow/experiment'
import { groupsOf } from '../groups.ts'
import { drawPicture } from '../picture.ts'

const shown = ['none-peak', 'lms-peak', 'rlsrhs-peak', 'bayes', 'tracker', 'delayed']
/** "-10 dB" of "-10 dB, 5 %, seed 7": all irregularities together. */
const snrOf = (name: string) => name.split(',')[0]

export function draw(all: readonly Results[]): Record<string, string> {
  const panels = all.map((results) => {
    const groups = groupsOf(results, ({ name }) => snrOf(name))
    const x = groups.map(({ name }) => Number.parseFloat(name))
    const curves = shown.map((name) => {
      const at = results.chains.findIndex((chain) => chain.name === name)
      const y = groups.map(({ table: { rows } }) => {
        const { within1Percent, coverage } = rows[at]
        return 100 * within1Percent.value * coverage.value
      })
      return { name, x, y }
    })
    return { title: results.title.replace('Full chain: ', ''), curves }
  })
  const text = drawPicture(
    'Share of all windows within 1 % over SNR',
    { label: 'SNR of an ADC sample (dB)', low: -20, high: 0 },
    { label: 'of all windows within 1 % (%)', low: 0, high: 100 },
    panels,
  )
  return { 'accuracy.svg': text }
}
