/** What the radar says of the person now, or at the moment that is looked at: rates large, and how sure. */

import { memo } from 'react'
import { ago } from '../app/spans.ts'
import { useSession, useUi } from '../state/editor.ts'
import { nowOf, useLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'
import { decimalsOf, fixed } from '../views/plot/show.ts'
import { useMemory } from './memory.ts'
import { NowFacts } from './NowFacts.tsx'
import { RecordingChip } from './RecordingChip.tsx'
import type { ShownRate } from './rates.ts'
import { Trace } from './Trace.tsx'
import { useAnswer, useEstimatePeriod } from './use-answer.ts'
import './now.css'

export default function NowPanel() {
  const rates = useMemory((state) => state.rates)
  const time = useUi((state) => state.sliderTime)
  const now = useLive(nowOf)
  return (
    <div className="now">
      <header className="now-head">
        <h2 className={time === undefined ? '' : 'warning-text'}>
          {time === undefined ? 'Now' : ago(now - time)}
        </h2>
        <RecordingChip />
      </header>
      {rates.map((rate) => (
        <Rate key={rate.sink} rate={rate} time={time} />
      ))}
      {rates.length === 0 && (
        <p className="part part-words">
          No rate reaches a sink of this graph. Connect one to a rate log, and it is shown here.
        </p>
      )}
      <NowFacts />
    </div>
  )
}

function Rate({ rate, time }: { rate: ShownRate; time: number | undefined }) {
  const { estimate, reason, soon } = useAnswer(rate, time)
  const answered = estimate !== undefined && reason === ''
  const perMinute = answered ? 60 * estimate.value : Number.NaN
  const confidence = answered ? estimate.confidence : Number.NaN
  return (
    <section className="now-rate" aria-label={rate.title}>
      <h3>
        <Icon name={rate.icon} />
        {rate.title}
        {Number.isFinite(confidence) && (
          <span className="now-sure figures">confidence {confidence.toFixed(2)}</span>
        )}
      </h3>
      <p className={`now-figure figures${answered ? '' : ' none'}`}>
        <b>{answered ? fixed(perMinute, Math.min(1, decimalsOf(perMinute))) : '–'}</b>
        {answered && <span>/min</span>}
      </p>
      {answered ? (
        <Covered share={estimate.coverage} />
      ) : (
        <p className={`now-reason${soon ? ' soon' : ''}`}>
          <Icon name={soon ? 'waits' : 'warning'} size={14} />
          {reason.charAt(0).toUpperCase() + reason.slice(1)}
        </p>
      )}
      <LastMinute rate={rate} />
    </section>
  )
}

function Covered({ share }: { share: number }) {
  const words =
    share >= 1
      ? 'All of the window was there'
      : `${fixed(100 * share, 1)} % of the window was there`
  return <p className={`now-covered${share < 1 ? ' partly' : ''}`}>{words}</p>
}

const LastMinute = memo(function LastMinute({ rate }: { rate: ShownRate }) {
  useMemory((state) => state.history)
  const live = useMemory((state) => state.estimates.get(rate.wire)?.live)
  const period = useEstimatePeriod(rate)
  const engine = useSession((state) => state.engine)
  const recent = live?.slice(-Math.ceil(60 / period)) ?? []
  if (recent.length < 2 || engine === 'dead') return null
  return <Trace values={recent.map(({ value }) => value)} className="now-trace" />
})
