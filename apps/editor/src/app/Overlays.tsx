/** What floats above the window: one at a time, and the question about unsaved work. */
import { lazy, Suspense } from 'react'
import { AddOverlay, AlternativeOverlay } from '../panels/index.tsx'
import { useUi } from '../state/editor.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { ReplaceDialog } from './ReplaceDialog.tsx'
import { SearchInGraph } from './SearchInGraph.tsx'

const KeysHelp = lazy(() => import('./KeysHelp.tsx'))
const ConnectSheet = lazy(() => import('../live/ConnectSheet.tsx'))
const ExamplesGallery = lazy(() => import('./ExamplesGallery.tsx'))

export function Overlays() {
  const kind = useUi((state) => state.overlay.kind)
  return (
    <>
      {kind === 'commands' && <CommandPalette />}
      {kind === 'search' && <SearchInGraph />}
      <Suspense>
        {kind === 'keys' && <KeysHelp />}
        {kind === 'examples' && <ExamplesGallery />}
        {kind === 'connect' && <ConnectSheet />}
      </Suspense>
      <AddOverlay />
      <AlternativeOverlay />
      <ReplaceDialog />
    </>
  )
}
