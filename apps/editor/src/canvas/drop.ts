/** Node types dragged out of the palette, dropped on the canvas or into a wire. */
import { type DragEvent, useEffect, useMemo, useRef } from 'react'
import { addNode, insertOnWire } from '../document/index.ts'
import { snapPlace } from '../document/places.ts'
import { edit } from '../state/edit.ts'
import { useEditor } from '../state/editor.ts'
import { useParts } from './local.ts'
import { type Fitting, findWireFor } from './on-wire.ts'
import { header } from './sizes.ts'
import type { Plane } from './use-plane.ts'

export const dragFormat = 'application/x-chirpflow-node'

export function useDrops(plane: Plane) {
  const editor = useEditor()
  const { local } = useParts()
  const now = useRef(plane)
  now.current = plane
  /** Browsers hide what is dragged until it is dropped: it is read where the drag begins. */
  const dragged = useRef<{ type: string; fitting: Fitting } | undefined>(undefined)

  useEffect(() => {
    const start = (event: globalThis.DragEvent) => {
      const type = event.dataTransfer?.getData(dragFormat)
      dragged.current = type ? { type, fitting: new Map() } : undefined
    }
    const end = () => {
      dragged.current = undefined
      local.setState({ lit: undefined })
    }
    window.addEventListener('dragstart', start)
    window.addEventListener('dragend', end)
    return () => {
      window.removeEventListener('dragstart', start)
      window.removeEventListener('dragend', end)
    }
  }, [local])

  return useMemo(() => {
    const light = (lit: string | undefined) => {
      if (lit !== local.getState().lit) local.setState({ lit })
    }
    const pointOf = (event: DragEvent) =>
      editor.canvas?.toCanvas([event.clientX, event.clientY]) ?? ([0, 0] as const)
    return {
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes(dragFormat)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        if (!dragged.current || event.altKey) return light(undefined)
        const { type, fitting } = dragged.current
        light(findWireFor(editor, now.current, fitting, { type }, pointOf(event)))
      },
      onDragLeave() {
        light(undefined)
      },
      onDrop(event: DragEvent) {
        const type = event.dataTransfer.getData(dragFormat)
        if (!type) return
        event.preventDefault()
        const point = pointOf(event)
        const { width } = editor.document.context.sizeOf(type)
        const at = snapPlace([point[0] - width / 2, point[1] - header / 2])
        const id = event.altKey
          ? undefined
          : findWireFor(editor, now.current, new Map(), { type }, point)
        const wire = now.current.wires.find((one) => one.id === id)
        if (wire) edit(editor, insertOnWire, { link: wire.link, type })
        else edit(editor, addNode, { type, at })
        light(undefined)
        const [made] = editor.ui.getState().selectedNodes
        requestAnimationFrame(() => editor.canvas?.focus(made))
      },
    }
  }, [editor, local])
}
