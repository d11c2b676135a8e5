/** Finding by typing: every word must be there, earlier and nearer to a word's start is better. */

/** Higher is better, 0 is no match. Fields come in order of weight. */
export function rankMatch(query: string, fields: readonly string[]): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  let total = 1
  for (const word of words) {
    let best = 0
    fields.forEach((field, index) => {
      best = Math.max(best, placeOf(field.toLowerCase(), word) / (index + 1))
    })
    if (best === 0) return 0
    total += best
  }
  return total
}

function placeOf(field: string, word: string): number {
  const at = field.indexOf(word)
  if (at === -1) return 0
  if (field === word) return 12
  if (at === 0) return 8
  return /[\p{L}\p{N}]/u.test(field[at - 1]) ? 1 : 4
}

/** Those that match, best first; equal ones keep their order. */
export function findBest<T>(
  query: string,
  items: readonly T[],
  fieldsOf: (item: T) => readonly string[],
): readonly T[] {
  if (query.trim() === '') return items
  return items
    .map((item) => ({ item, rank: rankMatch(query, fieldsOf(item)) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ item }) => item)
}
