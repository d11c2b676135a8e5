/** The last minutes: the rate as it was live and as it is made anew, and what arrived; drag to go back. */
import { useState } from 'react'
import { ago } from '../app/spans.ts'
import { useEditor, useUi } from '../state/editor.ts'
import { liveOf, nowOf, useLive } from '../state/live.ts'
import { lookAt } from './handlers.ts'
import { TimelineHead } from './TimelineHead.tsx'
import { TimelinePlot } from './TimelinePlot.tsx'
import { type TimelineModel, timelineModel } from './timeline-model.ts'
import { useShownRate } from './use-shown-rate.ts'
import { useTimelineInput } from './use-timeline-input.ts'
import { useWidth } from './use-width.ts'
import './timeline.css'

export default function Timeline() {
  const editor = useEditor()
  const rate = useShownRate()
  const input = useTimelineInput(rate)
  const model = timelineModel(input)
  const [width, place] = useWidth()
  return (
    <section className="timeline" aria-label="Timeline" data-region="timeline">
      <TimelineHead rate={rate} input={input} length={model.axis.to - model.axis.from} />
      <div className="timeline-body">
        <div className="timeline-names">
          <span>
            {rate?.title ?? 'Rate'}
            <br />
            1/min
          </span>
          <span>Coverage</span>
        </div>
        <div className="timeline-place" ref={place}>
          {width > 0 && <TimelinePlot model={model} width={width} />}
          <Slider
            model={model}
            width={width}
            kept={input.kept}
            look={(time) => lookAt(editor, time)}
          />
        </div>
      </div>
    </section>
  )
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
}

/** The moment that is looked at, as a handle over the whole plot. */
function Slider({
  model,
  width,
  kept,
  look,
}: {
  model: TimelineModel
  width: number
  kept: number
  look(time: number | undefined): void
}) {
  const { ui } = useEditor()
  const time = useUi((state) => state.sliderTime)
  const now = useLive(nowOf)
  const [dragging, setDragging] = useState(false)
  const { from, to } = model.axis
  const at = Math.min(to, Math.max(from, time ?? to))
  const share = (at - from) / (to - from)

  const follow = (event: React.PointerEvent<HTMLDivElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    // the last pixels are now: nobody hits the very edge
    const x = event.clientX - left
    look(x >= width - 6 ? undefined : from + (x / width) * (to - from))
  }
  function press(event: React.KeyboardEvent) {
    const by = steps[event.key]
    if (event.key === 'Home') look(kept)
    else if (event.key === 'End') look(undefined)
    else if (by === undefined) return
    else
      look(
        (ui.getState().sliderTime ?? nowOf(liveOf(ui).getState())) + by * (event.shiftKey ? 10 : 1),
      )
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className={`timeline-slider${dragging ? ' dragging' : ''}`}
      role="slider"
      tabIndex={0}
      aria-label="Moment shown"
      aria-valuemin={Math.round(kept - now)}
      aria-valuemax={0}
      aria-valuenow={time === undefined ? 0 : Math.round(time - now)}
      aria-valuetext={time === undefined ? 'now' : ago(now - time)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging(true)
        follow(event)
      }}
      onPointerMove={(event) => dragging && follow(event)}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      onKeyDown={press}
    >
      <span
        className={`timeline-handle${time === undefined ? ' now' : ''}`}
        style={{ left: share * width }}
      />
    </div>
  )
}
