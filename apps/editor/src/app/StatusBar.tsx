/** The bar at the foot: problems, how the run went, and what it ran on. */
import { useEffect, useState } from 'react'
import { useDocument, useEditor, useSession, useUi } from '../state/editor.ts'
import { countProblems, describeCount } from '../state/problems.ts'
import { Icon } from '../theme/icons.tsx'
import { showBytes, showFactor, showShare } from './format.ts'
import { useZoom } from './use-zoom.ts'
import './StatusBar.css'

/** How long a word of the live region stands here, ms. */
const wordsStay = 6000

export function StatusBar() {
  return (
    <footer className="status-bar">
      <ProblemCount />
      <RunFacts />
      <Words />
      <Surroundings />
    </footer>
  )
}

function ProblemCount() {
  const { ui } = useEditor()
  const count = countProblems(useSession((state) => state.problems))
  const icon = count.errors > 0 ? 'failed' : count.warnings > 0 ? 'warning' : 'done'
  const tone = { failed: 'error-text', warning: 'warning-text', done: 'ok-text' }[icon]
  return (
    <button
      type="button"
      className="status-button"
      onClick={() => ui.setState({ dock: true, dockTab: 'problems' })}
    >
      <Icon name={icon} size={14} className={tone} />
      {describeCount(count) || 'No problems'}
    </button>
  )
}

function RunFacts() {
  const last = useSession((state) => state.last)
  const results = useSession((state) => state.results)
  const cache = useSession((state) => state.cache)
  const speed = last && last.seconds > 0 && last.recording > 0 && last.recording / last.seconds
  const shares = Object.values(results).flatMap(({ coverage }) => coverage)
  const covered = shares.reduce((sum, share) => sum + share, 0) / shares.length
  return (
    <>
      {speed ? <span className="status-fact">{showFactor(speed)} × real time</span> : null}
      {shares.length > 0 && <span className="status-fact">Coverage {showShare(covered)}</span>}
      {cache.budget > 0 && (
        <span className="status-fact">
          Cache {showBytes(cache.bytes)} of {showBytes(cache.budget)}
        </span>
      )}
    </>
  )
}

/** What the live region says, for those who look. */
function Words() {
  const announcement = useUi((state) => state.announcement)
  const [gone, setGone] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setGone(announcement), wordsStay)
    return () => clearTimeout(timer)
  }, [announcement])
  return (
    <span className="status-words" title={announcement}>
      {announcement === gone ? '' : announcement}
    </span>
  )
}

function Surroundings() {
  const engine = useSession((state) => state.engine)
  const source = useSource()
  const zoom = useZoom()
  return (
    <>
      {source && <span className="status-fact">{source}</span>}
      <span className="status-fact">{engine === 'dead' ? 'Engine stopped' : 'Worker'}</span>
      {zoom !== undefined && <span className="status-fact status-zoom">{showShare(zoom)}</span>}
    </>
  )
}

/** What the first source reads: its file where it has one, else its name, and how long it is. */
function useSource(): string | undefined {
  const { registry } = useEditor()
  const graph = useDocument((state) => state.graph)
  const recording = useSession((state) => state.last?.recording)
  const sources = Object.values(graph.nodes).filter(
    ({ type }) => registry.get(type)?.category === 'source',
  )
  const [source] = sources
  if (!source) return undefined
  const type = registry.get(source.type)
  const file = Object.entries(type?.params ?? {}).find(([, param]) => param.kind === 'file')
  const path = file && source.params[file[0]]
  const name = typeof path === 'string' && path ? path : (type?.title ?? source.type)
  const more = sources.length > 1 ? ` and ${sources.length - 1} more` : ''
  return `${name}${more}${recording ? `, ${recording.toFixed(1)} s` : ''}`
}
