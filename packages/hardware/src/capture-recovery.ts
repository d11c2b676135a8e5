/** A radar that has fallen silent: why, and how it is brought back. */
import { parseTiConfig } from '@chirpflow/formats'
import { HostError } from '@chirpflow/graph'
import type { Explanation } from './capture-error.ts'
import { CaptureError } from './capture-error.ts'
import { check, configureBoth, type Radar, startBoth } from './capture-radar.ts'
import { type CommandLineState, type ExplainedSilence, explainSilence } from './capture-silence.ts'
import { explanationOf } from './capture-steps.ts'
import { codes } from './dca1000/protocol.ts'
import { createCommandLine } from './mmwave/command-line.ts'

/** Seconds without a packet that are silence, at least; and frames. */
const quietTime = 1
const quietPeriods = 3
/** Seconds from one attempt to the next. */
const retryPause = 1

export function isQuiet({ intake, setup }: Radar): boolean {
  const { frameInterval } = setup.facts.acquisition
  return intake.quietFor() > Math.max(quietTime, quietPeriods * frameInterval)
}

/** Whether the radar has made all the frames that its configuration asks for. */
function isComplete({ setup, intake }: Radar): boolean {
  const limit = parseTiConfig(setup.config).frame?.frames ?? 0
  // The last frame may wait for bytes that no further frame pushes out of the card.
  return limit > 0 && intake.lastIndex + 2 >= limit
}

/** Starts both; rejects with the reason where no frame comes. */
export async function startOrExplain(radar: Radar): Promise<void> {
  const { packets } = radar.intake
  if (await startBoth(radar)) return
  if (radar.signal.aborted) throw new HostError('the capture was ended')
  throw new CaptureError(await explain(radar, radar.intake.packets - packets))
}

/**
 * Tries until packets come again, by themselves or because everything was set anew, and says how it
 * stands. back: they do; complete: the radar has made all its frames; ended: the capture was.
 */
export async function recover(
  radar: Radar,
  say: (state: ExplainedSilence['state'], explanation: Explanation) => void,
): Promise<'back' | 'complete' | 'ended'> {
  const { intake, signal, setup } = radar
  let { packets } = intake
  const isBack = () => intake.packets > packets
  const seconds = Number(intake.quietFor().toPrecision(2))
  intake.silence()
  say('silent', { message: `Nothing came for ${seconds} s.`, cause: '', remedy: '' })
  while (!isBack() && !signal.aborted) {
    const silence = await explain(radar, 0)
    if (isBack() || signal.aborted) break
    if (isComplete(radar)) return 'complete'
    say(silence.state, silence)
    const patience = quietPeriods * setup.facts.acquisition.frameInterval
    // A network that is back delivers what the card still sends.
    if (silence.state === 'silent' && !(await intake.until(isBack, patience, signal))) {
      const failure = await restart(radar)
      if (!failure) break
      say('silent', failure)
      // Stopping the card pushes out what it held; that is no radar come back.
      packets = intake.packets
    }
    await intake.until(isBack, retryPause, signal)
  }
  intake.resume()
  return signal.aborted ? 'ended' : 'back'
}

/** Everything anew, with what is plugged in now; what failed, if it did. */
async function restart(radar: Radar): Promise<Explanation | undefined> {
  try {
    await check(radar)
    await configureBoth(radar)
    await startOrExplain(radar)
    return undefined
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { cause: '', remedy: '', ...explanationOf(error) }
  }
}

/** Asks card and radar how they are, and says what that means. */
async function explain(radar: Radar, packets: number): Promise<ExplainedSilence> {
  const { link, intake, site } = radar
  const once = { timeout: 0.5, tries: 2 }
  const cardAnswers = await succeeds(() => link.requests.ask(codes.connect, undefined, once))
  return explainSilence({
    options: site.options,
    streamed: intake.frames > 0,
    cardAnswers,
    commandLine: cardAnswers ? await commandLineState(radar) : 'none',
    port: radar.commandLine?.name ?? '',
    status: intake.status,
    packets,
    foreign: intake.counts().foreign,
  })
}

/** Opens the line again where it is gone. */
async function commandLineState(radar: Radar): Promise<CommandLineState> {
  const { site, commandLine, clock } = radar
  if (!site.openLine || !commandLine) return 'none'
  if (await answers(radar)) return 'answers'
  try {
    await commandLine.close()
    radar.commandLine = createCommandLine(await site.openLine(), clock)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return 'gone'
  }
  return (await answers(radar)) ? 'answers' : 'mute'
}

async function answers({ commandLine }: Radar): Promise<boolean> {
  let prompt: string | undefined
  await succeeds(async () => {
    prompt = await commandLine?.wake()
  })
  return prompt !== undefined
}

async function succeeds(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return false
  }
}
