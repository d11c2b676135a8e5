/** New, open, save: what happens between the document and the files of a person's computer. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { emptyGraph, openText } from '../../document/index.ts'
import type { Editor } from '../../state/editor.ts'
import { waitsForRadar } from '../../state/live.ts'
import { loadExample } from '../examples.ts'
import { showFirstViews } from '../first-views.ts'
import { keptKeys, recallFile, rememberFile } from './keep-handles.ts'
import { download, isAbort, pickFiles, pickPlace, writeFile } from './pickers.ts'

export type Origin = 'file' | 'example' | 'none'
export type Answer = 'save' | 'discard' | 'cancel'

export interface FilesState {
  readonly origin: Origin
  /** Where Save writes; undefined asks. */
  readonly handle: FileSystemFileHandle | undefined
  /** The unsaved work that another document is about to replace: a person decides. */
  readonly asking: { answer(answer: Answer): void } | undefined
  /** Whether the browser keeps unsaved work. */
  readonly kept: boolean
  /** What is being read or written, for the line under the top bar. */
  readonly busy: string | undefined
  /** Names of graphs opened lately that can be opened again. */
  readonly recent: readonly string[]
}

export interface Files {
  readonly store: StoreApi<FilesState>
  newGraph(): Promise<void>
  open(): Promise<void>
  /** Opens a graph file; says why not, and leaves the document as it is. */
  openFile(file: File, handle?: FileSystemFileHandle): Promise<boolean>
  openExample(name: string): Promise<boolean>
  openRecent(name: string): Promise<void>
  /** Puts text in place of the document, after asking about unsaved work. */
  openAs(name: string, text: string, origin: Origin): Promise<boolean>
  /** true once it is written. */
  save(): Promise<boolean>
  saveAs(): Promise<boolean>
}

/** Larger graphs are run by the command line; the canvas would crawl. */
const mostNodes = 2000
const mostBytes = 32 * 1024 * 1024
const graphPick = { description: 'Chirpflow graph', endings: ['.json'], id: 'graph' }

