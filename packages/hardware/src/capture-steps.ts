/** The four steps of connecting, each with what came of it. */
import { HostError, type RadarStep, type RadarStepState, radarSteps } from '@chirpflow/graph'
import { CaptureError } from './capture-error.ts'

export interface Steps {
  readonly states: readonly RadarStepState[]
  /** Does the work of a step, whose result is a sentence; `meanwhile` stands there until then. */
  take(step: RadarStep, work: () => Promise<string>, meanwhile?: string): Promise<void>
}

export function createSteps(told: (state: RadarStepState) => void): Steps {
  const states = radarSteps.map((step): RadarStepState => ({ step, state: 'waiting', message: '' }))
  const say = (state: RadarStepState) => {
    states[radarSteps.indexOf(state.step)] = state
    told(state)
  }
  return {
    states,
    async take(step, work, meanwhile = '') {
      say({ step, state: 'running', message: meanwhile })
      try {
        say({ step, state: 'done', message: await work() })
      } catch (error) {
        if (error instanceof HostError) say({ step, state: 'failed', ...explanationOf(error) })
        throw error
      }
    },
  }
}

/** The parts of a failure, where it has parts. */
export function explanationOf(error: HostError): {
  readonly message: string
  readonly cause?: string
  readonly remedy?: string
} {
  return error instanceof CaptureError ? error.explanation : { message: error.message }
}
