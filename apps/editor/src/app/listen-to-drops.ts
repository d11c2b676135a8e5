/** Files dropped on the window: a graph is opened, a recording with its configuration too. */
import type { Editor } from '../state/editor.ts'
import type { FileHands } from './files/context.ts'
import { reasonOf } from './files/files.ts'
import type { Picked } from './files/pickers.ts'
import { fileEndings } from './files/recordings.ts'

declare global {
  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
  }
}

/** Both must be asked for before the event is over; the hold comes later, where there is one. */
function pickedOf(item: DataTransferItem): Promise<Picked> | undefined {
  const file = item.getAsFile()
  if (item.kind !== 'file' || !file) return undefined
  const holding = item.getAsFileSystemHandle?.() ?? Promise.resolve(null)
  return holding.then((handle) =>
    handle instanceof FileSystemFileHandle ? { file, handle } : { file },
  )
}

export function listenToDrops(editor: Editor, { files, recordings }: FileHands): () => void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
  const over = (event: DragEvent) => {
    if (hasFiles(event)) event.preventDefault()
  }
  const drop = (event: DragEvent) => {
    if (!hasFiles(event) || event.defaultPrevented) return
    event.preventDefault()
    const items = [...(event.dataTransfer?.items ?? [])].flatMap((item) => pickedOf(item) ?? [])
    open(items).catch((error: unknown) =>
      editor.ui.setState({ announcement: `Nothing was opened: ${reasonOf(error)}` }),
    )
  }
  async function open(items: readonly Promise<Picked>[]): Promise<void> {
    const picked = await Promise.all(items)
    const isData = ({ file }: Picked) =>
      fileEndings(editor.registry).some(
        (ending) => ending !== '.json' && file.name.toLowerCase().endsWith(ending),
      )
    if (picked.some(isData)) return recordings.openRecording(picked)
    if (picked[0]) await files.openFile(picked[0].file, picked[0].handle)
  }
  addEventListener('dragover', over)
  addEventListener('drop', drop)
  return () => {
    removeEventListener('dragover', over)
    removeEventListener('drop', drop)
  }
}
