/** What the timeline shows, and which trace is which. */
import { useEditor } from '../state/editor.ts'
import { liveOf } from '../state/live.ts'
import { describeChange } from './makers.ts'
import { useMemory } from './memory.ts'
import type { ShownRate } from './rates.ts'
import type { TimelineInput } from './timeline-model.ts'

export function TimelineHead({
  rate,
  input,
  length,
}: {
  rate: ShownRate | undefined
  input: TimelineInput
  length: number
}) {
  const { ui, registry } = useEditor()
  const rates = useMemory((state) => state.rates)
  const { live, again } = input
  const anew = again.at(-1)
  const before = anew && live.find(({ time }) => time === anew.time)
  const change = anew && before && describeChange(before.maker, anew.maker, registry)
  const minutes = length / 60
  return (
    <div className="timeline-head">
      <h2>{minutes === 1 ? 'Last minute' : `Last ${minutes} minutes`}</h2>
      {rates.length > 1 && rate ? (
        <label className="timeline-rate">
          <span className="visually-hidden">Rate shown</span>
          <select
            value={rate.wire}
            onChange={(event) => liveOf(ui).setState({ shownRate: event.target.value })}
          >
            {rates.map(({ wire, title }) => (
              <option key={wire} value={wire}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span>{rate?.title ?? 'No rate in this graph'}</span>
      )}
      <span className="timeline-what">answered or not, coverage</span>
      <span className="timeline-legend">
        {change && <span className="legend-again">Recomputed with {change}</span>}
        <span className="legend-live">As it was live</span>
      </span>
    </div>
  )
}
