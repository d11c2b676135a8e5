/** The radars that the server can see. */
import type { FoundRadar } from '@chirpflow/graph'
import { useCallback, useEffect, useState } from 'react'
import type { RadarClient } from '../session/radar.ts'

export interface FoundRadars {
  readonly found: readonly FoundRadar[]
  readonly looking: boolean
  /** Why nobody could look; '' where it went well. */
  readonly trouble: string
  look(): void
}

export function useFoundRadars(radar: RadarClient | undefined): FoundRadars {
  const [found, setFound] = useState<readonly FoundRadar[]>([])
  const [looking, setLooking] = useState(false)
  const [trouble, setTrouble] = useState('')
  const look = useCallback(() => {
    if (!radar) return
    setLooking(true)
    setTrouble('')
    radar
      .find()
      .then(setFound)
      .catch((error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)))
      .finally(() => setLooking(false))
  }, [radar])
  useEffect(look, [look])
  return { found, looking, trouble, look }
}
