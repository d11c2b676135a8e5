/** The browser's file dialogs: File System Access where there is, an input and a download where not. */

interface PickerType {
  readonly description: string
  readonly accept: Readonly<Record<string, readonly string[]>>
}

declare global {
  interface Window {
    showOpenFilePicker?(options: {
      types?: readonly PickerType[]
      multiple?: boolean
      id?: string
    }): Promise<FileSystemFileHandle[]>
    showSaveFilePicker?(options: {
      types?: readonly PickerType[]
      suggestedName?: string
      id?: string
    }): Promise<FileSystemFileHandle>
  }
  interface FileSystemFileHandle {
    queryPermission?(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>
    requestPermission?(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>
  }
}

export interface Picked {
  readonly file: File
  readonly handle?: FileSystemFileHandle
}

export interface PickOptions {
  /** What the dialog calls these files. */
  readonly description: string
  /** File name endings, with the dot. */
  readonly endings: readonly string[]
  readonly multiple?: boolean
  /** Dialogs of one id begin in the folder they were last in. */
  readonly id: string
}

/** Whether a person has closed a dialog without choosing. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Asks for files; empty where none was chosen. Must be called from a click or a key. */
export async function pickFiles(options: PickOptions): Promise<readonly Picked[]> {
  const { description, endings, multiple = false, id } = options
  if (!window.showOpenFilePicker) return pickByInput(endings, multiple)
  const accept = { 'application/octet-stream': [...endings] }
  try {
    const handles = await window.showOpenFilePicker({
      types: [{ description, accept }],
      multiple,
      id,
    })
    return Promise.all(handles.map(async (handle) => ({ handle, file: await handle.getFile() })))
  } catch (error) {
    if (isAbort(error)) return []
    throw error
  }
}

function pickByInput(endings: readonly string[], multiple: boolean): Promise<readonly Picked[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.join(',')
    input.multiple = multiple
    input.hidden = true
    const done = () => {
      resolve(Array.from(input.files ?? [], (file) => ({ file })))
      input.remove()
    }
    input.addEventListener('change', done)
    input.addEventListener('cancel', done)
    document.body.append(input)
    input.click()
  })
}

const graphTypes: readonly PickerType[] = [
  { description: 'Chirpflow graph', accept: { 'application/json': ['.json'] } },
]

/** Where to save, 'download' where the browser cannot say, undefined where nobody chose. */
export async function pickPlace(
  suggestedName: string,
): Promise<FileSystemFileHandle | 'download' | undefined> {
  if (!window.showSaveFilePicker) return 'download'
  try {
    return await window.showSaveFilePicker({ types: graphTypes, suggestedName, id: 'graph' })
  } catch (error) {
    if (isAbort(error)) return undefined
    throw error
  }
}

/** Writes a whole file through its handle; the old content stays where that fails. */
export async function writeFile(handle: FileSystemFileHandle, text: string): Promise<void> {
  const stream = await handle.createWritable()
  try {
    await stream.write(text)
  } catch (error) {
    await stream.abort()
    throw error
  }
  await stream.close()
}

export function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
