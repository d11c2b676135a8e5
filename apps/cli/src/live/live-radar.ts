/** The radars that a command has open: how they are watched, recorded and ended. */
import {
  HostError,
  type RadarHealth,
  type RadarStepState,
  type RadarStream,
} from '@chirpflow/graph'
import { type Capture, type CaptureEnv, openCapture, type RecorderState } from '@chirpflow/hardware'
import type { OpenRadar } from '../host.ts'
import { recordCapture } from './record-capture.ts'

export interface LiveRadarOptions {
  /** NAME.bin that is written, of the first radar where there are several. */
  readonly record?: string
  /** Seconds since the first frame after which the chain gets the end of its data. */
  readonly seconds?: number
  readonly env: Omit<CaptureEnv, 'open'>
  step(state: RadarStepState): void
  health(health: RadarHealth): void
}

export interface LiveRadar {
  readonly open: OpenRadar
  /** Whether a recording has begun. */
  readonly records: boolean
  /** What was written, once all is closed. */
  readonly recorded: RecorderState | undefined
  /** Ends the captures: chains get what has come by then, and then the end of their data. */
  stop(): void
  /** Waits until all is let go of; gives the last health of each capture. Throws HostError. */
  close(): Promise<readonly RadarHealth[]>
}

/** Seconds that a radar which has fallen silent is given on top of its own. */
const patience = 1

export function createLiveRadar(options: LiveRadarOptions): LiveRadar {
  const { record, seconds = Number.POSITIVE_INFINITY, env, step, health } = options
  const captures = new Map<Capture, Promise<void> | undefined>()
  const recordings: Promise<RecorderState>[] = []
  let recorded: RecorderState | undefined
  let stop = () => {}
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined)
  })

  /** What is recorded by now is what the chain gets: nothing is cut from either. */
  function end(capture: Capture): Promise<void> {
    const ending = captures.get(capture) ?? capture.close()
    captures.set(capture, ending)
    return ending
  }

  return {
    async open(radar, open) {
      const capture = openCapture(radar, { ...env, open })
      const isFirst = captures.size === 0
      captures.set(capture, undefined)
      capture.listen({ step, health })
      const opening = Promise.all([
        capture.stream(radar.leastCoverage),
        record === undefined || !isFirst
          ? undefined
          : recordCapture(capture, record, radar.leastCoverage),
      ])
      const [stream, recording] = (await Promise.race([opening, stopped])) ?? []
      if (recording) recordings.push(recording.written)
      // what became of it is asked for when all is closed, which may be later
      recording?.written.catch(() => undefined)
      if (!stream) throw new HostError('it was ended before the radar had sent a frame')
      return endingStream(stream, seconds, () => void end(capture))
    },
    get records() {
      return recordings.length > 0
    },
    get recorded() {
      return recorded
    },
    stop() {
      stop()
      for (const capture of captures.keys()) void end(capture)
    },
    async close() {
      stop()
      await Promise.all([...captures.keys()].map(end))
      ;[recorded] = await Promise.all(recordings)
      return [...captures.keys()].map((capture) => capture.health())
    },
  }
}

/** The stream, whose capture is ended once it has given so many seconds. */
function endingStream(stream: RadarStream, seconds: number, end: () => void): RadarStream {
  const { frameInterval } = stream.acquisition
  let timer: NodeJS.Timeout | undefined
  return {
    ...stream,
    async next() {
      const frame = await stream.next()
      // A radar that has fallen silent does not count frames; the clock does.
      if (Number.isFinite(seconds)) timer ??= setTimeout(end, 1000 * (seconds + patience))
      if (frame && (frame.index + 1) * frameInterval >= seconds) end()
      return frame
    },
    async close() {
      clearTimeout(timer)
      await stream.close()
    },
  }
}
