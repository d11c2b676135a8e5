/** Finding node types by typing: every word must be in title, id, category or summary, or nearly in a name. */
import type { Category, NodeType } from '@chirpflow/graph'

/** Headings of the palette, by category. */
export const categoryTitles: Record<Category, string> = {
  source: 'Sources',
  range: 'Range',
  window: 'Windows',
  target: 'Target',
  phase: 'Phase',
  harmonics: 'Harmonics',
  decomposition: 'Decomposition',
  filter: 'Filters',
  rate: 'Rates',
  sink: 'Sinks',
}

type Described = Pick<NodeType, 'id' | 'title' | 'category' | 'summary'>

/** Those that match, best first; equal ones keep their order. All of them without a query. */
export function rankTypes<T>(
  query: string,
  items: readonly T[],
  typeOf: (item: T) => Described,
): readonly T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return items
  return items
    .map((item) => ({ item, rank: rankOf(words, typeOf(item)) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ item }) => item)
}

/** 0 where a word is nowhere. */
function rankOf(words: readonly string[], { id, title, category, summary }: Described): number {
  const names = [title.toLowerCase(), id]
  let total = 0
  for (const word of words) {
    const best = Math.max(
      ...names.map((name) => placeOf(name, word) || scattered(name, word)),
      0.5 * placeOf(`${category} ${categoryTitles[category]}`.toLowerCase(), word),
      0.3 * placeOf(summary.toLowerCase(), word),
    )
    if (best === 0) return 0
    total += best
  }
  return total
}

/** The whole, its beginning, the beginning of a word in it, anywhere. */
function placeOf(text: string, word: string): number {
  if (text === word) return 100
  if (text.startsWith(word)) return 80
  const at = text.indexOf(word)
  if (at === -1) return 0
  return wordStarts(text).some((start) => text.startsWith(word, start)) ? 60 : 30
}

/** Letters in their order: initials ("stw" for slow-time window) before letters that lie about. */
function scattered(name: string, word: string): number {
  if (word.length < 2) return 0
  const initials = wordStarts(name).map((start) => name[start])
  if (isWithin(word, initials.join(''))) return 20
  return word.length > 2 && word[0] === name[0] && isWithin(word, name) ? 8 : 0
}

function wordStarts(text: string): readonly number[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index)
}

function isWithin(word: string, text: string): boolean {
  let at = -1
  for (const letter of word) {
    at = text.indexOf(letter, at + 1)
    if (at === -1) return false
  }
  return true
}
