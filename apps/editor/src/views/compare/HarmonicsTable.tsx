/** What wrong answers have hit instead: shares of all answers, chain by chain. */
import type { Confusion } from '@chirpflow/statistics'
import { useEditor, useUi } from '../../state/editor.ts'
import { ChainMark, chainToken } from '../../theme/chain-mark.tsx'
import type { ShownRow } from './rows.ts'

interface Hit {
  readonly title: string
  readonly help: string
  readonly of: (confusion: Confusion) => number
}

const hits: readonly Hit[] = [
  { title: '± 4 %', help: 'Within 4 % of the reference: no error', of: ({ within }) => within },
  { title: '½', help: 'At half the reference', of: ({ half }) => half },
  { title: '2 ×', help: 'At double the reference', of: ({ double }) => double },
]
const others: readonly Hit[] = [
  {
    title: 'mixed',
    help: 'At the sum or difference of heart and breathing',
    of: ({ mixed }) => mixed,
  },
  { title: 'other', help: 'Anywhere else', of: ({ other }) => other },
]

export function HarmonicsTable({ rows }: { rows: readonly ShownRow[] }) {
  const multiples = [...new Set(rows.flatMap(({ row }) => Object.keys(row.confusion.breathing)))]
    .map(Number)
    .sort((a, b) => a - b)
  const breathing = multiples.map(
    (multiple): Hit => ({
      title: `${multiple} b`,
      help: `At ${multiple} times the breathing rate`,
      of: (confusion) => confusion.breathing[multiple] ?? 0,
    }),
  )
  const columns = [...hits, ...breathing, ...others]
  return (
    <div className="compare-scroll">
      <table className="harmonics-table">
        <caption className="visually-hidden">
          What answers have hit, as shares of all answers
        </caption>
        <thead>
          <tr>
            <th scope="col">Chain</th>
            {columns.map(({ title, help }) => (
              <th key={title} scope="col" title={help}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((shown) => (
            <HitRow key={shown.chain?.id ?? 'constant'} shown={shown} columns={columns} />
          ))}
        </tbody>
      </table>
      <p className="compare-note">
        {multiples.length > 0
          ? 'b is the breathing rate: an answer at a multiple of it is a harmonic taken for the heart.'
          : 'No answer lies at a multiple of the breathing rate.'}
      </p>
    </div>
  )
}

function HitRow({ shown: { row, chain }, columns }: { shown: ShownRow; columns: readonly Hit[] }) {
  const { ui } = useEditor()
  const lit = useUi(({ litChain }) => chain !== undefined && litChain === chain.id)
  const colour = chain ? `var(${chainToken(chain.index)})` : 'var(--control)'
  return (
    <tr
      data-lit={lit || undefined}
      data-constant={row.constant || undefined}
      onPointerEnter={() => chain && ui.setState({ litChain: chain.id })}
      onPointerLeave={() => chain && ui.setState({ litChain: undefined })}
    >
      <th scope="row" title={row.chain}>
        {chain && <ChainMark index={chain.index} />}
        {chain?.letter ?? row.chain}
      </th>
      {columns.map(({ title, of }) => {
        const share = of(row.confusion)
        const text = Number.isNaN(share) ? '–' : share === 0 ? '' : `${Math.round(100 * share)} %`
        return (
          <td
            key={title}
            style={{
              background: `linear-gradient(${colour}, ${colour}) 0 100% / ${100 * (share || 0)}% 3px no-repeat`,
            }}
          >
            {text || <span className="visually-hidden">0 %</span>}
          </td>
        )
      })}
    </tr>
  )
}
