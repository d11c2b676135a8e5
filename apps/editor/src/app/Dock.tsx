/** The dock under palette and canvas: tabs, and an upper edge that can be dragged. */
import { lazy, type ReactNode, Suspense } from 'react'
import { useStore } from 'zustand'
import { compareType } from '../document/branches.ts'
import { useDocument, useEditor, useSession, useUi } from '../state/editor.ts'
import { experimentOf } from '../state/experiment.ts'
import { countProblems, plural } from '../state/problems.ts'
import type { DockTab } from '../state/ui.ts'
import { Icon } from '../theme/icons.tsx'
import { DockEdge } from './DockEdge.tsx'
import { describeRun } from './describe-run.ts'
import { ProblemsPanel } from './ProblemsPanel.tsx'
import { RunPanel } from './RunPanel.tsx'
import './Dock.css'

// past the index, so that what the canvas uses of the views does not pull all of them in
const DockViews = lazy(() =>
  import('../views/DockViews.tsx').then(({ DockViews }) => ({ default: DockViews })),
)
const ViewsBar = lazy(() =>
  import('../views/ViewsBar.tsx').then(({ ViewsBar }) => ({ default: ViewsBar })),
)

const CompareView = lazy(() =>
  import('../views/compare/CompareView.tsx').then(({ CompareView }) => ({ default: CompareView })),
)
const ExperimentPanel = lazy(() => import('./experiment/ExperimentPanel.tsx'))
const CompareBar = lazy(() =>
  import('../views/compare/CompareBar.tsx').then(({ CompareBar }) => ({ default: CompareBar })),
)

const allTabs: readonly { readonly id: DockTab; readonly title: string }[] = [
  { id: 'views', title: 'Views' },
  { id: 'compare', title: 'Compare' },
  { id: 'problems', title: 'Problems' },
  { id: 'run', title: 'Run' },
]

/** The tab that is open; Compare is there only while something is compared. */
function useTab(): { readonly tab: DockTab; readonly compares: boolean } {
  const wanted = useUi((state) => state.dockTab)
  const compares = useDocument(({ graph }) =>
    Object.values(graph.nodes).some(({ type }) => type === compareType),
  )
  const { ui } = useEditor()
  const shown = useStore(experimentOf(ui), ({ results }) => results !== undefined)
  const isThere = compares || shown
  return { tab: wanted === 'compare' && !isThere ? 'views' : wanted, compares: isThere }
}

export function Dock() {
  const { ui } = useEditor()
  const open = useUi((state) => state.dock)
  const { tab } = useTab()
  const height = useUi((state) => (tab === 'compare' ? state.compareHeight : state.dockHeight))
  const composes = useStore(experimentOf(ui), ({ shows }) => shows === 'draft')
  if (!open) return null
  const panels: Record<DockTab, ReactNode> = {
    compare: composes ? <ExperimentPanel /> : <CompareView />,
    views: <DockViews />,
    problems: <ProblemsPanel />,
    run: <RunPanel />,
  }
  return (
    <section
      className="dock"
      data-region="dock"
      aria-label="Dock"
      tabIndex={-1}
      style={{ '--dock-height': `${height}px` } as React.CSSProperties}
    >
      <DockEdge of={tab === 'compare' ? 'compareHeight' : 'dockHeight'} />
      <div className="dock-bar">
        <Tabs />
        <div className="dock-side">
          <Suspense>
            {tab === 'views' && <ViewsBar />}
            {tab === 'compare' && <CompareBar />}
            {tab === 'problems' && <ProblemChips />}
            {tab === 'run' && <RunWords />}
          </Suspense>
        </div>
      </div>
      <div className="dock-panel" role="tabpanel" id="dock-panel" aria-labelledby={`tab-${tab}`}>
        <Suspense>{panels[tab]}</Suspense>
      </div>
    </section>
  )
}

function Tabs() {
  const { ui } = useEditor()
  const { tab, compares } = useTab()
  const tabs = allTabs.filter(({ id }) => id !== 'compare' || compares)
  const count = countProblems(useSession((state) => state.problems))
  const open = (id: DockTab) => ui.setState({ dockTab: id })

  function walk(event: React.KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    const at = tabs.findIndex(({ id }) => id === tab)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    open(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
    event.preventDefault()
  }

  const loud = count.errors + count.warnings
  return (
    <div className="dock-tabs" role="tablist" aria-label="Dock" onKeyDown={walk}>
      {tabs.map(({ id, title }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          className="dock-tab"
          aria-selected={tab === id}
          aria-controls="dock-panel"
          tabIndex={tab === id ? 0 : -1}
          onClick={() => open(id)}
        >
          {title}
          {id === 'problems' && loud > 0 && (
            <span className={`badge ${count.errors > 0 ? 'error' : 'warning'}`}>{loud}</span>
          )}
        </button>
      ))}
    </div>
  )
}

function ProblemChips() {
  const { errors, warnings, notes } = countProblems(useSession((state) => state.problems))
  const chips = [
    { count: errors, word: 'error', icon: 'failed', tone: 'error-text' },
    { count: warnings, word: 'warning', icon: 'warning', tone: 'warning-text' },
    { count: notes, word: 'note', icon: 'note', tone: '' },
  ] as const
  return chips
    .filter(({ count }) => count > 0)
    .map(({ count, word, icon, tone }) => (
      <span key={word} className="chip">
        <Icon name={icon} size={14} className={tone} />
        {plural(count, word)}
      </span>
    ))
}

function RunWords() {
  const { text } = describeRun(useSession((state) => state))
  return <span className="dock-words">{text}</span>
}
