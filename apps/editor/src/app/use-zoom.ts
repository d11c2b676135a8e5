/** The canvas's zoom, asked for four times a second: a pan or zoom must cause no work elsewhere. */
import { useEffect, useState } from 'react'
import { useEditor } from '../state/editor.ts'

const pause = 250

export function useZoom(): number | undefined {
  const editor = useEditor()
  const [zoom, setZoom] = useState<number>()
  useEffect(() => {
    const timer = setInterval(() => {
      const { canvas } = editor
      if (!canvas || document.hidden) return
      const [left] = canvas.toScreen([0, 0])
      const [right] = canvas.toScreen([1000, 0])
      setZoom(Math.round((right - left) / 10) / 100)
    }, pause)
    return () => clearInterval(timer)
  }, [editor])
  return zoom
}
