/** The bar at the foot: problems, how the run went, and what it ran on. */
import { useEffect, useState } from 'react'
import type { RunSummary } from '../session/session.ts'
import { useDocument, useEditor, useSession, useUi } from '../state/editor.ts'
import { readsRadar, useLive, useLooksLive } from '../state/live.ts'
import { countProblems, describeCount, plural } from '../state/problems.ts'
import { Icon } from '../theme/icons.tsx'
import { showBytes, showFactor, showShare } from './format.ts'
import { clock } from './spans.ts'
import { useZoom } from './use-zoom.ts'
import './StatusBar.css'

/** How long a word of the live region stands here, ms. */
const wordsStay = 6000

export function StatusBar() {
  const live = useLooksLive()
  return (
    <footer className="status-bar">
      <ProblemCount />
      {live ? <History /> : <RunFacts />}
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

/** How far back one can look. */
function History() {
  const [from, to] = useLive((state) => state.status.kept) ?? [0, 0]
  return <span className="status-fact">History {clock(to - from)}</span>
}

function RunFacts() {
  const last = useSession((state) => state.last)
  const isEmpty = useSession((state) => state.plan.nodes.length === 0)
  const results = useSession((state) => state.results)
  const cache = useSession((state) => state.cache)
  const ran = last && (last.nodesCached === 0 ? wholeRun(last) : partRun(last))
  const shares = Object.values(results).flatMap((result) =>
    result.kind === 'rates' ? result.coverage : [],
  )
  const covered = shares.reduce((sum, share) => sum + share, 0) / shares.length
  return (
    <>
      {ran && !isEmpty && <span className="status-fact">{ran}</span>}
      {shares.length > 0 && <span className="status-fact">Coverage {showShare(covered)}</span>}
      {cache.budget > 0 && (
        <span className="status-fact">
          Cache {showBytes(cache.bytes)} of {showBytes(cache.budget)}
        </span>
      )}
    </>
  )
}

function wholeRun({ seconds, recording }: RunSummary): string | undefined {
  if (seconds <= 0 || recording <= 0) return undefined
  return `${showFactor(recording / seconds)} × real time`
}

/** With the cache in it, a run says nothing about speed. */
function partRun({ nodesRun, nodesCached }: RunSummary): string {
  return `${nodesRun} of ${plural(nodesRun + nodesCached, 'node')} ran`
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
  const { registry } = useEditor()
  const engine = useSession((state) => state.engine)
  const served = useLive((state) => state.server !== 'none')
  const live = useDocument(({ graph }) => readsRadar(graph, registry))
  const where = served && live ? `Server ${location.host}` : 'Worker'
  const source = useSource()
  const zoom = useZoom()
  return (
    <>
      {source && <span className="status-fact">{source}</span>}
      <span className="status-fact">{engine === 'dead' ? 'Engine stopped' : where}</span>
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
  if (type?.live) return type.title
  const file = Object.entries(type?.params ?? {}).find(([, param]) => param.kind === 'file')
  const path = file && source.params[file[0]]
  const name = typeof path === 'string' && path ? path : (type?.title ?? source.type)
  const more = sources.length > 1 ? ` and ${sources.length - 1} more` : ''
  return `${name}${more}${recording ? `, ${recording.toFixed(1)} s` : ''}`
}
