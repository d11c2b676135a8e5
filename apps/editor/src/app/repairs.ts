/** The way out of a problem, where one step is one: a value put back, a wire taken away, a radar connected. */
import { type Param, type Problem, parseLink, refuseValue } from '@chirpflow/graph'
import { disconnect, resetParams, setParam } from '../document/index.ts'
import { edit } from '../state/edit.ts'
import type { Editor } from '../state/editor.ts'
import { liveOf } from '../state/live.ts'

export interface Repair {
  /** What the button says. */
  readonly title: string
  mend(): void
}

export function repairOf(editor: Editor, problem: Problem): Repair | undefined {
  if (problem.severity !== 'error') return undefined
  return (
    repairParam(editor, problem) ?? repairLink(editor, problem) ?? connectRadar(editor, problem)
  )
}

function repairParam(editor: Editor, { node, param: name }: Problem): Repair | undefined {
  if (node === undefined || name === undefined) return undefined
  const { graph } = editor.document.getState()
  const stands = graph.nodes[node]
  const type = editor.registry.get(stands?.type ?? '')
  if (!type || !Object.hasOwn(stands.params, name)) return undefined
  if (!Object.hasOwn(type.params, name)) {
    const mend = () => void edit(editor, resetParams, { nodes: [node], names: [name] })
    return { title: `Remove ${name}`, mend }
  }
  const param = type.params[name]
  const value = stands.params[name]
  if (param.kind === 'file' || refuseValue(param, value) === undefined) return undefined
  const to = nearest(param, value)
  const mend = () => void edit(editor, setParam, { nodes: [node], name, value: to })
  return { title: `Set ${name} to ${to}`, mend }
}

/** The limit it went beyond, else the default. */
function nearest(param: Param, value: unknown): number | string | boolean {
  if ((param.kind === 'number' || param.kind === 'integer') && typeof value === 'number') {
    if (param.min !== undefined && value < param.min) return param.min
    if (param.max !== undefined && value > param.max) return param.max
    if (param.kind === 'integer' && Number.isFinite(value)) return Math.round(value)
  }
  return param.default
}

function repairLink(editor: Editor, { link }: Problem): Repair | undefined {
  const wire = parseLink(link ?? '')
  if (!wire) return undefined
  return {
    title: 'Cut the wire',
    mend: () => void edit(editor, disconnect, { links: [wire] }),
  }
}

/** A source that wants a radar which is not there. */
function connectRadar(editor: Editor, { node }: Problem): Repair | undefined {
  const { graph } = editor.document.getState()
  const type = editor.registry.get(graph.nodes[node ?? '']?.type ?? '')
  const { server } = liveOf(editor.ui).getState()
  if (type?.live !== true || server === 'none') return undefined
  return { title: 'Connect a radar', mend: () => editor.command('live.connect') }
}
