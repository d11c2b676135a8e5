/** The document this tab shows, kept over a reload of the page, in session storage. */
import { readOwn } from '../../document/own-text.ts'
import type { Origin } from './files.ts'

export interface LastOpen {
  readonly name: string
  readonly text: string
  readonly origin: Origin
}

const place = 'chirpflow.open'

export function readLastOpen(storage: Storage): LastOpen | undefined {
  const text = storage.getItem(place)
  const shape = { name: 'string', text: 'string', origin: ['file', 'example', 'none'] } as const
  return text === null ? undefined : readOwn(text, shape)
}

/** Where there is no room a reload begins with the example, and says nothing: the file is saved. */
export function keepLastOpen(storage: Storage, open: LastOpen): boolean {
  try {
    storage.setItem(place, JSON.stringify(open))
    return true
  } catch {
    storage.removeItem(place)
    return false
  }
}
