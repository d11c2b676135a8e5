/** The figure beside the rates: agreement, errors, time and accuracy, or harmonics. */
import type { Table } from '@chirpflow/statistics'
import { useCallback, useMemo } from 'react'
import { useUi } from '../../state/editor.ts'
import type { Compared } from './compared.ts'
import { type Cloud, drawAgreement } from './draw-agreement.ts'
import { drawErrors } from './draw-errors.ts'
import { type Cost, drawTime } from './draw-time.ts'
import { errorsOf } from './errors-of.ts'
import { HarmonicsTable } from './HarmonicsTable.tsx'
import { type Figure, useCompare } from './local.ts'
import { type Draw, PlotSurface } from './PlotSurface.tsx'
import { rowsOf, type ShownRow } from './rows.ts'

export const figureTitles: Record<Figure, string> = {
  agreement: 'Agreement',
  errors: 'Errors',
  time: 'Time and accuracy',
  harmonics: 'Harmonics',
}

const byError = { column: 'error', down: false } as const

export function FigureCard({ compared, table }: { compared: Compared; table: Table }) {
  const figure = useCompare((state) => state.figure)
  const rows = useMemo(() => rowsOf(compared, table, byError), [compared, table])
  const clouds = useMemo(
    () => compared.chains.map((chain, at): Cloud => ({ chain, errors: errorsOf(compared, at) })),
    [compared],
  )
  if (figure === 'agreement') return <AgreementCard rows={rows} clouds={clouds} />
  if (figure === 'errors') return <ErrorsCard clouds={clouds} />
  if (figure === 'time') return <TimeCard rows={rows} />
  return (
    <Card title="Harmonics" detail="share of the answers at">
      <HarmonicsTable rows={rows} />
    </Card>
  )
}

function Card({
  title,
  detail,
  children,
}: {
  title: string
  detail: string
  children: React.ReactNode
}) {
  return (
    <section className="compare-card" aria-label={title}>
      <header className="compare-head">
        <h3>{title}</h3>
        <p>{detail}</p>
      </header>
      {children}
    </section>
  )
}

function AgreementCard({ rows, clouds }: { rows: readonly ShownRow[]; clouds: readonly Cloud[] }) {
  const lit = useUi((state) => state.litChain)
  const of = rows.find(({ chain }) => chain && chain.id === lit) ?? rows.find(({ chain }) => chain)
  const draw = useCallback<Draw>(
    (ctx, width, height, theme) => {
      const limits = of?.chain && { chain: of.chain, agreement: of.row.agreement }
      return drawAgreement(ctx, width, height, clouds, limits, lit, theme)
    },
    [of, clouds, lit],
  )
  const { bias, lower, upper } = of?.row.agreement ?? {}
  const show = (value = Number.NaN) => (60 * value).toFixed(1)
  return (
    <Card title="Bland-Altman" detail={of?.chain ? `limits of ${of.chain.letter}` : ''}>
      <PlotSurface
        label={`Errors against means of chain and reference; of ${of?.row.chain ?? 'no chain'}: bias ${show(bias)}, limits ${show(lower)} to ${show(upper)} /min`}
        draw={draw}
      />
    </Card>
  )
}

function ErrorsCard({ clouds }: { clouds: readonly Cloud[] }) {
  const lit = useUi((state) => state.litChain)
  const draw = useCallback<Draw>(
    (ctx, width, height, theme) => drawErrors(ctx, width, height, clouds, lit, theme),
    [clouds, lit],
  )
  return (
    <Card title="Errors" detail="share of the answers with at most so much">
      <PlotSurface label="Share of the answers of each chain by their largest error" draw={draw} />
    </Card>
  )
}

function TimeCard({ rows }: { rows: readonly ShownRow[] }) {
  const lit = useUi((state) => state.litChain)
  const costs = useMemo(
    () => rows.flatMap(({ chain, row }): Cost[] => (chain ? [{ chain, row }] : [])),
    [rows],
  )
  const draw = useCallback<Draw>(
    (ctx, width, height, theme) => drawTime(ctx, width, height, costs, lit, theme),
    [costs, lit],
  )
  const timed = costs.filter(({ row }) => row.secondsPerWindow !== undefined)
  const words = timed.map(
    ({ chain, row: { secondsPerWindow = Number.NaN, meanAbsoluteError } }) => {
      const error = (60 * meanAbsoluteError.value).toFixed(2)
      return `${chain.letter} ${(1e3 * secondsPerWindow).toFixed(1)} ms, ${error} /min`
    },
  )
  return (
    <Card title="Time and accuracy" detail="lower left is better">
      {timed.length === 0 ? (
        <p className="compare-none">No chain has run as it is now, so no time is known: run it.</p>
      ) : (
        <PlotSurface label={`Time of a window and mean error: ${words.join('; ')}`} draw={draw} />
      )}
    </Card>
  )
}
