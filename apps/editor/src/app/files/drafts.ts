/**
 * Drafts of unsaved work, one for each tab, in local storage. A tab holds a lock while it lives, so
 * that another can tell a draft that was left behind from one that is being worked on.
 */
import type { RecoveryPlace } from '../../document/recovery.ts'

const prefix = 'chirpflow.draft.'
const lockName = (id: string) => prefix + id

/** An id that stays over reloads of this tab. A duplicated tab finds it held, and takes another. */
export async function claimTab(storage: Storage, fresh: () => string): Promise<string> {
  const known = storage.getItem('chirpflow.tab')
  if (known && (await hold(lockName(known)))) return known
  const id = fresh()
  await hold(lockName(id))
  storage.setItem('chirpflow.tab', id)
  return id
}

/** Holds the lock until the page goes away; false where another tab has it. */
function hold(name: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        return lock === null ? undefined : new Promise(() => undefined)
      })
      .catch(() => resolve(false))
  })
}

export function draftPlace(storage: Storage, tab: string): RecoveryPlace {
  const key = prefix + tab
  return {
    read: async () => storage.getItem(key) ?? undefined,
    write: async (text) => {
      try {
        storage.setItem(key, text)
        return 'kept'
      } catch (error) {
        if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'full'
        throw error
      }
    },
    clear: async () => storage.removeItem(key),
  }
}

/** Tabs that left a draft behind and are gone. */
export async function orphanedTabs(storage: Storage, own: string): Promise<readonly string[]> {
  const tabs = Object.keys(storage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .filter((id) => id !== own)
  if (tabs.length === 0 || !navigator.locks) return []
  const { held = [] } = await navigator.locks.query()
  const alive = new Set(held.map(({ name }) => name))
  return tabs.filter((id) => !alive.has(lockName(id)))
}
