/** Results of sinks as names and values: "Heart", "69.6 /min". */
import type { Result } from '@chirpflow/graph'
import { showValue } from '../../views/plot/show.ts'

/** Sorted by name; a median that is no answer is a dash. */
export function resultRows(
  results: Readonly<Record<string, Result>>,
): readonly (readonly [string, string])[] {
  return Object.entries(results)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, result]) => {
      if (result.kind !== 'rates') return []
      const { median, unit } = result
      const values: readonly number[] = Array.isArray(median) ? median : [median as number]
      const text = values.map((value) => (Number.isNaN(value) ? '—' : showValue(value, unit)))
      return [[nameOf(id), text.join(', ')] as const]
    })
}

/** "heart-rate-2" as "Heart rate 2". */
export function nameOf(id: string): string {
  const words = id.replace(/[-_]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
