/** Zoom: smaller, how large, larger, all of it. */
import { Panel, useStore } from '@xyflow/react'
import { useEditor } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'

export function Controls() {
  const editor = useEditor()
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  return (
    <Panel position="bottom-left" className="zoom-controls" data-over-canvas>
      <button
        type="button"
        className="icon-button"
        aria-label="Zoom out"
        title="Zoom out (-)"
        onClick={() => editor.command('canvas.zoom-out')}
      >
        <Icon name="minus" size={12} />
      </button>
      <button
        type="button"
        className="zoom-percent mono"
        aria-label={`Zoom ${percent} %, set to 100 %`}
        title="Zoom to 100 % (Shift 0)"
        onClick={() => editor.command('canvas.zoom-100')}
      >
        {percent} %
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Zoom in"
        title="Zoom in (+)"
        onClick={() => editor.command('canvas.zoom-in')}
      >
        <Icon name="add" size={12} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Fit all"
        title="Fit all (Shift 1)"
        onClick={() => editor.command('canvas.fit')}
      >
        <Icon name="fit" size={14} />
      </button>
    </Panel>
  )
}
