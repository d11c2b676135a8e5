/** One step of connecting: how it went, and where it failed why and what to do. */
import type { RadarStep, RadarStepState } from '@chirpflow/graph'
import { Icon, type IconName } from '../theme/icons.tsx'

const titles: Readonly<Record<RadarStep, string>> = {
  find: 'Find',
  check: 'Check',
  configure: 'Configure',
  stream: 'Stream',
}
const purposes: Readonly<Record<RadarStep, string>> = {
  find: 'Board and capture card answer',
  check: 'Firmware, wiring and configuration fit',
  configure: 'The board takes its configuration',
  stream: 'Frames arrive, whole and in time',
}
const icons: Readonly<Record<RadarStepState['state'], IconName>> = {
  waiting: 'idle',
  running: 'running',
  done: 'done',
  failed: 'failed',
}
const words = { waiting: 'waits', running: 'under way', done: 'done', failed: 'failed' } as const

export function StepRow({ step, onRetry }: { step: RadarStepState; onRetry(): void }) {
  const { state, message, cause, remedy } = step
  return (
    <li className="connect-step" data-state={state} aria-current={state === 'running' || undefined}>
      <Icon name={icons[state]} />
      <div>
        <h3>
          {titles[step.step]}
          <span className="visually-hidden">, {words[state]}</span>
        </h3>
        <p className="step-message">{message || purposes[step.step]}</p>
        {state === 'failed' && (
          <>
            <dl className="step-help">
              {cause && (
                <div>
                  <dt>Cause</dt>
                  <dd>{cause}</dd>
                </div>
              )}
              {remedy && (
                <div>
                  <dt>Remedy</dt>
                  <dd>{remedy}</dd>
                </div>
              )}
            </dl>
            <button type="button" className="button small" onClick={onRetry}>
              <Icon name="reset" size={14} />
              Try again
            </button>
          </>
        )}
      </div>
    </li>
  )
}
