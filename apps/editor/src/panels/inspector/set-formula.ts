/** A line of a formula as runs of italic, upright, raised and lowered letters. */

export type Style = 'italic' | 'upright' | 'raised' | 'lowered'

export interface Run {
  readonly style: Style
  readonly text: string
}

/** Letters that Unicode has raised or lowered; few fonts have all of them. */
const raised: Readonly<Record<string, string>> = {
  ᵀ: 'T',
  ᴴ: 'H',
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  '⁻': '−',
  ⁿ: 'n',
}
const lowered: Readonly<Record<string, string>> = {
  ₐ: 'a',
  ₑ: 'e',
  ᵢ: 'i',
  ⱼ: 'j',
  ₖ: 'k',
  ₗ: 'l',
  ₘ: 'm',
  ₙ: 'n',
  ₒ: 'o',
  ₚ: 'p',
  ᵣ: 'r',
  ₛ: 's',
  ₜ: 't',
  ₓ: 'x',
  '₀': '0',
  '₁': '1',
  '₂': '2',
  '₃': '3',
}

/** One letter is a variable and leans; words (FFT, exp, median of), numbers and signs stand. */
export function setFormula(line: string): readonly Run[] {
  const runs: Run[] = []
  const add = (style: Style, text: string) => {
    const last = runs.at(-1)
    if (last?.style === style) runs[runs.length - 1] = { style, text: last.text + text }
    else runs.push({ style, text })
  }
  const plain = Object.keys({ ...raised, ...lowered }).join('')
  const pieces = new RegExp(`[${plain}]|[\\p{L}]+?(?=[${plain}]|\\P{L}|$)|.`, 'gu')
  for (const match of line.matchAll(pieces)) {
    const [piece] = match
    const { index } = match
    if (Object.hasOwn(raised, piece)) add('raised', raised[piece])
    else if (Object.hasOwn(lowered, piece)) add('lowered', lowered[piece])
    else if (/^\p{L}$/u.test(piece) && !isArticle(line, index)) add('italic', piece)
    else add('upright', piece)
  }
  return runs
}

/** The a of "from a parabola", which is no variable. */
function isArticle(line: string, at: number): boolean {
  const [before, after] = [line.slice(0, at), line.slice(at + 1)]
  return line[at] === 'a' && /\p{L}{2,} $/u.test(before) && /^ \p{L}{2,}/u.test(after)
}
