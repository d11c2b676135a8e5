/** Whether the window is as a media query says, as it changes. */
import { useCallback, useSyncExternalStore } from 'react'

/** Below it the palette is a rail that opens over the canvas. */
export const narrow = '(max-width: 1439px)'
/** Below it the inspector is a sheet. */
export const slim = '(max-width: 1023px)'

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}
