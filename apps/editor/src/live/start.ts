/** Puts the radar behind the page's server into the editor: its status, its estimates, its words. */
import type { RadarClient, RadarLine } from '../session/radar.ts'
import type { Editor } from '../state/editor.ts'
import { isLive, liveOf, looksLive, nobody, waitsForRadar } from '../state/live.ts'
import { announcementOf } from './announce.ts'
import { provideLiveCommands } from './handlers.ts'
import { momentOf, withHealth, withMoment } from './health-log.ts'
import { createLatencyMeter } from './latency.ts'
import { memoryOf } from './memory.ts'
import { watchRates } from './watch-rates.ts'

/** The result ends it. */
export function startLive(editor: Editor, radar: RadarClient): () => void {
  const { ui } = editor
  const live = liveOf(ui)
  const memory = memoryOf(ui)
  const latency = createLatencyMeter()
  const stopRates = watchRates(editor, latency)
  const stopCommands = provideLiveCommands(editor, radar)

  const take = ({ line, retryIn, status }: RadarLine) => {
    const before = live.getState()
    // nobody knows whether it still records
    const sure = line === 'lost' ? { ...status, recording: undefined } : status
    live.setState({ server: line, retryIn, radar, status: sure })
    if (isLive(live.getState()) && !isLive(before) && looksLive(editor)) editor.session.forget()
    if (before.server !== 'open' && line === 'open') takeUp()
    const { health } = status
    if (health && health !== before.status.health) {
      const known = memory.getState()
      const moment = momentOf(health, known.health.at(-1))
      memory.setState({
        health: withHealth(known.health, health),
        moments: withMoment(known.moments, moment),
      })
      if (health.newest) {
        latency.frame(health.newest.time, health.newest.age, performance.now() / 1000)
      }
    }
    const said = announcementOf(before, live.getState())
    if (said) ui.setState(said)
    keepInside()
  }

  /** The engines of a server go with the line to them; a radar that is live already is looked at. */
  function takeUp(): void {
    const { session } = editor
    const { engine } = session.store.getState()
    if (engine === 'dead') session.restart()
    if (looksLive(editor) || (engine === 'dead' && !waitsForRadar(editor))) session.run()
  }

  /** What is looked at may have been let go meanwhile; and when nothing is live, nothing is away. */
  function keepInside(): void {
    const state = live.getState()
    const { sliderTime } = ui.getState()
    if (sliderTime === undefined) return
    const oldest = state.status.kept?.[0] ?? 0
    if (isLive(state) && sliderTime < oldest) ui.setState({ sliderTime: oldest })
  }

  take(radar.store.getState())
  const stopRadar = radar.store.subscribe(take)
  return () => {
    stopRadar()
    stopRates()
    stopCommands()
    live.setState(nobody, true)
  }
}
