/** chirpflow record: what a radar sends, into a file and the log beside it. */
import { captureLogName } from '@chirpflow/formats'
import { HostError, type RadarHealth } from '@chirpflow/graph'
import type { RecorderState } from '@chirpflow/hardware'
import type { CommandContext } from '../context.ts'
import { captureEnvironment } from '../live/environment.ts'
import { createLiveRadar } from '../live/live-radar.ts'
import { newRecording, type RadarFlags, radarOptions, secondsOf } from '../live/radar-flags.ts'
import { percent } from '../live/reasons.ts'
import { createJsonTeller, createLineTeller, describeLoss } from '../live/tell.ts'
import { exitCodes } from '../terminal.ts'

export interface RecordOptions extends RadarFlags {
  readonly for?: string
  readonly json?: boolean
}

/** Records until --for is over, the radar is, or the person ends it; gives the exit code. */
export async function record(
  out: string,
  options: RecordOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, registry, createHost } = context
  const radar = radarOptions(options, registry, terminal.folder)
  if (radar.config === '') {
    throw new HostError('name the configuration of the radar: --config radar.cfg')
  }
  const seconds = secondsOf('--for', options.for)
  const path = await newRecording(out, terminal.folder)
  const teller = options.json ? createJsonTeller(terminal) : createLineTeller(terminal, 0)
  let interrupted = false
  const live = createLiveRadar({
    record: path,
    seconds,
    env: captureEnvironment(registry, createHost(terminal.folder)),
    step: teller.step,
    health: teller.health,
  })
  context.onInterrupt(() => {
    interrupted = true
    live.stop()
  })
  const host = createHost(terminal.folder, live.open)
  let failure: HostError | undefined
  try {
    const stream = await host.openRadar(radar)
    while (await stream.next()) {
      // The recorder has the frame already; all there is to do is to go on.
    }
    await stream.close()
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    failure = error
  }
  const [health] = await live.close()
  if (failure) throw failure
  teller.end({ path, ...health })
  if (!options.json) terminal.out(formatRecorded(health, live.recorded!, radar.leastCoverage))
  return interrupted ? exitCodes.interrupted : exitCodes.done
}

function formatRecorded(health: RadarHealth, written: RecorderState, least: number): string {
  const { frames, damaged, time } = health
  const { path } = written
  const loss = damaged > 0 ? describeLoss(health) : 'nothing was lost'
  const left = frames - written.frames - written.skipped
  const withheld =
    left > 0 ? `; ${left} of which less than ${percent(least)} came are left out` : ''
  return `${path}: ${written.frames} frames, ${time.toFixed(1)} s; ${loss}${withheld}\n${captureLogName(path)} belongs to it\n`
}
