/** How the capture does, above everything else: device, figures of the last minute, what is wrong in words. */
import { useState } from 'react'
import { useSession } from '../state/editor.ts'
import { useLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'
import { HealthCellView } from './HealthCellView.tsx'
import { healthCells } from './health-cells.ts'
import { liveSource } from './live-source.ts'
import { useMemory } from './memory.ts'
import { stateWords } from './state-words.ts'
import { useAnswer } from './use-answer.ts'
import './health.css'

export default function HealthBar() {
  const health = useMemory((state) => state.health)
  const latency = useMemory((state) => state.latency)
  const plan = useSession((state) => state.plan)
  const [rate] = useMemory((state) => state.rates)
  const answer = useAnswer(rate, undefined)
  const [open, setOpen] = useState<string>()
  const [all, setAll] = useState(false)
  const source = liveSource(plan)
  const gone = useLive((state) => state.server === 'lost')
  // figures of before are none of now
  const cells = healthCells({
    health: gone ? [] : health,
    frameInterval: source?.frameInterval ?? Number.NaN,
    frameBytes: source?.frameBytes ?? 0,
    latency,
    silent: rate && answer.reason,
  })
  return (
    <section className={`health-bar${all ? ' all' : ''}`} aria-label="Health of the radar">
      <Device />
      {cells.map((cell) => (
        <HealthCellView
          key={cell.id}
          cell={cell}
          open={open === cell.id}
          onToggle={(wanted) => setOpen(wanted ? cell.id : undefined)}
        />
      ))}
      {cells.length > 0 && (
        <button
          type="button"
          className="health-more icon-button"
          aria-label={all ? 'Show fewer figures' : 'Show all figures'}
          title={all ? 'Show fewer figures' : 'Show all figures'}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          <Icon name={all ? 'chevronDown' : 'more'} />
        </button>
      )}
    </section>
  )
}

function Device() {
  const words = stateWords(useLive((state) => state))
  return (
    <div className="health-device" data-tone={words.tone}>
      <Icon name={words.icon} size={18} />
      <div>
        <strong title={words.title}>{words.title}</strong>
        <span title={words.message}>{words.message}</span>
      </div>
    </div>
  )
}
