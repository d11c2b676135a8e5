/** Script time of each frame, out of a trace of the browser. */

/** One event of the Trace Event Format, times in us; t for what its thread had of a processor. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly tts?: number
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly type?: string } }
}

export interface FrameTime {
  /** Script, s. */
  readonly script: number
  /** All that the page's thread did: script, style, layout, painting, s. */
  readonly busy: number
}

/** The categories that the events below come in. */
export const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'toplevel',
]

/** What runs script, or cleans up after it; forced style and layout within it count as its own. */
const scripts = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FireIdleCallback',
  'FunctionCall',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
])

/**
 * Of the thread that wheel events arrive on: its time between one frame's beginning and the next
 * one's, for the frames in which the wheel turned. Events lie within each other, so each instant
 * counts once: the length of the union of their intervals, on the thread's own clock, which stands
 * while others have the processor.
 */
export function framesOf(events: readonly TraceEvent[]): FrameTime[] {
  const turned = events.filter(
    ({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'wheel',
  )
  if (turned.length === 0) return []
  const { pid, tid } = turned[0]
  const own = events.filter((event) => event.pid === pid && event.tid === tid)
  const starts = own
    .filter(({ name }) => name === 'BeginMainThreadFrame')
    .map(({ tts = 0 }) => tts)
    .sort((a, b) => a - b)
  const script = unionOf(own.filter(({ name }) => scripts.has(name)))
  const busy = unionOf(own.filter(({ name }) => name === 'RunTask'))
  const frames: FrameTime[] = []
  for (let i = 0; i + 1 < starts.length; i++) {
    const [from, to] = [starts[i], starts[i + 1]]
    if (!turned.some(({ tts = 0 }) => tts >= from && tts < to)) continue
    frames.push({ script: within(script, from, to) / 1e6, busy: within(busy, from, to) / 1e6 })
  }
  return frames
}

type Interval = readonly [from: number, to: number]

function unionOf(events: readonly TraceEvent[]): Interval[] {
  const all = events
    .flatMap(({ ph, tts, tdur = 0 }): Interval[] =>
      ph === 'X' && tts !== undefined ? [[tts, tts + tdur]] : [],
    )
    .sort(([a], [b]) => a - b)
  const union: [number, number][] = []
  for (const [from, to] of all) {
    const last = union.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else union.push([from, to])
  }
  return union
}

function within(union: readonly Interval[], from: number, to: number): number {
  return union.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0)
}
