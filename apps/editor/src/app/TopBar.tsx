/** The bar on top: what is open, running it, and finding things. */
import { useDocument, useEditor, useSession, useUi } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import { resolveTheme } from '../theme/theme.ts'
import { CommandButton } from './CommandButton.tsx'
import { describeRun } from './describe-run.ts'
import { useFiles } from './files/context.ts'
import { KeyHint } from './KeyHint.tsx'
import { MainMenu } from './MainMenu.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import './TopBar.css'

export function TopBar() {
  return (
    <header className="top-bar">
      <div className="top-left">
        <MainMenu />
        <FileName />
        <span className="bar-line" />
        <CommandButton id="edit.undo" icon="undo" />
        <CommandButton id="edit.redo" icon="redo" />
      </div>
      <RunControls />
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

function FindAndHelp() {
  const editor = useEditor()
  const theme = useUi((state) => resolveTheme(state.theme))
  return (
    <div className="top-right">
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
