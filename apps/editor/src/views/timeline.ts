/** The one time slider: from where to where there are data, and at which chunk it stands. */
import type { Chunk } from '@chirpflow/graph'
import type { Editor } from '../state/editor.ts'
import { nearestIn } from './plot/model.ts'

export interface Timeline {
  readonly start: number
  readonly end: number
  /** Where it stands: the time of a chunk. */
  readonly time: number
  /** Place of that chunk among those of the slowest wire looked at, from 0. */
  readonly index: number
  readonly count: number
  /** What its chunks are: windows where each speaks about a stretch of recording. */
  readonly unit: 'window' | 'chunk'
  readonly following: boolean
}

/** Undefined while no view has data. */
export function timelineOf({ session, ui }: Editor): Timeline | undefined {
  const { views, sliderTime } = ui.getState()
  const series = views
    .map(({ wire }) => ({ wire, chunks: session.series(wire).chunks }))
    .filter(({ chunks }) => chunks.length > 0)
  if (series.length === 0) return undefined
  const all = series.map(({ chunks }) => chunks)
  const { wire, chunks: slowest } = series.reduce((a, b) =>
    b.chunks.length < a.chunks.length ? b : a,
  )
  const span = session.store.getState().plan.signals.get(wire)?.span ?? 0
  const start = Math.min(...all.map((chunks) => chunks[0].time))
  const end = Math.max(...all.map((chunks) => chunks[chunks.length - 1].time))
  const following = sliderTime === undefined || sliderTime >= end
  const time = following ? end : Math.max(start, sliderTime)
  const index = nearestIn(slowest, time)
  const unit = span > 0 ? 'window' : 'chunk'
  return { start, end, time, index, count: slowest.length, unit, following }
}

/** Stands at a time; at the end or behind it follows what comes. */
export function goTo(editor: Editor, time: number): void {
  const line = timelineOf(editor)
  if (!line) return
  editor.ui.setState({
    sliderTime: time >= line.end - 1e-9 ? undefined : Math.max(line.start, time),
  })
}

/** Steps to the chunk before (-1) or after (1) of `chunks`. */
export function stepChunk(editor: Editor, chunks: readonly Chunk[], by: -1 | 1): void {
  const line = timelineOf(editor)
  if (!line || chunks.length === 0) return
  const place = nearestIn(chunks, line.time) + by
  goTo(editor, chunks[Math.min(chunks.length - 1, Math.max(0, place))].time)
}

/** The chunks by which the slider steps when no view has the focus: those of the slowest wire. */
export function slowestSeries({ session, ui }: Editor): readonly Chunk[] {
  const all = ui
    .getState()
    .views.map(({ wire }) => session.series(wire).chunks)
    .filter(({ length }) => length > 0)
  return all.length > 0 ? all.reduce((a, b) => (b.length < a.length ? b : a)) : []
}