export function createFiles(editor: Editor): Files {
  const { document, ui } = editor
  const store = createStore<FilesState>(() => ({
    origin: 'none',
    handle: undefined,
    asking: undefined,
    kept: true,
    busy: undefined,
    recent: [],
  }))
  void listRecent()
  return { store, newGraph, open, openFile, openExample, openRecent, openAs, save, saveAs }

  /** A refusal stays in view until it is closed. */
  function refuse(message: string): false {
    ui.setState({
      banner: { id: 'refused', severity: 'error', message: `${message}.`, actions: [] },
    })
    return false
  }

  async function listRecent(): Promise<void> {
    try {
      const keys = await keptKeys('graph:')
      store.setState({ recent: keys.map((key) => key.slice('graph:'.length)) })
    } catch {
      // a browser that forbids IndexedDB has no list of recent files, and works without
      store.setState({ recent: [] })
    }
  }

  /** Whether the document may be replaced. */
  async function mayReplace(): Promise<boolean> {
    if (!document.getState().dirty) return true
    const answer = await new Promise<Answer>((resolve) =>
      store.setState({ asking: { answer: resolve } }),
    )
    store.setState({ asking: undefined })
    return answer === 'discard' || (answer === 'save' && (await save()))
  }

  function show(name: string, origin: Origin, handle?: FileSystemFileHandle): void {
    store.setState({ origin, handle })
    ui.setState(({ banner }) => ({
      selectedNodes: [],
      selectedNotes: [],
      selectedLinks: [],
      sliderTime: undefined,
      cursor: undefined,
      overlay: { kind: 'none' },
      banner: banner?.id === 'engine' ? banner : undefined,
      announcement: `${name || 'An empty graph'} is open.`,
    }))
    showFirstViews(editor)
    requestAnimationFrame(() => editor.canvas?.fit())
  }

  async function newGraph(): Promise<void> {
    if (!(await mayReplace())) return
    document.replace(emptyGraph, '', true)
    show('', 'none')
  }

  async function openAs(
    name: string,
    text: string,
    origin: Origin,
    handle?: FileSystemFileHandle,
  ): Promise<boolean> {
    const opened = openText(name, text, editor.registry)
    if (!opened.graph) return refuse(opened.refused ?? `${name} was not opened`)
    const count = Object.keys(opened.graph.nodes).length
    if (count > mostNodes) {
      return refuse(
        `${name} was not opened: it has ${count.toLocaleString('en')} nodes, the editor shows up to ` +
          `${mostNodes.toLocaleString('en')}. \`chirpflow run\` runs it`,
      )
    }
    if (!(await mayReplace())) return false
    document.replace(opened.graph, name, true)
    show(name, origin, handle)
    const [note] = opened.problems
    if (note) {
      const more = opened.problems.length > 1 ? ` (and ${opened.problems.length - 1} more)` : ''
      const message = `${name}: ${note.message}${more}.`
      ui.setState({ banner: { id: 'opened', severity: 'note', message, actions: [] } })
    }
    return true
  }

  async function openFile(file: File, handle?: FileSystemFileHandle): Promise<boolean> {
    if (file.size > mostBytes) {
      const size = `${Math.round(file.size / 1e6)} MB`
      return refuse(
        `${file.name} was not opened: it has ${size}, and no graph has. A recording is opened by "Open a recording"`,
      )
    }
    store.setState({ busy: `Reading ${file.name}` })
    try {
      const opened = await openAs(file.name, await file.text(), 'file', handle)
      if (opened) runOpened(editor)
      if (opened && handle) await remember(file.name, handle)
      return opened
    } catch (error) {
      return refuse(`${file.name} cannot be read: ${reasonOf(error)}`)
    } finally {
      store.setState({ busy: undefined })
    }
  }

  async function remember(name: string, handle: FileSystemFileHandle): Promise<void> {
    try {
      await rememberFile(`graph:${name}`, { handle, fingerprint: '' })
      await listRecent()
    } catch {
      // the file is open; only the list of recent files does without it
      store.setState({ recent: store.getState().recent })
    }
  }

  async function open(): Promise<void> {
    const [picked] = await pickFiles(graphPick)
    if (picked) await openFile(picked.file, picked.handle)
  }

  async function openExample(name: string): Promise<boolean> {
    const text = await loadExample(name)
    if (text === undefined) return refuse(`There is no example ${name}`)
    const opened = await openAs(`${name}.graph.json`, text, 'example')
    if (opened) runOpened(editor)
    return opened
  }

  async function openRecent(name: string): Promise<void> {
    const handle = (await recallFile(`graph:${name}`))?.handle
    if (!handle) return void refuse(`${name} is no longer known; open it from its folder`)
    const allowed = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted'
    if (allowed !== 'granted') return void refuse(`The browser may not read ${name}`)
    try {
      await openFile(await handle.getFile(), handle)
    } catch (error) {
      refuse(`${name} cannot be read: ${reasonOf(error)}`)
    }
  }

  async function save(): Promise<boolean> {
    const { handle } = store.getState()
    return handle ? writeTo(handle) : saveAs()
  }

  async function saveAs(): Promise<boolean> {
    const place = await pickPlace(document.getState().name || 'untitled.graph.json')
    if (place === undefined) return false
    if (place !== 'download') return writeTo(place)
    const name = document.getState().name || 'untitled.graph.json'
    const text = document.saveText()
    download(name, text)
    saved(text, name)
    ui.setState({ announcement: `${name} is in the folder of downloads.` })
    return true
  }

  async function writeTo(handle: FileSystemFileHandle): Promise<boolean> {
    const text = document.saveText()
    store.setState({ busy: `Writing ${handle.name}` })
    try {
      await writeFile(handle, text)
    } catch (error) {
      if (isAbort(error)) return false
      return refuse(`${handle.name} was not written: ${reasonOf(error)}. Save it elsewhere`)
    } finally {
      store.setState({ busy: undefined })
    }
    saved(text, handle.name)
    store.setState({ handle })
    await remember(handle.name, handle)
    ui.setState({ announcement: `${handle.name} is saved.` })
    return true
  }

  function saved(text: string, name: string): void {
    document.markSaved(text, name)
    store.setState({ origin: 'file' })
    // nothing is left to discard
    if (ui.getState().banner?.id === 'recovered') ui.setState({ banner: undefined })
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What was opened runs, unless it waits for a radar. */
export function runOpened(editor: Editor): void {
  if (!waitsForRadar(editor)) editor.session.run()
}
