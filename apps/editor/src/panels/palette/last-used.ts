/** Types a person has inserted lately, newest first, kept in the browser. */
import { createStore } from 'zustand/vanilla'

const place = 'chirpflow.last-used'
/** More would push the categories out of sight. */
const most = 4

export const lastUsed = createStore<readonly string[]>(() => read())

export function rememberType(id: string): void {
  const ids = withNewest(lastUsed.getState(), id)
  lastUsed.setState(ids, true)
  try {
    localStorage.setItem(place, JSON.stringify(ids))
  } catch {
    // a browser without storage forgets them with the page
  }
}

/** The list with the id at its head, once. */
export function withNewest(ids: readonly string[], id: string): readonly string[] {
  return [id, ...ids.filter((other) => other !== id)].slice(0, most)
}

function read(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    const texts = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
    return texts.slice(0, most)
  } catch {
    return []
  }
}
