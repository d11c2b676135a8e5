/** Holds on files that outlive the page, in IndexedDB: a name to the file it was, and what was in it. */

export interface KeptFile {
  /** Where the browser can hand out holds; else the file is asked for by its name. */
  readonly handle?: FileSystemFileHandle
  readonly fingerprint: string
}

const storeName = 'files'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('chirpflow', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'))
  })
}

async function within<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const request = act(database.transaction(storeName, mode).objectStore(storeName))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('IndexedDB has failed'))
    })
  } finally {
    database.close()
  }
}

/** What is kept under a key ("data:adc.bin", "graph:a.graph.json"); undefined where nothing is. */
export function recallFile(key: string): Promise<KeptFile | undefined> {
  return within('readonly', (store) => store.get(key) as IDBRequest<KeptFile | undefined>)
}

export async function rememberFile(key: string, file: KeptFile): Promise<void> {
  await within('readwrite', (store) => store.put(file, key))
}

/** Keys that begin with a prefix. */
export async function keptKeys(prefix: string): Promise<readonly string[]> {
  const keys = await within('readonly', (store) => store.getAllKeys())
  return keys.filter((key): key is string => typeof key === 'string' && key.startsWith(prefix))
}
