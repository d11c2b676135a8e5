/** The one time slider for all views, for the right end of the dock's tab row. */
import { useEffect, useState } from 'react'
import { useEditor } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import { useMemory } from './hooks.ts'
import { viewsOf } from './local.ts'
import { startPlaying } from './play.ts'
import { fixed } from './plot/show.ts'
import { goTo, slowestSeries, stepChunk, type Timeline, timelineOf } from './timeline.ts'

/** Where the slider stands; renders when that changes, at most once an animation frame. */
function useTimeline(): Timeline | undefined {
  const editor = useEditor()
  const [line, setLine] = useState<Timeline>()
  useEffect(() => {
    const { session, ui } = editor
    let asked = 0
    const look = () => {
      asked = 0
      const now = timelineOf(editor)
      setLine((before) => (same(before, now) ? before : now))
    }
    const ask = () => {
      if (asked === 0) asked = requestAnimationFrame(look)
    }
    let stops: (() => void)[] = []
    const listen = () => {
      for (const stop of stops) stop()
      const wires = new Set(ui.getState().views.map(({ wire }) => wire))
      stops = [...wires].map((wire) => session.onData(wire, ask))
      ask()
    }
    listen()
    const stop = ui.subscribe((state, before) => {
      if (state.views !== before.views) listen()
      else if (state.sliderTime !== before.sliderTime) ask()
    })
    return () => {
      cancelAnimationFrame(asked)
      stop()
      for (const stop of stops) stop()
    }
  }, [editor])
  return line
}

function same(a: Timeline | undefined, b: Timeline | undefined): boolean {
  if (!a || !b) return a === b
  return (
    a.time === b.time &&
    a.start === b.start &&
    a.end === b.end &&
    a.count === b.count &&
    a.index === b.index &&
    a.unit === b.unit &&
    a.following === b.following
  )
}

export function TimeBar() {
  const editor = useEditor()
  const line = useTimeline()
  const playing = useMemory((state) => state.playing)
  const memory = viewsOf(editor.ui)
  useEffect(() => (playing ? startPlaying(editor) : undefined), [editor, playing])
  if (!line) return null
  const { start, end, time, index, count, unit } = line
  const words = `${fixed(time, 2)} of ${fixed(end, 2)} s`
  const share = end > start ? (time - start) / (end - start) : 1
  return (
    <div className="time-bar">
      <button
        type="button"
        className="icon-button"
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause' : 'Play'}
        onClick={() => memory.setState({ playing: !playing })}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <input
        type="range"
        aria-label="Time"
        aria-valuetext={`${words}, ${unit} ${index + 1} of ${count}`}
        min={start}
        max={Math.max(end, start + 1e-9)}
        step="any"
        value={time}
        style={{ '--share': share } as React.CSSProperties}
        onChange={(event) => {
          memory.setState({ playing: false })
          goTo(editor, Number(event.target.value))
        }}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
          if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
          event.preventDefault()
          stepChunk(editor, slowestSeries(editor), by < 0 ? -1 : 1)
        }}
      />
      <output className="mono">
        {words}
        <span className="time-bar-count">
          {' '}
          · {count > 1 ? `${unit} ${index + 1} of ${count}` : `1 ${unit}`}
        </span>
      </output>
    </div>
  )
}
