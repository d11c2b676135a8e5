/** What views remember while the page is open and nobody saves: zoom, cursors, playing. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { UiStore } from '../state/ui.ts'
import type { Extent } from './plot/extent.ts'
import type { Wish } from './plot/layout.ts'

export interface CardMemory {
  readonly x?: Extent
  readonly y?: Extent
  readonly wish?: Wish
  readonly table?: boolean
}

export interface ViewsMemory {
  readonly cards: Readonly<Record<string, CardMemory>>
  /** Where the cursor stands on each axis, by axisKey. */
  readonly cursors: Readonly<Record<string, number>>
  readonly playing: boolean
  /** A card that wants to be scrolled into sight. */
  readonly reveal?: string
}

export type ViewsStore = StoreApi<ViewsMemory>

const stores = new WeakMap<UiStore, ViewsStore>()

/** The one of this window; cursors set elsewhere (ui.cursor) are taken over. */
export function viewsOf(ui: UiStore): ViewsStore {
  const known = stores.get(ui)
  if (known) return known
  const store = createStore<ViewsMemory>(() => ({ cards: {}, cursors: {}, playing: false }))
  ui.subscribe(({ cursor }, before) => {
    if (!cursor || cursor === before.cursor) return
    if (store.getState().cursors[cursor.axis] === cursor.value) return
    store.setState(({ cursors }) => ({ cursors: { ...cursors, [cursor.axis]: cursor.value } }))
  })
  stores.set(ui, store)
  return store
}

export function patchMemory(store: ViewsStore, card: string, patch: CardMemory): void {
  store.setState(({ cards }) => ({ cards: { ...cards, [card]: { ...cards[card], ...patch } } }))
}

/** Sets the cursor on the first axis for everybody, on the others for the views alone. */
export function setCursor(ui: UiStore, places: readonly (readonly [string, number])[]): void {
  const store = viewsOf(ui)
  store.setState(({ cursors }) => ({ cursors: { ...cursors, ...Object.fromEntries(places) } }))
  const first = places[0]
  if (first) ui.setState({ cursor: { axis: first[0], value: first[1] } })
}

export function clearCursors(ui: UiStore): void {
  viewsOf(ui).setState({ cursors: {} })
  ui.setState({ cursor: undefined })
}
