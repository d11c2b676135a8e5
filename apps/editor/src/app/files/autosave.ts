/** Keeps unsaved work in the browser and brings it back after a crash; says so while it cannot. */
import {
  type Draft,
  emptyGraph,
  keepDraft,
  openText,
  readDraft,
  startAutosave,
} from '../../document/index.ts'
import { provideHandlers } from '../../state/command.ts'
import type { Editor } from '../../state/editor.ts'
import { firstExample } from '../examples.ts'
import { claimTab, draftPlace, orphanedTabs } from './drafts.ts'
import type { Files } from './files.ts'
import { keepLastOpen, readLastOpen } from './last-open.ts'

const wait = 400

interface Found {
  readonly draft: Draft
  /** The tab that kept it. */
  readonly tab: string
}

/** The newest draft of this tab, or one that a tab left behind when it died. */
async function findDraft(own: string): Promise<Found | undefined> {
  const found: Found[] = []
  for (const tab of [own, ...(await orphanedTabs(localStorage, own))]) {
    const draft = await readDraft(draftPlace(localStorage, tab))
    if (draft) found.push({ draft, tab })
  }
  return found.sort((a, b) => b.draft.time - a.draft.time)[0]
}

function ageOf({ time }: Draft): string {
  const minutes = Math.round((Date.now() / 1000 - time) / 60)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  return new Date(time * 1000).toLocaleString()
}

/**
 * Opens what the person had: unsaved work, else the document of before the reload. False where there
 * is neither. With `instead` something else is open already, and the work is only offered.
 */
export async function recover(editor: Editor, files: Files, tab: string, instead: boolean) {
  const found = await findDraft(tab)
  const { document, ui, registry } = editor
  if (!found) {
    const last = instead ? undefined : readLastOpen(sessionStorage)
    const graph = last && openText(last.name, last.text, registry).graph
    if (!last || !graph) return false
    document.replace(graph, last.name, last.origin !== 'none')
    files.store.setState({ origin: last.origin })
    return true
  }
  const { draft, tab: from } = found
  const name = draft.name || 'an unnamed graph'
  const { graph } = openText(draft.name || 'the kept draft', draft.text, registry)
  if (!graph) {
    await draftPlace(localStorage, from).clear()
    return false
  }
  const bringBack = async () => {
    document.replace(graph, draft.name, false)
    files.store.setState({ origin: 'none', handle: undefined })
    requestAnimationFrame(() => editor.canvas?.fit())
    // from now on it is this tab's own
    const kept = await keepDraft(draftPlace(localStorage, tab), draft)
    if (kept.state === 'kept' && from !== tab) await draftPlace(localStorage, from).clear()
  }
  provideHandlers(editor, {
    'file.discard-draft': async () => {
      await draftPlace(localStorage, from).clear()
      ui.setState({ banner: undefined })
      if (instead) return
      // what was edited since then is asked about
      if (document.getState().past.length === 0) document.replace(emptyGraph, '', true)
      await files.openExample(firstExample)
    },
    'file.bring-back-draft': async () => {
      ui.setState({ banner: undefined })
      await bringBack()
    },
  })
  const discard = { label: 'Discard', command: 'file.discard-draft' }
  const back = { label: 'Bring it back', command: 'file.bring-back-draft' }
  if (!instead) await bringBack()
  ui.setState({
    banner: {
      id: instead ? 'left-behind' : 'recovered',
      severity: 'note',
      message: instead
        ? `There is unsaved work on ${name}, last changed ${ageOf(draft)}.`
        : `Unsaved work on ${name} was brought back, last changed ${ageOf(draft)}.`,
      actions: instead ? [back, discard] : [discard],
    },
  })
  return !instead
}

export async function claimOwnTab(): Promise<string> {
  return claimTab(sessionStorage, () => Math.random().toString(36).slice(2))
}

/** Keeps every change; asks before leaving only where that failed and something would be lost. */
export function keepWork(editor: Editor, files: Files, tab: string): () => void {
  const { document, ui } = editor
  let due: (() => void) | undefined
  const stop = startAutosave(document, {
    place: draftPlace(localStorage, tab),
    now: () => Date.now() / 1000,
    later: (work) => {
      const now = () => {
        clearTimeout(timer)
        due = undefined
        work()
      }
      const timer = setTimeout(now, wait)
      due = now
      return () => {
        clearTimeout(timer)
        due = undefined
      }
    },
    told: (kept) => {
      const well = kept.state === 'kept'
      files.store.setState({ kept: well })
      const { banner } = ui.getState()
      if (well && banner?.id === 'storage') ui.setState({ banner: undefined })
      if (well || banner?.id === 'storage') return
      ui.setState({
        banner: {
          id: 'storage',
          severity: 'warning',
          message: `${kept.message}.`,
          actions: [{ label: 'Save as', command: 'file.save-as' }],
        },
      })
    },
  })
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (document.getState().dirty && !files.store.getState().kept) event.preventDefault()
  }
  const leaving = () => {
    // local storage is written at once, before the page is gone
    due?.()
    const { dirty, name } = document.getState()
    const { origin } = files.store.getState()
    if (!dirty) keepLastOpen(sessionStorage, { name, text: document.saveText(), origin })
  }
  addEventListener('beforeunload', beforeUnload)
  addEventListener('pagehide', leaving)
  return () => {
    stop()
    removeEventListener('beforeunload', beforeUnload)
    removeEventListener('pagehide', leaving)
  }
}
