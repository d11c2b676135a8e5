/** Files that file parameters name: given to the engine, remembered, and asked for again by name. */
import { parseGraph, type Registry } from '@chirpflow/graph'
import { isRefused } from '../../document/context.ts'
import { setParam } from '../../document/index.ts'
import { edit, selectionOf } from '../../state/edit.ts'
import type { Editor } from '../../state/editor.ts'
import { loadExample } from '../examples.ts'
import type { Files } from './files.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type KeptFile, recallFile, rememberFile } from './keep-handles.ts'
import { type Picked, pickFiles } from './pickers.ts'

export interface Recordings {
  /** Asks for a file and gives it to a parameter of a node. */
  choose(node: string, param: string): Promise<void>
  /** Gives a file to a parameter: the value is its name. */
  give(node: string, param: string, picked: Picked): Promise<void>
  /** Hands the engine the files that are missing, as far as the browser still holds them. */
  provideKnown(ask: boolean): Promise<void>
  /** Asks for the files that are missing, one after the other. */
  provideMissing(): Promise<void>
  /**
   * Has a person's own graph read that file, or opens the example that reads such a one; asks for one
   * where none is given.
   */
  openRecording(picked?: readonly Picked[]): Promise<void>
}

/** The example whose chain takes what such a file holds: an A121 has resolved range by itself. */
const exampleFor = (name: string) => (/\.(h5|hdf5)$/i.test(name) ? 'breathing-a121' : rawExample)
const rawExample = 'heart-rate-recording'

