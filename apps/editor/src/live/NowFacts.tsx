/** Ranges and other single numbers of the graph, and how much of the radar's data is there. */
import type { Chunk } from '@chirpflow/graph'
import { useEffect, useState } from 'react'
import { Figure } from '../panels/inspector/Facts.tsx'
import { useEditor, useSession, useUi } from '../state/editor.ts'
import { nowOf, useLive } from '../state/live.ts'
import { nearestIn } from '../views/plot/model.ts'
import { showValue } from '../views/plot/show.ts'
import { whyNothing, whyNotRun } from './abstain.ts'
import { useMemory } from './memory.ts'
import type { ShownFact } from './rates.ts'

/** What is older says nothing of now, s. */
const lately = 5

export function NowFacts() {
  const facts = useMemory((state) => state.facts)
  useMemory((state) => state.history)
  const time = useUi((state) => state.sliderTime)
  const chunks = useChunks(facts, time)
  const stopped = useSession(whyNotRun) !== ''
  const silent = useLive(whyNothing) !== '' || stopped
  const now = useLive(nowOf)
  if (facts.length === 0) return null
  return (
    <dl className="part facts">
      {facts.map(({ title, wire, signal }) => {
        const chunk = chunks[wire]
        // what was measured before the radar fell silent is not what is now
        const isNow = time !== undefined || (!silent && Math.abs(now - (chunk?.time ?? 0)) < lately)
        const known = isNow && chunk !== undefined && !Number.isNaN(chunk.data[0])
        return (
          <div key={wire}>
            <dt>{title}</dt>
            <dd>
              <Figure text={known ? showValue(chunk.data[0], signal.unit) : '—'} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** Four times a second at most. */
function useChunks(
  facts: readonly ShownFact[],
  time: number | undefined,
): Readonly<Record<string, Chunk | undefined>> {
  const { session } = useEditor()
  const [values, setValues] = useState<Record<string, Chunk | undefined>>({})
  useEffect(() => {
    const read = () => {
      const entries = facts.map(({ wire }) => {
        const { chunks } = session.series(wire)
        const chunk =
          time === undefined || chunks.length === 0
            ? session.newest(wire)
            : chunks[nearestIn(chunks, time)]
        return [wire, chunk] as const
      })
      setValues(Object.fromEntries(entries))
    }
    read()
    const timer = setInterval(read, 250)
    return () => clearInterval(timer)
  }, [session, facts, time])
  return values
}
