/** Connecting: the four steps on the server, then the graph reads from the radar and runs. */
import {
  type FoundRadar,
  type ParamValue,
  type RadarOptions,
  type RadarStatus,
  type RadarStepState,
  radarSteps,
  resolveNode,
} from '@chirpflow/graph'
import { takeSource } from '../document/commands/take-source.ts'
import { isRefused } from '../document/context.ts'
import type { RadarClient } from '../session/radar.ts'
import { edit, selectionOf } from '../state/edit.ts'
import type { Editor } from '../state/editor.ts'

export const liveType = 'dca1000'

/** What a person has written; '' leaves it to the device and the graph. */
export type Typed = Pick<RadarOptions, 'config' | 'commandPort'>

/** What the graph's own radar has, or the defaults, with what choosing a device sets. */
export function optionsFor(
  { document, registry }: Editor,
  found: Partial<RadarOptions>,
  typed: Typed,
): RadarOptions {
  const { nodes } = document.getState().graph
  const own = Object.values(nodes).find(({ type }) => type === liveType)
  const type = registry.get(liveType)
  if (!type) throw new Error(`there is no node type ${liveType}`)
  const node = own ?? { type: liveType, version: type.version, params: {}, extra: {} }
  const { params } = resolveNode(liveType, node, registry)
  const given = Object.entries(typed).filter(([, text]) => text !== '')
  const options = { ...params, ...found, ...Object.fromEntries(given) }
  return options as unknown as RadarOptions
}

/** Throws where the server could not be asked; a step that fails is told by the steps. */
export async function goLive(
  editor: Editor,
  radar: RadarClient,
  options: RadarOptions,
): Promise<void> {
  await radar.connect(options, await editor.session.files().get(options.config)?.text())
  if (await streams(radar)) readFromRadar(editor, radar.store.getState().status.options ?? options)
}

export async function retryLive(editor: Editor, radar: RadarClient): Promise<void> {
  await radar.retry()
  const { options } = radar.store.getState().status
  if (options && (await streams(radar))) readFromRadar(editor, options)
}

/** Waits until the last step is done, or one has failed. */
function streams(radar: RadarClient): Promise<boolean> {
  return new Promise((resolve) => {
    const look = ({ steps }: RadarStatus) => {
      const failed = steps.some(({ state }) => state === 'failed')
      const done = steps.at(-1)?.state === 'done'
      if (failed || done) resolve(done)
      return failed || done
    }
    if (look(radar.store.getState().status)) return
    const stop = radar.store.subscribe(({ status }) => {
      if (look(status)) stop()
    })
  })
}

/** One step, which undo takes back. */
export function readFromRadar(editor: Editor, options: RadarOptions): void {
  const outcome = edit(editor, takeSource, {
    type: liveType,
    params: options as unknown as Readonly<Record<string, ParamValue>>,
    label: 'Read from the radar',
    sources: selectionOf(editor).nodes,
  })
  if (isRefused(outcome)) return
  editor.ui.setState({ selectedNodes: [], selectedNotes: [], selectedLinks: [] })
  editor.session.run()
}

/** All four, those that nobody has come to yet as waiting. */
export function allSteps(steps: readonly RadarStepState[]): readonly RadarStepState[] {
  return radarSteps.map(
    (step) =>
      steps.find((one) => one.step === step) ?? { step, state: 'waiting' as const, message: '' },
  )
}

/** The one that was chosen, that is connected, a board that was found, the emulator: the first of these. */
export function chosenOf(
  found: readonly FoundRadar[],
  chosen: string | undefined,
  options: RadarOptions | undefined,
): FoundRadar | undefined {
  const isCurrent = ({ options: own }: FoundRadar) =>
    options !== undefined &&
    own.device === options.device &&
    (own.commandPort === undefined || own.commandPort === options.commandPort)
  const isBoard = ({ options: own }: FoundRadar) => own.commandPort !== undefined
  const isEmulator = ({ options: own }: FoundRadar) => own.device === 'emulator'
  const named = found.find(({ id }) => id === chosen) ?? found.find(isCurrent)
  return named ?? found.find(isBoard) ?? found.find(isEmulator) ?? found[0]
}
