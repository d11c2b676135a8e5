/** The window: which regions stand where, and what floats above them. */
import './layout.css'
import { lazy, Suspense, useEffect } from 'react'
import { Canvas } from '../canvas/index.tsx'
import { Inspector, Outline, Palette } from '../panels/index.tsx'
import { useEditor, useUi } from '../state/editor.ts'
import { isLive, useLive, useLooksLive } from '../state/live.ts'
import { Banner } from './Banner.tsx'
import { Dock } from './Dock.tsx'
import { FirstRunStrip } from './FirstRunStrip.tsx'
import { LiveRegion } from './LiveRegion.tsx'
import { Overlays } from './Overlays.tsx'
import { Rail } from './Rail.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { narrow, slim, useMedia } from './use-media.ts'

const HealthBar = lazy(() => import('../live/HealthBar.tsx'))
const Timeline = lazy(() => import('../live/Timeline.tsx'))

export function App() {
  const live = useLive(isLive)
  const looksLive = useLooksLive()
  const editor = useEditor()
  const isNarrow = useMedia(narrow)
  const isSlim = useMedia(slim)
  const palette = useUi((state) => state.palette)
  const inspector = useUi((state) => state.inspector)
  const outline = useUi((state) => state.overlay.kind === 'outline')

  useEffect(() => {
    if (isNarrow) editor.ui.setState({ palette: false })
  }, [editor, isNarrow])
  useEffect(() => {
    if (isSlim) editor.ui.setState({ inspector: false })
  }, [editor, isSlim])

  return (
    <div className="window" data-live={looksLive || undefined}>
      <TopBar />
      <Banner />
      {live && (
        <Suspense>
          <HealthBar />
        </Suspense>
      )}
      <div className="work">
        <div className="work-row">
          {(isNarrow || !palette) && <Rail />}
          {palette && (
            <nav className="palette-slot" data-region="palette" aria-label="Palette" tabIndex={-1}>
              <Palette />
            </nav>
          )}
          <div className="canvas-column">
            <FirstRunStrip />
            <main className="canvas-slot" data-region="canvas" aria-label="Canvas">
              <Canvas />
              {outline && <Outline />}
            </main>
          </div>
        </div>
        <Dock />
      </div>
      {inspector && (
        <aside
          className="inspector-slot"
          data-region="inspector"
          aria-label="Inspector"
          tabIndex={-1}
        >
          <Inspector />
        </aside>
      )}
      {looksLive && (
        <Suspense>
          <Timeline />
        </Suspense>
      )}
      <StatusBar />
      <Overlays />
      <LiveRegion />
    </div>
  )
}
