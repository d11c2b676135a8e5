/** Files and recordings as components reach them, and as the table of commands does. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { provideHandlers } from '../../state/command.ts'
import type { Editor } from '../../state/editor.ts'
import { openResults } from '../experiment/open-results.ts'
import type { Files, FilesState } from './files.ts'
import type { Recordings } from './recordings.ts'

export interface FileHands {
  readonly files: Files
  readonly recordings: Recordings
}

export const FilesContext = createContext<FileHands | undefined>(undefined)

export function useFileHands(): FileHands {
  const hands = useContext(FilesContext)
  if (!hands) throw new Error('a component of the editor stands outside of FilesContext')
  return hands
}

export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(useFileHands().files.store, select)
}

export function provideFileCommands(editor: Editor, { files, recordings }: FileHands): () => void {
  return provideHandlers(editor, {
    'file.new': () => files.newGraph(),
    'file.open': () => files.open(),
    'file.open-results': () => openResults(editor),
    'file.open-recording': () => recordings.openRecording(),
    'file.save': async () => void (await files.save()),
    'file.save-as': async () => void (await files.saveAs()),
    'file.provide-missing': () => recordings.provideMissing(),
  })
}
