/** Playing: the time slider runs through the recording as its time passed. */
import type { Editor } from '../state/editor.ts'
import { viewsOf } from './local.ts'
import { goTo, timelineOf } from './timeline.ts'

/** A run longer than this many seconds is played faster, so that it takes as long. */
const longest = 60

/** Plays from where the slider stands (from the start, when at the end); call the result to stop. */
export function startPlaying(editor: Editor): () => void {
  const line = timelineOf(editor)
  let last: number | undefined
  let asked = requestAnimationFrame(frame)
  let time = line && !line.following ? line.time : (line?.start ?? 0)

  function frame(now: number): void {
    const current = timelineOf(editor)
    if (!current) {
      stop()
      return
    }
    if (last !== undefined) {
      const speed = Math.max(1, (current.end - current.start) / longest)
      time += ((now - last) / 1000) * speed
    }
    last = now
    goTo(editor, time)
    if (time >= current.end) stop()
    else asked = requestAnimationFrame(frame)
  }
  function stop(): void {
    viewsOf(editor.ui).setState({ playing: false })
  }
  return () => cancelAnimationFrame(asked)
}
