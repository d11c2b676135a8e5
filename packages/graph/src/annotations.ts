/**
 * Groups and notes of a graph file, which the engine ignores: read as typed values out of
 * Graph.extra, written back one at a time, so that every other entry keeps its bytes.
 */
import { type Graph, idPattern } from './file.ts'
import { formatInline, type Json, NumberText } from './json.ts'
import type { Registry } from './node.ts'
import type { Problem } from './problem.ts'

/** Several nodes drawn as one. A node belongs to one group at most; groups do not nest. */
export interface Group {
  readonly title: string
  /** Ids of nodes. */
  readonly nodes: readonly string[]
  /** Parameters that the group shows as its own: shown name to "node.param". */
  readonly expose: Readonly<Record<string, string>>
  /** Members this version does not know, kept as they are. */
  readonly extra: Readonly<Record<string, Json>>
}

/** A box of text behind the nodes, in the units of `view`. */
export interface Note {
  readonly text: string
  readonly at: readonly [number, number]
  readonly size: readonly [number, number]
  /** Members this version does not know, kept as they are. */
  readonly extra: Readonly<Record<string, Json>>
}

export interface Annotations {
  readonly groups: Readonly<Record<string, Group>>
  readonly notes: Readonly<Record<string, Note>>
  /** Warnings: entries that cannot be read (they stay as they are) and members that do not exist. */
  readonly problems: readonly Problem[]
}

type Members = { readonly [key: string]: Json }
type Kind = 'groups' | 'notes'
type Read<T> = T | { readonly wrong: string }

/** All groups and notes that can be read. With a registry, exposed parameters are looked up in it. */
export function readAnnotations(graph: Graph, registry?: Registry): Annotations {
  const problems: Problem[] = []
  const warn = (message: string, at: Partial<Problem> = {}) =>
    problems.push({ severity: 'warning', message, ...at })
  const groups = readEntries(graph, 'groups', readGroup, warn)
  const notes = readEntries(graph, 'notes', readNote, warn)

  const groupOf = new Map<string, string>()
  for (const [id, group] of Object.entries(groups)) {
    for (const node of group.nodes) {
      const other = groupOf.get(node)
      if (!Object.hasOwn(graph.nodes, node)) warn(`group "${id}": there is no node "${node}"`)
      else if (other !== undefined) {
        warn(`stands in two groups, "${other}" and "${id}"; the first holds`, { node })
      } else groupOf.set(node, id)
    }
    for (const [name, target] of Object.entries(group.expose)) {
      const { node, param } = splitExposure(target)
      if (!group.nodes.includes(node)) {
        warn(`group "${id}" shows ${target} as "${name}", but ${node} is not in it`)
        continue
      }
      const type = registry?.get(graph.nodes[node]?.type ?? '')
      if (type && !Object.hasOwn(type.params, param)) {
        warn(`group "${id}" shows ${target} as "${name}", but ${type.id} has no ${param}`, { node })
      }
    }
  }
  return { groups, notes, problems }
}

/** The two halves of "node.param". */
export function splitExposure(target: string): { node: string; param: string } {
  const dot = target.indexOf('.')
  return { node: target.slice(0, dot), param: target.slice(dot + 1) }
}

/** Why no group (or note) can be written: what stands in their place in the file is none. */
export function refuseAnnotations(graph: Graph, kind: Kind): string | undefined {
  const value = Object.hasOwn(graph.extra, kind) ? graph.extra[kind] : undefined
  return value === undefined || isMembers(value)
    ? undefined
    : `"${kind}" in this file must be an object of ${kind} by id, is ${shorten(formatInline(value))}; mend it there first`
}

/** Ids that stand in the file, readable or not. */
export function annotationIds(graph: Graph, kind: Kind): string[] {
  return Object.keys(entriesOf(graph, kind) ?? {})
}

