/** The rate that the timeline shows: the one chosen, else the first. */
import { useLive } from '../state/live.ts'
import { useMemory } from './memory.ts'
import type { ShownRate } from './rates.ts'

export function useShownRate(): ShownRate | undefined {
  const rates = useMemory((state) => state.rates)
  const chosen = useLive((state) => state.shownRate)
  return rates.find(({ wire }) => wire === chosen) ?? rates[0]
}
