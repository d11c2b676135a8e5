/** The share of all windows answered within an error, a panel a condition. */
import type { Results } from '@chirpflow/experiment'
import { groupsOf } from '../groups.ts'
import { drawPicture } from '../picture.ts'

const shown = ['none-peak', 'lms-peak', 'rlsrhs-peak', 'bayes', 'tracker', 'delayed']
/** Per cent. */
const farthest = 4
const errors = Array.from({ length: 41 }, (_, step) => (farthest * step) / 40)

export function draw(all: readonly Results[]): Record<string, string> {
  const panels = all.flatMap((results) =>
    groupsOf(results).map(({ name }) => {
      const recordings = results.recordings.filter((one) => one.name.startsWith(`${name}, seed `))
      const curves = shown.map((chain) => {
        const at = results.chains.findIndex((one) => one.name === chain)
        const found = recordings.flatMap(({ reference, answers }) =>
          reference.map((rate, moment) => (100 * Math.abs(answers[at][moment] - rate)) / rate),
        )
        const y = errors.map(
          (limit) => (100 * found.filter((error) => error <= limit).length) / found.length,
        )
        return { name: chain, x: errors, y }
      })
      return { title: `${results.title.replace('Displacement: ', '')}, ${name}`, curves }
    }),
  )
  const text = drawPicture(
    'Share of all windows within an error',
    { label: 'error (%)', low: 0, high: farthest },
    { label: 'of all windows (%)', low: 0, high: 100 },
    panels,
  )
  return { 'accuracy.svg': text }
}
