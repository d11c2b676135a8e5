/** What a person keeps of the window between visits: theme, sizes and open panels, in local storage. */
import { initialUi, type UiState, type UiStore } from '../state/ui.ts'
import { narrow, slim } from './use-media.ts'

const place = 'chirpflow.window'
const names = [
  'theme',
  'singleKeys',
  'palette',
  'inspector',
  'dock',
  'dockHeight',
  'compareHeight',
  'firstRunStrip',
  'showTime',
  'showPrevious',
] as const satisfies readonly (keyof UiState)[]

/** The dock's height where nobody has dragged it (the design's three windows). */
export function usualDockHeight(width: number): number {
  if (width >= 1900) return 340
  return width >= 1440 ? 296 : 240
}

/** The same while chains are compared, with room for a table. */
export function usualCompareHeight(height: number): number {
  return Math.min(430, Math.round(0.43 * height))
}

/** What was kept, where it is of the right kind; a narrow window starts with its panels closed. */
export function readKept(storage: Pick<Storage, 'getItem'>): Partial<UiState> {
  const kept: Record<string, unknown> = {
    dockHeight: usualDockHeight(innerWidth),
    compareHeight: usualCompareHeight(innerHeight),
  }
  const text = storage.getItem(place)
  const read = text === null ? {} : parseMembers(text)
  for (const name of names) {
    if (typeof read[name] === typeof initialUi[name]) kept[name] = read[name]
  }
  if (matchMedia(narrow).matches) kept.palette = false
  if (matchMedia(slim).matches) kept.inspector = false
  return kept
}

/** Writes it on every change that matters. */
export function keepUi(ui: UiStore, storage: Pick<Storage, 'getItem' | 'setItem'>): () => void {
  return ui.subscribe((state, before) => {
    if (names.every((name) => state[name] === before[name])) return
    const text = storage.getItem(place)
    const stands = text === null ? {} : parseMembers(text)
    const now: Record<string, unknown> = Object.fromEntries(
      names.map((name) => [name, state[name]]),
    )
    // what a narrow window had to close is not what the person wants on a wide one
    if (matchMedia(narrow).matches) now.palette = stands.palette ?? initialUi.palette
    if (matchMedia(slim).matches) now.inspector = stands.inspector ?? initialUi.inspector
    if (state.dockHeight === usualDockHeight(innerWidth)) delete now.dockHeight
    if (state.compareHeight === usualCompareHeight(innerHeight)) delete now.compareHeight
    try {
      storage.setItem(place, JSON.stringify(now))
    } catch {
      // storage is full or forbidden: the window works on, it only forgets its sizes
    }
  })
}

function parseMembers(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
