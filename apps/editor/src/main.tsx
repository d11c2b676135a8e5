/** Puts the editor together, opens what the person had or an example, and shows it. */
import './theme/fonts.css'
import './theme/tokens.css'
import './theme/base.css'
import './theme/controls.css'
import type { Inspections } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { firstExample } from './app/examples.ts'
import { claimOwnTab, keepWork, recover } from './app/files/autosave.ts'
import { FilesContext, provideFileCommands } from './app/files/context.ts'
import { createFiles, runOpened } from './app/files/files.ts'
import { createRecordings } from './app/files/recordings.ts'
import { showFirstViews } from './app/first-views.ts'
import { keepUi, readKept } from './app/kept.ts'
import { listenToClipboard } from './app/listen-to-clipboard.ts'
import { listenToDrops } from './app/listen-to-drops.ts'
import { listenToKeys } from './app/listen-to-keys.ts'
import { watchEngine } from './app/watch-engine.ts'
import { createSizeOf } from './canvas/index.tsx'
import { createDocument } from './document/index.ts'
import { tellProblem } from './panels/fields/problem-words.ts'
import { connectLater } from './session/connect-later.ts'
import { createSession } from './session/create-session.ts'
import { serverOf } from './session/server.ts'
import type { Session } from './session/session.ts'
import { createEditor } from './state/create-editor.ts'
import { EditorContext } from './state/editor.ts'
import { liveOf, waitsForRadar } from './state/live.ts'
import { createUi } from './state/ui.ts'
import { followTheme } from './theme/theme.ts'

const ui = createUi(readKept(localStorage))
followTheme(ui)
keepUi(ui, localStorage)

const nothingFound: Inspections = new Map()
let watching: Session | undefined
const editorDocument = createDocument(registry, {
  sizeOf: createSizeOf(registry),
  // the document asks the session for what sources found, and the session watches the document
  inspections: () => watching?.store.getState().inspections ?? nothingFound,
})
const server = serverOf(location)
const session = createSession({
  registry,
  connectLive:
    server &&
    connectLater(async () =>
      (await import('./session/connect-server.ts')).serverConnection(server),
    ),
  document: editorDocument,
  mayRun: () => !waitsForRadar({ registry, document: editorDocument, ui }),
  tell: (problem, graph) => tellProblem(problem, graph, registry),
})
watching = session
const editor = createEditor({ registry, document: editorDocument, session, ui })
const files = createFiles(editor)
const recordings = createRecordings(editor, files)
const hands = { files, recordings }

provideFileCommands(editor, hands)
listenToKeys(editor)
listenToClipboard(editor)
listenToDrops(editor, hands)
watchEngine(editor, recordings)

/** ?example=name, else what the person had, else the first example, which runs. */
async function openFirst(): Promise<void> {
  const tab = await claimOwnTab()
  const address = new URL(location.href)
  const wanted = address.searchParams.get('example')
  if (wanted !== null) {
    address.searchParams.delete('example')
    history.replaceState(null, '', address)
  }
  const opened = wanted !== null && (await files.openExample(wanted))
  const recovered = await recover(editor, files, tab, opened)
  if (recovered) {
    showFirstViews(editor)
    runOpened(editor)
  }
  if (!opened && !recovered) await files.openExample(firstExample)
  keepWork(editor, files, tab)
  await recordings.provideKnown(false)
}

// the address that a server prints anew differs in its token alone, which reloads nothing
addEventListener('hashchange', () => {
  if (serverOf(location)?.token !== server?.token) location.reload()
})

if (server) {
  liveOf(ui).setState({ server: 'joining' })
  void import('./live/join.ts').then(({ joinRadar }) => joinRadar(editor, server))
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element called root')
openFirst()
  .catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    ui.setState({
      banner: {
        id: 'refused',
        severity: 'error',
        message: `Nothing could be opened: ${reason}.`,
        actions: [{ label: 'Open a graph', command: 'file.open' }],
      },
    })
  })
  .finally(() =>
    createRoot(root).render(
      <StrictMode>
        <EditorContext value={editor}>
          <FilesContext value={hands}>
            <App />
          </FilesContext>
        </EditorContext>
      </StrictMode>,
    ),
  )
