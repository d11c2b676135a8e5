/** What keys, menus and buttons do to one view. */
import type { Editor } from '../state/editor.ts'
import type { ViewCard } from '../state/ui.ts'
import { patchCard } from './cards.ts'
import type { ViewAction } from './keys.ts'
import { clearCursors, patchMemory, setCursor, viewsOf } from './local.ts'
import type { Painter, Shown } from './painter.ts'
import { csvOf } from './plot/csv.ts'
import { tableOf } from './plot/describe.ts'
import type { Extent } from './plot/extent.ts'
import type { PlotAxis } from './plot/models.ts'
import { npyOf } from './plot/npy.ts'
import { nearest } from './plot/trace.ts'
import { scaleFor, scalesOf } from './plot/values.ts'
import { fileNameOf, saveFile, savePicture } from './save.ts'
import { plotTheme } from './theme.ts'
import { stepChunk } from './timeline.ts'
import { zoomed } from './zoom.ts'

export interface Target {
  readonly editor: Editor
  readonly painter: Painter
  readonly layers: () => readonly HTMLCanvasElement[]
}

export function change(editor: Editor, id: string, patch: Partial<ViewCard>): void {
  editor.ui.setState(({ views }) => ({ views: patchCard(views, id, patch) }))
}

/** What the y axis can show at most: the part of the frame's values that is not a choice of zoom. */
export function wholeOf({ model, frame }: Shown): { x: Extent; y: Extent } {
  return { x: model.x.extent, y: model.body === 'heat' ? model.y.extent : frame.y }
}

function moveCursor(target: Target, axis: 'x' | 'y', by: number): void {
  const shown = target.painter.shown()
  if (!shown) return
  const { model, frame } = shown
  const along: PlotAxis | undefined =
    axis === 'x' ? model.x : model.body === 'heat' ? model.y : undefined
  if (!along) return
  const [low, high] = axis === 'x' ? frame.x : frame.y
  const now = target.painter.cursor()[axis]
  const next = now === undefined ? (low + high) / 2 : now + by * along.step
  const kept = Math.min(along.extent[1], Math.max(along.extent[0], next))
  const traces =
    model.body === 'line' ? model.pieces : model.body === 'number' ? model.trend : undefined
  const place = axis === 'x' && traces ? (nearest(traces, kept)?.x ?? kept) : kept
  setCursor(target.editor.ui, [[along.key, place]])
}

function zoom(target: Target, factor: number): void {
  const shown = target.painter.shown()
  const card = target.painter.card()
  if (!shown || !card) return
  const { x } = shown.frame
  const cursor = target.painter.cursor().x
  const centre =
    cursor !== undefined && cursor >= x[0] && cursor <= x[1] ? cursor : (x[0] + x[1]) / 2
  patchMemory(viewsOf(target.editor.ui), card.id, {
    x: zoomed(x, wholeOf(shown).x, centre, factor),
  })
}

function nextScale(target: Target): void {
  const card = target.painter.card()
  const signal = target.painter.signal()
  if (!card || !signal) return
  const scales = scalesOf(signal, card.part)
  const now = scales.indexOf(scaleFor(signal, card))
  change(target.editor, card.id, { scale: scales[(now + 1) % scales.length] })
}

export function savePng(target: Target): void {
  const card = target.painter.card()
  const shown = target.painter.shown()
  if (!card || !shown) return
  const theme = plotTheme()
  savePicture(fileNameOf(card.wire, shown.model.chunk.time, 'png'), target.layers(), card.wire, {
    ground: theme.node,
    text: theme.text1,
    font: theme.mono,
  })
}

/** What the view shows, as it is drawn: part and scale applied, SI. */
export function saveCsv(target: Target): void {
  const card = target.painter.card()
  const model = target.painter.model()
  if (!card || !model) return
  const name = fileNameOf(card.wire, model.chunk.time, 'csv')
  saveFile(name, [csvOf(tableOf(model))], 'text/csv')
}

/** All chunks as the node gave them. */
export function saveNpy(target: Target): void {
  const card = target.painter.card()
  const signal = target.painter.signal()
  const chunks = target.painter.chunks()
  if (!card || !signal || chunks.length === 0) return
  const name = fileNameOf(card.wire, undefined, 'npy')
  saveFile(name, [npyOf(signal, chunks)], 'application/octet-stream')
}

/** Runs the action of a key; `many` (Shift) takes ten steps. */
export function act(target: Target, action: ViewAction, many: boolean): void {
  const { editor, painter } = target
  const card = painter.card()
  if (!card) return
  const memory = viewsOf(editor.ui)
  const steps = many ? 10 : 1
  const actions: Record<ViewAction, () => void> = {
    back: () => moveCursor(target, 'x', -steps),
    forward: () => moveCursor(target, 'x', steps),
    down: () => moveCursor(target, 'y', -steps),
    up: () => moveCursor(target, 'y', steps),
    zoomIn: () => zoom(target, 0.5),
    zoomOut: () => zoom(target, 2),
    reset: () => patchMemory(memory, card.id, { x: undefined, y: undefined }),
    freeze: () => change(editor, card.id, { frozen: !card.frozen }),
    save: () => savePng(target),
    scale: () => nextScale(target),
    chunkBefore: () => stepChunk(editor, painter.chunks(), -1),
    chunkAfter: () => stepChunk(editor, painter.chunks(), 1),
    play: () => memory.setState(({ playing }) => ({ playing: !playing })),
    leave: () => clearCursors(editor.ui),
  }
  actions[action]()
}
