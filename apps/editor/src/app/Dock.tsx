/** The dock under palette and canvas: tabs, and an upper edge that can be dragged. */
import { lazy, type ReactNode, Suspense } from 'react'
import { useEditor, useSession, useUi } from '../state/editor.ts'
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

const tabs: readonly { readonly id: DockTab; readonly title: string }[] = [
  { id: 'views', title: 'Views' },
  { id: 'problems', title: 'Problems' },
  { id: 'run', title: 'Run' },
]

export function Dock() {
  const open = useUi((state) => state.dock)
  const height = useUi((state) => state.dockHeight)
  const tab = useUi((state) => state.dockTab)
  if (!open) return null
  const panels: Record<string, ReactNode> = {
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
      <DockEdge />
      <div className="dock-bar">
        <Tabs />
        <div className="dock-side">
          <Suspense>
            {tab === 'views' && <ViewsBar />}
            {tab === 'problems' && <ProblemChips />}
            {tab === 'run' && <RunWords />}
          </Suspense>
        </div>
      </div>
      <div className="dock-panel" role="tabpanel" id="dock-panel" aria-labelledby={`tab-${tab}`}>
        <Suspense>{panels[tab] ?? panels.views}</Suspense>
      </div>
    </section>
  )
}

function Tabs() {
  const { ui } = useEditor()
  const tab = useUi((state) => state.dockTab)
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
