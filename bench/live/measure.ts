/** The figures of live runs, one after the other. */
import { refusePeer } from '../child.ts'
import { browserPath } from '../editor/page.ts'
import { type Latencies, type LatencyScale, measureEngineLatency } from './engine-latency.ts'
import { type LoadReport, type LoadScale, measureLoad } from './load.ts'
import { measurePageLatency, type PageLatencyScale } from './page-latency.ts'

export interface LiveScale {
  readonly load: LoadScale
  readonly engine: LatencyScale
  readonly pages: readonly PageLatencyScale[]
}

export interface LiveFigures {
  /** Absent where only latencies were asked for. */
  readonly load?: LoadReport
  readonly engine: Latencies
  /** By the hop of its windows. */
  readonly pages: readonly { readonly hop: number; readonly latencies: Latencies }[]
  /** Why there are none of the page. */
  readonly absent?: string
}

export async function measureLive(
  { load, engine, pages }: LiveScale,
  withLoad: boolean,
  say: (what: string) => void,
): Promise<LiveFigures> {
  if (withLoad) say(`live, ${load.packetRate} packets a second for ${load.seconds} s`)
  const absent = []
  const noCard = withLoad && refusePeer()
  if (noCard) absent.push(`no load: its card is a script of the peer, and there is ${noCard}`)
  const loaded = withLoad && !noCard && (await measureLoad(load))
  say('live, latency in the engine')
  const inEngine = await measureEngineLatency(engine)
  const found = browserPath()
  const inPages = []
  if ('absent' in found) absent.push(found.absent)
  for (const scale of 'path' in found ? pages : []) {
    say(`live, latency in a page, windows each ${scale.hop} s`)
    const path = 'path' in found ? found.path : ''
    try {
      inPages.push({ hop: scale.hop, latencies: await measurePageLatency(path, scale) })
    } catch (error) {
      // a page that never comes to its end leaves the other figures as they are
      absent.push(`no figures of windows each ${scale.hop} s: ${String(error).split('\n')[0]}`)
      inPages.push({ hop: scale.hop, latencies: {} })
    }
  }
  return {
    ...(loaded ? { load: loaded } : {}),
    engine: inEngine,
    pages: inPages,
    ...(absent.length > 0 ? { absent: absent.join('\n') } : {}),
  }
}
