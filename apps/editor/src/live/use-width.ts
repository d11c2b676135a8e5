/** How wide an element is, as it changes. */
import { type RefCallback, useCallback, useState } from 'react'

export function useWidth(): readonly [width: number, place: RefCallback<HTMLElement>] {
  const [width, setWidth] = useState(0)
  const place = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(contentRect.width))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [width, place]
}
