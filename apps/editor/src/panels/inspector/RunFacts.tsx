/** What the last run did in a node: its time, its chunks, its bytes, and what it reports itself. */
import { showBytes, showSeconds, showShare } from '../../app/format.ts'
import { useSession } from '../../state/editor.ts'
import { Facts } from './Facts.tsx'

export function RunFacts({ id }: { id: string }) {
  const status = useSession(({ nodes }) => nodes[id])
  const total = useSession(({ nodes }) =>
    Object.values(nodes).reduce((sum, { seconds }) => sum + seconds, 0),
  )
  if (!status || (status.chunks === 0 && status.seconds === 0)) return null
  const { seconds, chunks, bytes, report = {}, current, activity } = status
  const rows: [string, string][] = [
    [activity === 'cached' ? 'Time, when it last ran' : 'Time', showSeconds(seconds)],
  ]
  if (chunks > 1) rows.push(['Time for one chunk', showShort(seconds / chunks)])
  if (total > 0 && activity !== 'cached')
    rows.push(['Share of the run', showShare(seconds / total)])
  rows.push(['Chunks', chunks.toLocaleString('en')])
  if (bytes > 0) rows.push(['Data', showBytes(bytes)])
  // what did not happen is no news
  const news = Object.entries(report).filter(([, value]) => value !== 0)
  for (const [name, value] of news) rows.push([words(name), figures(value)])
  return <Facts title={current ? 'This run' : 'Run before the last change'} rows={rows} />
}

/** "windowsAtLimit" as "Windows at limit"; names that are words already stay. */
export function words(name: string): string {
  const spaced = name
    .replace(/[-_]/g, ' ')
    .replace(/([a-z0-9])([A-Z])(?=[a-z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function figures(value: number | string): string {
  if (typeof value === 'string') return value
  const text = Number.isInteger(value)
    ? value.toLocaleString('en')
    : String(Number(value.toPrecision(4)))
  return text.replace('-', '−')
}

/** Of one chunk: under a tenth of a millisecond, in microseconds. */
function showShort(seconds: number): string {
  return seconds < 9.5e-5 ? `${Math.round(seconds * 1e6)} µs` : showSeconds(seconds)
}
