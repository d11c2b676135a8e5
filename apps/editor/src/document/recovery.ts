/** Keeps the unsaved document where a crash cannot reach it, and finds it again. */
import { readOwn } from './own-text.ts'
import type { DocumentStore } from './store.ts'

/** One text that outlives the page. write may throw; full: there is no room for it. */
export interface RecoveryPlace {
  read(): Promise<string | undefined>
  write(text: string): Promise<'kept' | 'full'>
  clear(): Promise<void>
}

export interface Draft {
  /** Name of the file it is a draft of; '' where there is none. */
  readonly name: string
  /** Text of the graph file. */
  readonly text: string
  /** When it was kept, s since 1970. */
  readonly time: number
}

export type Kept =
  | { readonly state: 'kept' }
  | { readonly state: 'full' | 'failed'; readonly message: string }

const format = 'chirpflow-draft'

/** Keeps the draft; says where that failed, and never throws. */
export async function keepDraft(place: RecoveryPlace, draft: Draft): Promise<Kept> {
  try {
    const state = await place.write(JSON.stringify({ format, ...draft }))
    if (state === 'kept') return { state }
    const message = 'The browser has no room left to keep unsaved work; save it to a file'
    return { state, message }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      state: 'failed',
      message: `Unsaved work is not kept by the browser (${reason}); save it to a file`,
    }
  }
}

/** The draft that was kept, undefined where there is none or what stands there is none. */
export async function readDraft(place: RecoveryPlace): Promise<Draft | undefined> {
  const text = await place.read()
  if (text === undefined) return undefined
  const shape = { format: [format], name: 'string', text: 'string', time: 'number' } as const
  const found = readOwn(text, shape)
  return found && { name: found.name, text: found.text, time: found.time }
}

export interface AutosaveOptions {
  readonly place: RecoveryPlace
  /** Seconds since 1970. */
  now(): number
  /** Calls `work` some time later, once; the result takes it back. */
  later(work: () => void): () => void
  /** Hears of every attempt, so that a bar can stay while it fails. */
  told(kept: Kept): void
}

/**
 * Keeps a draft some time after each change of a dirty document and clears it once the document is
 * saved. One write at a time, the newest state wins. The result ends it.
 */
export function startAutosave(document: DocumentStore, options: AutosaveOptions): () => void {
  const { place, now, later, told } = options
  let cancel: (() => void) | undefined
  let busy = false
  let again = false

  const work = async () => {
    cancel = undefined
    if (busy) {
      again = true
      return
    }
    busy = true
    const { name, dirty, gesture } = document.getState()
    if (dirty && !gesture) {
      told(await keepDraft(place, { name, text: document.saveText(), time: now() }))
    } else if (!dirty) told(await clearDraft(place))
    busy = false
    if (again) {
      again = false
      schedule()
    }
  }
  const schedule = () => {
    cancel ??= later(work)
  }
  const unsubscribe = document.subscribe(schedule)
  return () => {
    unsubscribe()
    cancel?.()
  }
}

async function clearDraft(place: RecoveryPlace): Promise<Kept> {
  try {
    await place.clear()
    return { state: 'kept' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { state: 'failed', message: `The kept draft cannot be removed (${reason})` }
  }
}
