/** From the arrival of a frame's last packet to its estimates, where capture and chain share a thread. */
import { openCapture, systemClock } from '@chirpflow/hardware'
import { createStop, runPlan } from '@chirpflow/runtime'
import { planOf } from './chain.ts'
import { answers, fourChains } from './four-chains.ts'
import { configFile, configOf, frameBytesOf, hostOf, type RadarShape, radarAt } from './radar.ts'
import { chirpsOf, framesOf } from './scene.ts'

export interface LatencyScale {
  readonly radar: RadarShape
  /** Estimates of a chain that are counted; those of the first second are not. */
  readonly estimates: number
}

/** By chain, s, each time. */
export type Latencies = Readonly<Record<string, readonly number[]>>

export async function measureEngineLatency({ radar, estimates }: LatencyScale): Promise<Latencies> {
  const config = configOf(radar)
  const { framePeriod } = radar
  const open = async () => configFile(config)
  const options = { ...radarAt(1, 1), device: 'emulator' as const }
  const capture = openCapture(options, {
    clock: systemClock,
    keep: 64 * 2 ** 20,
    open,
    async feed(setup) {
      const pieces = framesOf(chirpsOf(setup, 20), frameBytesOf(radar))
      return {
        frameBytes: frameBytesOf(radar),
        frameInterval: framePeriod,
        frame: (index) => pieces[index % pieces.length],
      }
    },
  })
  /** When the last packet of each frame was handled, by index, s. */
  const arrivals = new Map<number, number>()
  capture.listen({ frame: ({ index }) => void arrivals.set(index, performance.now() / 1000) })
  const host = hostOf(config, () => capture.stream(0.5))
  const settings = Object.entries(options).map(([name, value]) => [`radar.${name}`, value])
  const plan = await planOf(fourChains(framePeriod, Object.fromEntries(settings)), host)
  const found = new Map(answers.map((wire) => [wire, [] as number[]]))
  const stop = createStop()
  const skipped = 1 / framePeriod
  const taps = new Map(
    answers.map((wire) => [
      wire,
      ({ time }: { readonly time: number }) => {
        const arrived = arrivals.get(Math.round(time / framePeriod)) ?? Number.NaN
        const own = found.get(wire)
        own?.push(performance.now() / 1000 - arrived)
        const least = Math.min(...[...found.values()].map(({ length }) => length))
        if (least >= skipped + estimates) stop.stop()
      },
    ]),
  )
  const report = await runPlan(plan, { host, taps, stop })
  await capture.close()
  const failed = Object.entries(report.nodes).find(([, { state }]) => state === 'failed')
  if (failed) throw new Error(`${failed[0]}: ${failed[1].error}`)
  return Object.fromEntries([...found].map(([wire, all]) => [wire, all.slice(skipped)]))
}
