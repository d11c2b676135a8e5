/** Draws one card: two canvases, one for the data and one for the cursor, in animation frames. */
import { type Chunk, nodeOfWire, type Signal, sizeOf } from '@chirpflow/graph'
import { atMostEvery } from '../session/pace.ts'
import type { Editor } from '../state/editor.ts'
import { looksLive } from '../state/live.ts'
import type { ViewCard } from '../state/ui.ts'
import { viewsOf } from './local.ts'
import { type Cursor, describe, readCursor } from './plot/describe.ts'
import { drawCursor, drawModel } from './plot/draw.ts'
import { type AutoRange, autoRange, type Extent } from './plot/extent.ts'
import type { Frame } from './plot/frame.ts'
import type { Model } from './plot/models.ts'
import { modelSource } from './source.ts'
import { onTheme, plotTheme } from './theme.ts'

export interface Shown {
  readonly model: Model
  readonly frame: Frame
}

export interface Painter {
  /** What is drawn now; undefined while there is nothing. */
  shown(): Shown | undefined
  /** The same where nothing is drawn (a table stands in its place). */
  model(): Model | undefined
  chunks(): readonly Chunk[]
  signal(): Signal | undefined
  cursor(): Cursor
  card(): ViewCard | undefined
  resize(width: number, height: number): void
  stop(): void
}

interface Surfaces {
  readonly base: HTMLCanvasElement
  readonly over: HTMLCanvasElement
  /** Told in words what is drawn, and what the cursor reads, when either changed. */
  readonly onText: (text: string, reading: string, x: number | undefined) => void
  /** Told when there begins or ends to be something to draw. */
  readonly onSome: (some: boolean) => void
  /** Told after a new model was drawn, at most once a frame. */
  readonly onModel: (model: Model) => void
}

/** Of what is live, numbers are drawn at once, and pictures so often, in frames of their own, ms. */
const livePeriod = 100
const wait = (work: () => void, ms: number) => void setTimeout(work, ms)

type Dirty = 'nothing' | 'cursor' | 'view' | 'data'
const order: readonly Dirty[] = ['nothing', 'cursor', 'view', 'data']

export function startPainter(
  editor: Editor,
  id: string,
  wire: string,
  surfaces: Surfaces,
): Painter {
  const { session, ui } = editor
  const memory = viewsOf(ui)
  const minus = ui.getState().views.find((view) => view.id === id)?.minus
  const wires = [wire, ...(minus === undefined ? [] : [minus])]
  const source = modelSource(editor, minus)
  const pens = [surfaces.base, surfaces.over].map((canvas) => canvas.getContext('2d'))
  const [base, over] = pens
  if (!base || !over) throw new Error('this browser gives no 2D canvas')
  let size = { width: 0, height: 0 }
  let model: Model | undefined
  let frame: Frame | undefined
  let auto: { range: AutoRange; key: string } | undefined
  let dirty: Dirty = 'data'
  let asked = 0
  let ended = false

  const card = () => ui.getState().views.find((view) => view.id === id)
  const mark = (what: Dirty) => {
    if (order.indexOf(what) > order.indexOf(dirty)) dirty = what
    if (asked === 0 && !ended) asked = requestAnimationFrame(draw)
  }
  const cursorOf = (shown: Model): Cursor => {
    const { cursors } = memory.getState()
    return { x: cursors[shown.x.key], y: shown.body === 'heat' ? cursors[shown.y.key] : undefined }
  }

  function draw(): void {
    asked = 0
    const what = dirty
    dirty = 'nothing'
    const view = card()
    if (!base || !over || !view) return
    const had = model !== undefined
    const own = memory.getState().cards[id] ?? {}
    if (what === 'data' && !(view.frozen && model)) model = source.model(view, own.wish)
    if (had !== (model !== undefined)) surfaces.onSome(model !== undefined)
    if (!model) {
      for (const pen of [base, over]) {
        scaled(pen)
        pen.clearRect(0, 0, size.width, size.height)
      }
    }
    if (!model || size.width === 0) return
    const theme = plotTheme()
    const { width, height } = size
    const range = rangeFor(model, view)
    const look = { x: own.x, y: own.y, auto: range, map: view.map }
    if (what !== 'cursor' || !frame) {
      scaled(base)
      frame = drawModel(base, width, height, model, look, theme)
      surfaces.onModel(model)
    }
    scaled(over)
    const cursor = cursorOf(model)
    drawCursor(over, width, height, frame, model, cursor, look, theme)
    surfaces.onText(describe(model, cursor), readCursor(model, cursor) ?? '', cursor.x)
  }

  function rangeFor(shown: Model, view: ViewCard): Extent {
    const data = shown.body === 'heat' ? shown.colours : (shown.extent ?? [0, 1])
    const key = `${shown.body} ${view.part} ${view.scale} ${JSON.stringify(view.at)}`
    const settled = session.store.getState().engine !== 'running'
    const before = auto?.key === key ? auto.range : undefined
    const range = autoRange(before, data, performance.now() / 1000, settled)
    auto = { range, key }
    return range.shown
  }

  function scaled(ctx: CanvasRenderingContext2D): void {
    const scale = devicePixelRatio
    const [w, h] = [Math.round(size.width * scale), Math.round(size.height * scale)]
    if (ctx.canvas.width !== w) ctx.canvas.width = w
    if (ctx.canvas.height !== h) ctx.canvas.height = h
    ctx.setTransform(scale, 0, 0, scale, 0, 0)
  }

  const isPicture = () => {
    const signal = source.signal()
    return signal !== undefined && sizeOf(signal.axes) > 1
  }
  const pictures = atMostEvery(livePeriod, wait, () => mark('data'))
  const stops = [
    ...wires.map((one) =>
      session.onData(one, () => {
        if (isPicture() && looksLive(editor)) pictures.later()
        else mark('data')
      }),
    ),
    session.store.subscribe((state, before) => {
      for (const one of wires) {
        const isOther =
          state.plan.signals.get(one) !== before.plan.signals.get(one) ||
          state.nodes[nodeOfWire(one)]?.current !== before.nodes[nodeOfWire(one)]?.current
        if (isOther) mark('data')
      }
      // at rest the range is that of the data
      if (state.engine !== before.engine && auto?.range.smallerSince !== undefined) mark('view')
    }),
    ui.subscribe((state, before) => {
      if (
        state.views !== before.views ||
        state.sliderTime !== before.sliderTime ||
        state.showPrevious !== before.showPrevious
      ) {
        mark('data')
      }
    }),
    memory.subscribe((state, before) => {
      const [now, then] = [state.cards[id], before.cards[id]]
      if (now?.wish !== then?.wish) mark('data')
      else if (now !== then) mark('view')
      else if (state.cursors !== before.cursors) mark('cursor')
    }),
    onTheme(() => mark('view')),
  ]
  mark('data')

  return {
    shown: () => (model && frame ? { model, frame } : undefined),
    model: () => model,
    chunks: () => source.chunks(),
    signal: () => source.signal(),
    cursor: () => (model ? cursorOf(model) : {}),
    card,
    resize(width, height) {
      size = { width, height }
      mark('view')
    },
    stop() {
      ended = true
      cancelAnimationFrame(asked)
      for (const stop of stops) stop()
    },
  }
}
