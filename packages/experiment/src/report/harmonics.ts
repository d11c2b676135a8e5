/** Where answers lie that are not right: at half, at double, at a multiple of breathing. */
import type { Confusion } from '@chirpflow/statistics'
import type { Results } from '../results.ts'
import { chainData, type Mark, markIcon } from './mark.ts'
import { escapeText, percent } from './words.ts'

interface Part {
  readonly name: string
  readonly kind: string
  readonly share: number
}

const kinds = [
  ['within', 'within 4 %'],
  ['half', 'half'],
  ['double', 'double'],
  ['breathing', 'multiple of breathing'],
  ['mixed', 'heart ± breathing'],
  ['other', 'elsewhere'],
] as const

function partsOf({ within, half, double, breathing, mixed, other }: Confusion): readonly Part[] {
  const multiples = Object.entries(breathing).map(([multiple, share]) => ({
    name: `${multiple} × breathing`,
    kind: 'breathing',
    share,
  }))
  const parts: readonly Part[] = [
    { name: 'within 4 %', kind: 'within', share: within },
    { name: 'half the rate', kind: 'half', share: half },
    { name: 'double the rate', kind: 'double', share: double },
    ...multiples,
    { name: 'heart ± breathing', kind: 'mixed', share: mixed },
    { name: 'elsewhere', kind: 'other', share: other },
  ]
  return parts.filter(({ share }) => share > 0)
}

export function harmonicBars({ table }: Results, marks: readonly Mark[]): string {
  const rows = marks.map((mark) => {
    const parts = partsOf(table.rows[mark.chain].confusion)
    const bars = parts.map(({ name, kind, share }) => {
      const text =
        share >= 0.07 ? (kind === 'breathing' ? name.split(' breathing')[0] : percent(share)) : ''
      return `<span class="part ${kind}" style="width:${(100 * share).toFixed(2)}%" title="${escapeText(name)}: ${percent(share)}">${text}</span>`
    })
    const spoken = parts.map(({ name, share }) => `${name} ${percent(share)}`).join(', ')
    const bar =
      parts.length > 0
        ? `<div class="bar" role="img" aria-label="${escapeText(spoken)}">${bars.join('')}</div>`
        : '<div class="bar none">no answer</div>'
    return `<div class="bars-row" ${chainData(mark)}><span class="name">${markIcon(mark)}${mark.letter} ${escapeText(mark.name)}</span>${bar}</div>`
  })
  const legend = kinds.map(
    ([kind, name]) => `<span class="key"><i class="part ${kind}"></i>${name}</span>`,
  )
  return `<div class="bars">${rows.join('')}</div><div class="legend">${legend.join('')}</div>`
}
