/** From a card to its model: chunks, signal and look brought together, read again only when changed. */
import type { Chunk, Signal } from '@chirpflow/graph'
import { nodeOfWire, sizeOf } from '@chirpflow/graph'
import type { Editor } from '../state/editor.ts'
import { looksLive } from '../state/live.ts'
import type { ViewCard } from '../state/ui.ts'
import { differenceOf } from './plot/difference.ts'
import { type Waterfall, waterfall } from './plot/grid.ts'
import { type Layout, layoutOf, type Wish } from './plot/layout.ts'
import { modelOf, nearestIn } from './plot/model.ts'
import type { Model } from './plot/models.ts'
import { readerOf } from './plot/values.ts'

export interface ModelSource {
  /** Undefined while the wire has no chunks that fit its signal. */
  model(card: ViewCard, wish: Wish): Model | undefined
  /** The chunks the last model came from, and their signal. */
  chunks(): readonly Chunk[]
  signal(): Signal | undefined
}

/** s */
const minute = 60
const step = 10

export function modelSource(editor: Editor, minus?: string): ModelSource {
  const { session, ui } = editor
  const second = minus === undefined ? undefined : modelSource(editor)
  let signal: Signal | undefined
  let chunks: readonly Chunk[] = []
  let fall: { key: string; signal: Signal; waterfall: Waterfall } | undefined

  return {
    chunks: () => chunks,
    signal: () => signal,
    model(card, wish) {
      return card.minus === undefined ? lookAt(card, wish) : difference(card, card.minus)
    },
  }

  /** Both as lines at the same moment, and what is between them. */
  function difference(card: ViewCard, minus: string): Model | undefined {
    const one = lookAt(card, 'line')
    const other = second?.model({ ...card, wire: minus, minus: undefined }, 'line')
    if (one?.body !== 'line' || other?.body !== 'line' || one.unit !== other.unit) return undefined
    return differenceOf(one, other, [card.wire, minus])
  }

  function lookAt(card: ViewCard, wish: Wish): Model | undefined {
    const { plan, nodes } = session.store.getState()
    const node = nodeOfWire(card.wire)
    const planned = plan.signals.get(card.wire)
    // Chunks from before an edit belong to the signal of then, whatever the plan says now.
    if (!signal || nodes[node]?.current !== false) signal = planned ?? signal
    if (!signal) return undefined
    const known = signal
    chunks = stretchShown(session.series(card.wire).chunks).filter((chunk) => fits(chunk, known))
    const newest = session.newest(card.wire)
    // of a moment that is no longer kept the newest would be another
    const away = looksLive(editor) && ui.getState().sliderTime !== undefined
    if (chunks.length === 0 && newest && fits(newest, known) && !away) chunks = [newest]
    if (chunks.length === 0) return undefined

    const layout = layoutOf(known, wish)
    const { sliderTime, showPrevious } = ui.getState()
    const current = sliderTime === undefined ? chunks.length - 1 : nearestIn(chunks, sliderTime)
    const look = { part: card.part, scale: card.scale }
    const before = showPrevious && layout.body === 'line' ? session.previous(card.wire).chunks : []
    const previous = before.filter((chunk) => fits(chunk, known))
    return modelOf({
      name: card.wire.slice(card.wire.lastIndexOf('.') + 1),
      signal: known,
      layout,
      look,
      at: card.at,
      chunks,
      current,
      previous,
      waterfall:
        layout.body === 'heat' && layout.overTime ? waterfallOf(known, layout, card) : undefined,
    })
  }

  /**
   * Of what is live a minute round the moment that is looked at: hours on one axis say nothing. It
   * begins at whole steps, so that a heat map is mostly added to.
   */
  function stretchShown(all: readonly Chunk[]): readonly Chunk[] {
    if (!looksLive(editor)) return all
    const { sliderTime } = ui.getState()
    const to = sliderTime === undefined ? Number.POSITIVE_INFINITY : sliderTime + step
    const last = Math.min(to, all.at(-1)?.time ?? 0)
    const from = step * Math.floor((last - minute) / step)
    return all.filter(({ time }) => time >= from && time <= to)
  }

  function waterfallOf(known: Signal, layout: Layout, card: ViewCard): Waterfall {
    const key = JSON.stringify([card.part, card.scale, card.at, layout])
    if (fall?.key !== key || fall.signal !== known) {
      const read = readerOf(known, card)
      const made = waterfall(known.axes, layout, card.at, read, known.rate)
      fall = { key, signal: known, waterfall: made }
    }
    return fall.waterfall
  }
}

function fits(chunk: Chunk, signal: Signal): boolean {
  const floats = sizeOf(signal.axes) * (signal.dtype === 'complex64' ? 2 : 1)
  return chunk.data.length === floats
}
