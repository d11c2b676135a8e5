/** Small facts of views for components. */
import { useStore } from 'zustand'
import { useEditor } from '../state/editor.ts'
import { type ViewsMemory, viewsOf } from './local.ts'

export function useMemory<T>(select: (state: ViewsMemory) => T): T {
  return useStore(viewsOf(useEditor().ui), select)
}