/** The graph with one group written, or removed. Throws where refuseAnnotations says why. */
export function withGroup(graph: Graph, id: string, group: Group | undefined): Graph {
  return withEntry(
    graph,
    'groups',
    id,
    group && {
      title: group.title,
      nodes: [...new Set(group.nodes)].sort(byText),
      ...(Object.keys(group.expose).length > 0 ? { expose: sortedMembers(group.expose) } : {}),
      ...sortedMembers(group.extra),
    },
  )
}

/** The graph with one note written, or removed. Throws where refuseAnnotations says why. */
export function withNote(graph: Graph, id: string, note: Note | undefined): Graph {
  return withEntry(
    graph,
    'notes',
    id,
    note && {
      text: note.text,
      at: [...note.at],
      size: [...note.size],
      ...sortedMembers(note.extra),
    },
  )
}

function withEntry(graph: Graph, kind: Kind, id: string, value: Json | undefined): Graph {
  const refusal = refuseAnnotations(graph, kind)
  if (refusal) throw new Error(refusal)
  const { [id]: _, ...others } = entriesOf(graph, kind) ?? {}
  const entries = sortedMembers(value === undefined ? others : { ...others, [id]: value })
  const { [kind]: __, ...rest } = graph.extra
  const extra = Object.keys(entries).length > 0 ? { ...rest, [kind]: entries } : rest
  return { ...graph, extra }
}

function entriesOf(graph: Graph, kind: Kind): Members | undefined {
  const value = Object.hasOwn(graph.extra, kind) ? graph.extra[kind] : undefined
  return isMembers(value) ? value : undefined
}

function readEntries<T extends object>(
  graph: Graph,
  kind: Kind,
  read: (value: Members) => Read<T>,
  warn: (message: string) => void,
): Record<string, T> {
  const refusal = refuseAnnotations(graph, kind)
  if (refusal) warn(refusal)
  const what = kind === 'groups' ? 'group' : 'note'
  const entries: [string, T][] = []
  for (const [id, value] of Object.entries(entriesOf(graph, kind) ?? {})) {
    const entry = idPattern.test(id)
      ? isMembers(value)
        ? read(value)
        : { wrong: 'it must be an object' }
      : { wrong: 'its id must begin with a letter and hold letters, digits, - and _' }
    if ('wrong' in entry) warn(`${what} "${id}" is kept as it is, but not shown: ${entry.wrong}`)
    else entries.push([id, entry])
  }
  return Object.fromEntries(entries.sort(([a], [b]) => byText(a, b)))
}

function readGroup({ title, nodes, expose, ...extra }: Members): Read<Group> {
  if (typeof title !== 'string') return { wrong: '"title" must be a text' }
  if (!isTexts(nodes)) return { wrong: '"nodes" must be a list of node ids' }
  const targets = expose === undefined ? {} : expose
  const exposed = isMembers(targets) && Object.values(targets).every(isExposure)
  if (!exposed) return { wrong: '"expose" must be an object of "node.param" by name' }
  return { title, nodes, expose: targets as Record<string, string>, extra }
}

function readNote({ text, at, size, ...extra }: Members): Read<Note> {
  if (typeof text !== 'string') return { wrong: '"text" must be a text' }
  const place = readPair(at)
  if (!place) return { wrong: '"at" must be two numbers, [x, y]' }
  const extent = readPair(size)
  if (!extent?.every((length) => length > 0)) {
    return { wrong: '"size" must be two numbers above 0, [width, height]' }
  }
  return { text, at: place, size: extent, extra }
}

function readPair(value: Json | undefined): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [a, b] = value.map((item) =>
    item instanceof NumberText ? Number(item.text) : typeof item === 'number' ? item : Number.NaN,
  )
  return Number.isFinite(a) && Number.isFinite(b) ? [a, b] : undefined
}

function isTexts(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isExposure(value: Json): value is string {
  return typeof value === 'string' && /^[A-Za-z][\w-]*\.\w[\w-]*$/.test(value)
}

function isMembers(value: Json | undefined): value is Members {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof NumberText)
  )
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function sortedMembers(members: Members): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => byText(a, b)))
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text
}
