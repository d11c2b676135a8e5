/** What is said of the radar when it changes: good news politely, failures at once. */
import type { LiveState } from '../state/live.ts'
import type { UiState } from '../state/ui.ts'

type Said = Pick<UiState, 'announcement'> | Pick<UiState, 'urgent'>

/** undefined where there is nothing to say. */
export function announcementOf(before: LiveState, after: LiveState): Said | undefined {
  if (after.server === 'lost' && before.server === 'open') {
    return { urgent: 'The server no longer answers. Editing goes on, and it is looked for again.' }
  }
  if (after.server === 'open' && before.server === 'lost') {
    return { announcement: 'The server answers again.' }
  }
  return ofCapture(before, after) ?? ofRecording(before, after) ?? ofSteps(before, after)
}

function ofCapture(before: LiveState, after: LiveState): Said | undefined {
  const [was, is] = [before.status.health?.state, after.status.health]
  if (!is || is.state === was) return undefined
  switch (is.state) {
    case 'streaming':
      return { announcement: was === undefined ? 'The radar is live.' : 'Frames arrive again.' }
    case 'silent':
    case 'lost':
      return { urgent: [is.message || 'No frames arrive.', is.remedy].filter(Boolean).join(' ') }
    case 'ended':
      return { announcement: 'The radar is disconnected.' }
    case 'connecting':
      return undefined
  }
}

function ofRecording(before: LiveState, after: LiveState): Said | undefined {
  const [was, is] = [before.status.recording, after.status.recording]
  if (!was && is) return { announcement: `Recording to ${is.name}.` }
  if (was && !is) return { announcement: `Recorded ${was.name}.` }
  return undefined
}

function ofSteps(before: LiveState, after: LiveState): Said | undefined {
  for (const step of after.status.steps) {
    const was = before.status.steps.find((one) => one.step === step.step)?.state
    if (was === step.state) continue
    if (step.state === 'failed') {
      const sentences = [step.message, step.cause, step.remedy].filter(Boolean)
      return { urgent: sentences.join(' ') }
    }
    if (step.state === 'done' && step.message) return { announcement: step.message }
  }
  return undefined
}
