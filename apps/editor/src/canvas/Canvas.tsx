/** The canvas region: the flow itself, and what floats above it. */
import '@xyflow/react/dist/base.css'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { handlerOf } from '../state/command.ts'
import { type Editor, useDocument, useEditor } from '../state/editor.ts'
import { looksLive } from '../state/live.ts'
import './canvas.css'
import { ContextMenu } from './ContextMenu.tsx'
import { Empty } from './Empty.tsx'
import { Flow } from './Flow.tsx'
import { listenForEscape } from './keyboard.ts'
import { CanvasContext, type CanvasParts, createLocal, useLocal } from './local.ts'
import { Picker } from './Picker.tsx'
import { createPreviewLoop } from './preview-loop.ts'
import { RefusalCard } from './RefusalCard.tsx'
import { WireCard } from './WireCard.tsx'

export function Canvas() {
  const editor = useEditor()
  const root = useRef<HTMLDivElement>(null)
  const parts = useMemo<CanvasParts>(
    () => ({
      local: createLocal(),
      previews: createPreviewLoop(editor.session, () => looksLive(editor)),
      root,
      geometry: { current: { boxes: new Map(), ports: new Map(), routes: new Map() } },
      viewport: { current: { x: 0, y: 0, zoom: 1 } },
      gesture: { current: undefined },
      panBy: () => {},
    }),
    [editor],
  )
  useEffect(() => {
    const stop = listenForEscape(editor, parts)
    return () => {
      stop()
      parts.gesture.current?.cancel()
    }
  }, [editor, parts])
  useEffect(() => () => parts.previews.stop(), [parts])

  return (
    <CanvasContext value={parts}>
      <Region root={root} />
    </CanvasContext>
  )
}

function Region({ root }: { root: React.RefObject<HTMLDivElement | null> }) {
  const editor = useEditor()
  const connecting = useLocal((state) => state.connecting !== undefined)
  const moving = useLocal((state) => state.moving)
  const empty = useDocument(({ graph }) => Object.keys(graph.nodes).length === 0)
  return (
    <div
      ref={root}
      className="canvas"
      role="application"
      aria-roledescription="node editor"
      aria-label="Graph. Arrow keys walk along wires, C connects, A adds a node."
      tabIndex={-1}
      data-connecting={connecting || undefined}
      data-moving={moving || undefined}
      onKeyDown={(event) => walkFromButton(editor, event)}
    >
      <ReactFlowProvider>
        <Flow />
      </ReactFlowProvider>
      {empty && <Empty />}
      <WireCard />
      <RefusalCard />
      <Picker />
      <ContextMenu />
      {moving && (
        <p className="moving-hint" data-over-canvas>
          Arrows move, Shift by 20, Enter ends, Esc takes it back
        </p>
      )}
    </div>
  )
}

/** Ports and headings are buttons, that keep arrows to themselves elsewhere. */
function walkFromButton(editor: Editor, event: React.KeyboardEvent): void {
  const { target, key, shiftKey, ctrlKey, metaKey, altKey } = event
  if (!key.startsWith('Arrow') || ctrlKey || metaKey || altKey) return
  if (!(target instanceof Element && target.closest('.port, .box-title'))) return
  event.preventDefault()
  handlerOf(editor, shiftKey ? 'canvas.extend' : 'canvas.walk')?.(event.nativeEvent)
}
