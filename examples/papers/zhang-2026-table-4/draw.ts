/** The share within 1 % over the distance of the heart rate to the nearest harmonic of breathing. */
import type { RecordingResult, Results } from '@chirpflow/experiment'
import { groupsOf } from '../groups.ts'
import { drawPicture } from '../picture.ts'

/** Width of a bin, Hz; the last one holds all that is further away. */
const step = 0.02
const last = 5
const shown = ['None', 'LMS (step 0.0007)', 'LMS (step 0.01)', 'RLSRHS', 'Notches']

/** Bin of |heart - h breathing|, the least over h = 2 .. 5. */
function binOf({ reference: [heart], breathing: [breath] = [Number.NaN] }: RecordingResult) {
  const distances = [2, 3, 4, 5].map((h) => Math.abs(heart - h * breath))
  return Math.min(last, Math.floor(Math.min(...distances) / step))
}

export function draw([results]: readonly Results[]): Record<string, string> {
  const groups = groupsOf(results, (recording) => String(binOf(recording)))
  const bins = Array.from({ length: last + 1 }, (_, bin) => bin)
  const curves = results.chains.flatMap(({ name }, at) => {
    if (!shown.includes(name)) return []
    const y = bins.map((bin) => {
      const group = groups.find((one) => one.name === String(bin))
      return 100 * (group?.table.rows[at].within1Percent.value ?? Number.NaN)
    })
    return [{ name, x: bins.map((bin) => 1000 * step * (bin + 0.5)), y }]
  })
  const text = drawPicture(
    'Share within 1 % over the distance of heart and breathing harmonic',
    { label: 'heart to nearest harmonic (mHz; last: 100 and more)', low: 0, high: 120 },
    { label: 'within 1 % (%)', low: 0, high: 100 },
    [{ title: 'Scene of Table 4', curves }],
  )
  return { 'accuracy.svg': text }
}
