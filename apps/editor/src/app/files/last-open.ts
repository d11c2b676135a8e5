/** The document this tab shows, kept over a reload of the page, in session storage. */
import { z } from 'zod/mini'

const format = z.object({
  name: z.string(),
  text: z.string(),
  origin: z.enum(['file', 'example', 'none']),
})
export type LastOpen = z.infer<typeof format>

const place = 'chirpflow.open'

export function readLastOpen(storage: Storage): LastOpen | undefined {
  const text = storage.getItem(place)
  if (text === null) return undefined
  try {
    const { success, data } = format.safeParse(JSON.parse(text))
    return success ? data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
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
