/** The drawing of the timeline. */

import { before } from '../app/spans.ts'
import type { Estimate } from './estimate-log.ts'
import type { Stretch, TimelineModel } from './timeline-model.ts'

/** Heights from the top, px. */
const plot = { top: 8, bottom: 58 }
const band = { top: 64, height: 6 }
const labels = 86
const height = 92

export function TimelinePlot({ model, width }: { model: TimelineModel; width: number }) {
  const { axis, ticks, values, live, again, silences, cover, tint } = model
  const x = (time: number) => ((time - axis.from) / (axis.to - axis.from)) * width
  const [low, high] = values
  const y = (perMinute: number) =>
    plot.bottom - ((perMinute - low) / (high - low)) * (plot.bottom - plot.top)
  const line = (run: readonly Estimate[]) =>
    run.map(({ time, value }) => `${x(time).toFixed(1)},${y(60 * value).toFixed(1)}`).join(' ')
  const box = ({ from, to }: Stretch) => ({
    x: x(from),
    width: Math.max(2, x(to) - x(from)),
  })
  return (
    <svg className="timeline-plot" width={width} height={height} aria-hidden="true">
      {ticks.map((tick) => (
        <line
          key={tick}
          className="timeline-grid"
          x1={x(axis.to + tick)}
          x2={x(axis.to + tick)}
          y1={plot.top}
          y2={plot.bottom}
        />
      ))}
      {tint && (
        <rect className="timeline-tint" {...box(tint)} y={0} height={band.top + band.height} />
      )}
      {live.map((run) => (
        <Run key={run[0].time} className="timeline-live" points={line(run)} />
      ))}
      {again.map((run) => (
        <Run key={run[0].time} className="timeline-again" points={line(run)} />
      ))}
      {cover.map((one) => (
        <rect
          key={one.from}
          className={`timeline-cover ${one.cover}`}
          {...box(one)}
          y={band.top}
          height={band.height}
        />
      ))}
      {silences.map((silence) => (
        <g key={silence.from} className="timeline-silence">
          <rect {...box(silence)} y={band.top - 3} height={2} />
          {x(silence.to) - x(silence.from) > 24 && (
            <text x={x(silence.from)} y={band.top - 7}>
              {silence.reason}
            </text>
          )}
        </g>
      ))}
      <text className="timeline-value" x={-8} y={plot.top + 3}>
        {high}
      </text>
      <text className="timeline-value" x={-8} y={plot.bottom}>
        {low}
      </text>
      {ticks.map((tick) => (
        <text key={tick} className="timeline-tick" x={x(axis.to + tick)} y={labels}>
          {before(tick)}
        </text>
      ))}
    </svg>
  )
}

function Run({ className, points }: { className: string; points: string }) {
  return points.includes(' ') ? (
    <polyline className={className} points={points} />
  ) : (
    <circle className={className} cx={points.split(',')[0]} cy={points.split(',')[1]} r={1.5} />
  )
}
