import type { Chunk, Signal } from '@chirpflow/graph'
import { beforeEach, describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Session, SessionState } from '../session/session.ts'
import type { Editor } from '../state/editor.ts'
import { createUi } from '../state/ui.ts'
import { newCard } from './cards.ts'
import { modelSource } from './source.ts'
import { goTo, stepChunk, timelineOf } from './timeline.ts'

const rate: Signal = {
  dtype: 'float64',
  axes: [],
  unit: 'Hz',
  acquisition: {},
  clock: 'source',
  start: 12.75,
  rate: 1,
  span: 12.8,
}
const chunk = (index: number, value: number): Chunk => ({
  data: Float64Array.of(value),
  index,
  time: 12.75 + index,
  coverage: 1,
})

const series = new Map<string, readonly Chunk[]>()
const nodes: Record<string, { current: boolean }> = {}
const signals = new Map<string, Signal>()

function makeEditor(): Editor {
  const ui = createUi()
  const held = (wire: string) => ({ chunks: series.get(wire) ?? [], cut: false })
  const store = createStore(() => ({ plan: { signals }, nodes }) as unknown as SessionState)
  const session: Partial<Session> = {
    store,
    series: held,
    previous: () => ({ chunks: [], cut: false }),
    newest: (wire) => series.get(wire)?.at(-1),
  }
  const views = [newCard([], 'peak.rate', rate)]
  ui.setState({ views })
  return { ui, session } as unknown as Editor
}

beforeEach(() => {
  series.clear()
  signals.clear()
  signals.set('peak.rate', rate)
  nodes.peak = { current: true }
  series.set('peak.rate', [chunk(0, 1.1), chunk(1, 1.2), chunk(2, 1.3)])
})

describe('the model of a card', () => {
  const value = (editor: Editor, source = modelSource(editor)) => {
    const model = source.model(editor.ui.getState().views[0], undefined)
    return model?.body === 'number' ? model.value : undefined
  }

  it('is that of the newest chunk, or of the one the slider stands on', () => {
    const editor = makeEditor()
    expect(value(editor)).toBe(1.3)
    editor.ui.setState({ sliderTime: 14.2 })
    expect(value(editor)).toBe(1.2)
    editor.ui.setState({ sliderTime: 3 })
    expect(value(editor)).toBe(1.1)
  })

  it('is nothing while there are no chunks, or none that fit the signal', () => {
    const editor = makeEditor()
    series.set('peak.rate', [])
    expect(value(editor)).toBeUndefined()
    series.set('peak.rate', [{ ...chunk(0, 1), data: new Float64Array(7) }])
    expect(value(editor)).toBeUndefined()
  })

  it('keeps the signal of then for chunks from before an edit', () => {
    const editor = makeEditor()
    const source = modelSource(editor)
    expect(value(editor, source)).toBe(1.3)
    nodes.peak = { current: false }
    signals.set('peak.rate', { ...rate, unit: 'm' })
    expect(source.model(editor.ui.getState().views[0], undefined)?.unit).toBe('Hz')
    nodes.peak = { current: true }
    expect(source.model(editor.ui.getState().views[0], undefined)?.unit).toBe('m')
  })
})

describe('the time slider', () => {
  it('follows the newest, steps by chunks, and follows again at the end', () => {
    const editor = makeEditor()
    const chunks = series.get('peak.rate') ?? []
    expect(timelineOf(editor)).toMatchObject({
      start: 12.75,
      end: 14.75,
      time: 14.75,
      index: 2,
      count: 3,
      unit: 'window',
      following: true,
    })
    stepChunk(editor, chunks, -1)
    expect(timelineOf(editor)).toMatchObject({ time: 13.75, index: 1, following: false })
    stepChunk(editor, chunks, -1)
    stepChunk(editor, chunks, -1)
    expect(timelineOf(editor)?.index).toBe(0)
    goTo(editor, 99)
    expect(editor.ui.getState().sliderTime).toBeUndefined()
  })

  it('is not there without data', () => {
    const editor = makeEditor()
    series.clear()
    expect(timelineOf(editor)).toBeUndefined()
    goTo(editor, 3)
    expect(editor.ui.getState().sliderTime).toBeUndefined()
  })
})
