/** The bar on top: what is open, running it, and finding things. */
import { lazy, Suspense } from 'react'
import { useDocument, useEditor, useSession, useUi } from '../state/editor.ts'
import { isLive, useLive, useLooksLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'
import { resolveTheme } from '../theme/theme.ts'
import { CommandButton } from './CommandButton.tsx'
import { describeRun } from './describe-run.ts'
import { useFiles } from './files/context.ts'
import { KeyHint } from './KeyHint.tsx'
import { MainMenu } from './MainMenu.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import './TopBar.css'

const LiveControls = lazy(() => import('../live/LiveControls.tsx'))
const LiveMark = lazy(() => import('../live/LiveMark.tsx'))

export function TopBar() {
  const live = useLooksLive()
  return (
    <header className="top-bar">
      <div className="top-left">
        <MainMenu />
        <FileName />
        <span className="bar-line" />
        <CommandButton id="edit.undo" icon="undo" />
        <CommandButton id="edit.redo" icon="redo" />
      </div>
      {live ? (
        <Suspense fallback={<RunControls />}>
          <LiveControls />
        </Suspense>
      ) : (
        <RunControls />
      )}
      <FindAndHelp />
      <ProgressLine />
    </header>
  )
}

const suffix = '.graph.json'

function FileName() {
  const name = useDocument((state) => state.name)
  const dirty = useDocument((state) => state.dirty)
  const origin = useFiles((state) => state.origin)
  const base = name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
  const clean = { example: 'Example', file: 'Saved', none: 'New' }[origin]
  return (
    <h1 className="file-name" title={name || undefined}>
      <span className="file-base">{base || 'Untitled'}</span>
      {name.endsWith(suffix) && <span className="file-suffix">{suffix}</span>}
      <span className="file-state">{dirty ? 'Edited' : clean}</span>
    </h1>
  )
}

function RunControls() {
  const editor = useEditor()
  const running = useSession((state) => state.engine === 'running')
  return (
    <div className="top-run">
      <button
        type="button"
        className="button primary run-button"
        disabled={running}
        onClick={() => editor.command('run.start')}
      >
        <Icon name="run" />
        Run
        <KeyHint command="run.start" />
      </button>
      <CommandButton id="run.stop" icon="stop" />
      <RunResult />
    </div>
  )
}

function RunResult() {
  const state = useSession((session) => session)
  const { text, icon, severity } = describeRun(state)
  return (
    <p className="run-result figures" data-severity={severity} title={text}>
      <Icon name={icon} />
      <span>{text}</span>
    </p>
  )
}

/** How the radar stands, or the way to one; nothing where there is no server. */
function Device() {
  const editor = useEditor()
  const live = useLive(isLive)
  const server = useLive((state) => state.server !== 'none')
  const connect = (
    <button
      type="button"
      className="button connect-button"
      aria-haspopup="dialog"
      aria-label="Connect a radar"
      onClick={() => editor.command('live.connect')}
    >
      <Icon name="radar" />
      <span>
        Connect<span className="search-more"> a radar</span>
      </span>
    </button>
  )
  if (!live) return server && connect
  return (
    <Suspense fallback={connect}>
      <LiveMark />
    </Suspense>
  )
}

function FindAndHelp() {
  const editor = useEditor()
  const theme = useUi((state) => resolveTheme(state.theme))
  return (
    <div className="top-right">
      <Device />
      <button
        type="button"
        className="button search-button"
        aria-haspopup="dialog"
        onClick={() => editor.command('go.commands')}
      >
        <Icon name="search" />
        <span className="search-words">
          Search<span className="search-more"> or command</span>
        </span>
        <KeyHint command="go.commands" boxed />
      </button>
      <CommandButton id="window.theme" icon={theme} />
      <CommandButton id="go.keys" icon="help" title="Keys and help" />
    </div>
  )
}