export function createRecordings(editor: Editor, files: Files): Recordings {
  const { session, ui, registry } = editor
  return { choose, give, provideKnown, provideMissing, openRecording }

  async function choose(node: string, param: string): Promise<void> {
    const type = editor.document.getState().graph.nodes[node]?.type
    const wanted = registry.get(type ?? '')?.params[param]
    if (wanted?.kind !== 'file') return
    const { label: description, accepts: endings } = wanted
    const [picked] = await pickFiles({ description, endings, id: 'data' })
    if (picked) await give(node, param, picked)
  }

  async function give(node: string, param: string, picked: Picked): Promise<void> {
    const { name } = picked.file
    await hand(name, picked)
    edit(editor, setParam, { nodes: [node], name: param, value: name })
  }

  /** To the engine, and into memory; says if it is not what it was. */
  async function hand(name: string, { file, handle }: Picked): Promise<void> {
    await session.provideFile(name, file)
    const fingerprint = await fingerprintOf(file)
    const before = await recall(name)
    if (before && before.fingerprint !== fingerprint) {
      const message = `${name} holds something else than it did when it was last opened here: results differ from earlier ones.`
      ui.setState({ banner: { id: 'changed', severity: 'warning', message, actions: [] } })
    }
    try {
      await rememberFile(`data:${name}`, { ...(handle ? { handle } : {}), fingerprint })
    } catch {
      ui.setState({ announcement: `${name} must be chosen again after a reload of the page.` })
    }
  }

  async function recall(name: string): Promise<KeptFile | undefined> {
    try {
      return await recallFile(`data:${name}`)
    } catch {
      return undefined // without IndexedDB every file is new
    }
  }

  function missing(): readonly string[] {
    return [...new Set(Object.values(session.store.getState().missingFiles))]
  }

  async function provideKnown(ask: boolean): Promise<void> {
    for (const name of missing()) {
      const handle = (await recall(name))?.handle
      if (!handle) continue
      const mode = { mode: 'read' } as const
      const allowed = ask
        ? await handle.requestPermission?.(mode)
        : await handle.queryPermission?.(mode)
      if (allowed !== 'granted') continue
      try {
        await hand(name, { handle, file: await handle.getFile() })
      } catch {
        ui.setState({ announcement: `${name} is no longer where it was.` })
      }
    }
    tellMissing()
  }

  /** A bar that stays until every file is there. */
  function tellMissing(): void {
    const names = missing()
    const { banner } = ui.getState()
    if (names.length === 0) {
      if (banner?.id === 'missing') ui.setState({ banner: undefined })
      return
    }
    const one = names.length === 1
    ui.setState({
      banner: {
        id: 'missing',
        severity: 'warning',
        message: `After a reload the page must be given ${one ? 'this file' : 'these files'} again: ${names.join(', ')}.`,
        actions: [{ label: one ? 'Choose it' : 'Choose them', command: 'file.provide-missing' }],
      },
    })
  }

  async function provideMissing(): Promise<void> {
    await provideKnown(true)
    for (const name of missing()) {
      const ending = /\.[^.]*$/.exec(name)?.[0] ?? ''
      const [picked] = await pickFiles({
        description: name,
        endings: ending ? [ending] : [],
        id: 'data',
      })
      if (!picked) break
      if (picked.file.name !== name) {
        const asked = `${name} was asked for and ${picked.file.name} is used in its place.`
        ui.setState({ announcement: asked })
      }
      await hand(name, picked)
    }
    tellMissing()
  }

  /** Samples alone: whatever radar they are taken for, rates come out. */
  function tellAssumed(name: string): void {
    ui.setState({
      banner: {
        id: 'assumed',
        severity: 'warning',
        message: `${name} does not say what radar made it, and is read as the example's would be. If it is of another, its rates and ranges are wrong: choose it together with its .cfg, or with the .capture.jsonl that was recorded beside it.`,
        actions: [{ label: 'Choose both', command: 'file.open-recording' }],
      },
    })
  }

  async function openRecording(given?: readonly Picked[]): Promise<void> {
    const endings = fileEndings(registry)
    const picked =
      given ?? (await pickFiles({ description: 'Recording', endings, multiple: true, id: 'data' }))
    const config = picked.find(({ file }) => /\.(cfg|jsonl?)$/i.test(file.name))
    const data = picked.find((item) => item !== config)
    if (!data) return
    if (ui.getState().banner?.id === 'assumed') ui.setState({ banner: undefined })
    const isBare = !config && /\.bin$/i.test(data.file.name)
    const example = exampleFor(data.file.name)
    if (isOwn() && example === rawExample && (await feed(data, config))) {
      if (isBare) tellAssumed(data.file.name)
      return
    }
    const text = await loadExample(example)
    if (text === undefined || !(await files.openAs(`${example}.graph.json`, text, 'example')))
      return
    const { graph } = parseGraph(text)
    const source = Object.entries(graph?.nodes ?? {}).find(([, node]) => node.type === 'recording')
    if (!source) return
    await give(source[0], 'path', data)
    if (config) await give(source[0], 'config', config)
    else if (isBare) tellAssumed(data.file.name)
    ui.setState({ selectedNodes: [source[0]], selectedNotes: [], selectedLinks: [] })
    session.run()
  }

  /** An example as it came is only looked at. */
  function isOwn(): boolean {
    return editor.document.getState().dirty || files.store.getState().origin === 'file'
  }

  /** In the place of the graph's radar source, as one step; false where it has none. */
  async function feed(data: Picked, config: Picked | undefined): Promise<boolean> {
    const { takeSource, replaceable } = await import('../../document/commands/take-source.ts')
    const type = registry.get('recording')
    const { graph } = editor.document.getState()
    if (!type || replaceable(graph, type, registry).length === 0) return false
    await hand(data.file.name, data)
    if (config) await hand(config.file.name, config)
    const params = { path: data.file.name, config: config?.file.name ?? '' }
    const label = `Read ${data.file.name}`
    const sources = selectionOf(editor).nodes
    const outcome = edit(editor, takeSource, { type: type.id, params, label, sources })
    if (!isRefused(outcome)) {
      const announcement = `The graph reads ${data.file.name} now. Undo gives its source back.`
      ui.setState({ selectedNotes: [], selectedLinks: [], announcement })
      session.run()
    }
    return true
  }
}

/** Endings of recordings, as the node says them, and of a configuration beside one. */
export function fileEndings(registry: Registry): readonly string[] {
  const params = registry.get('recording')?.params ?? {}
  return Object.values(params).flatMap((param) => (param.kind === 'file' ? param.accepts : []))
}
