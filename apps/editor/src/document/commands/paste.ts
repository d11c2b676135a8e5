/** Puts copied parts into the graph, under fresh ids where theirs are taken. */
import {
  completeGraph,
  type Graph,
  readAnnotations,
  refuseAnnotations,
  splitExposure,
  withGroup,
  withNote,
} from '@chirpflow/graph'
import { copyParts, type Parts, readParts } from '../clipboard.ts'
import type { Command, Context, Made } from '../context.ts'
import { freshAnnotation, freshName, nameAll, takenNames } from '../names.ts'
import { boxAt, boxRound, type Place, placedBoxes, snapPlace } from '../places.ts'
import { remove } from './remove.ts'

export interface Paste {
  readonly text: string
  /** Top left corner of all; left out: where they were, moved on from what stands there. */
  readonly at?: Place
}

/** How far a copy stands from its original. */
const aside = 24

export const paste: Command<Paste> = (graph, { text, at }, context) => {
  const read = readParts(text)
  if ('refused' in read) return read
  const parts = context.placed(completeGraph(read.parts, context.registry))
  return insert(graph, parts, at, context, 'Paste')
}

/** Copies and pastes in one step, without the clipboard. */
export const duplicate: Command<Parts> = (graph, parts, context) => {
  const read = readParts(copyParts(graph, parts, context))
  if ('refused' in read) return { refused: 'select nodes or notes to duplicate' }
  return insert(graph, read.parts, undefined, context, 'Duplicate')
}

/** Deletes what copyParts has copied. */
export const cut: Command<Parts> = (graph, parts, context) => {
  const outcome = remove(graph, { ...parts, reconnect: true }, context)
  return 'refused' in outcome
    ? outcome
    : { ...outcome, label: outcome.label.replace('Delete', 'Cut') }
}

function insert(graph: Graph, parts: Graph, at: Place | undefined, context: Context, verb: string) {
  const { groups, notes } = readAnnotations(parts)
  for (const kind of ['groups', 'notes'] as const) {
    const refusal =
      Object.keys({ groups, notes }[kind]).length > 0 && refuseAnnotations(graph, kind)
    if (refusal) return { refused: refusal }
  }
  const placed = context.placed(graph)
  const [dx, dy] = shift(placed, parts, at, context)
  const move = ([x, y]: Place): Place => snapPlace([x + dx, y + dy])

  const taken = takenNames(graph)
  const names = new Map<string, string>()
  for (const id of Object.keys(parts.nodes).sort()) {
    const name = freshName(id, taken)
    taken.add(name)
    names.set(id, name)
  }
  const renamed = <T>(members: Readonly<Record<string, T>>, change: (member: T) => T) =>
    Object.fromEntries(
      Object.entries(members).flatMap(([id, member]) =>
        names.has(id) ? [[names.get(id)!, change(member)] as const] : [],
      ),
    )
  const links = parts.links.flatMap(({ from, to }) => {
    const [source, target] = [names.get(from.node), names.get(to.node)]
    return source && target
      ? [{ from: { node: source, port: from.port }, to: { node: target, port: to.port } }]
      : []
  })
  let edited: Graph = {
    ...placed,
    nodes: { ...placed.nodes, ...renamed(parts.nodes, (node) => node) },
    links: [...placed.links, ...links],
    view: { ...placed.view, ...renamed(parts.view, move) },
  }
  const made = { nodes: [...names.values()], groups: [] as string[], notes: [] as string[] }
  for (const [wanted, group] of Object.entries(groups)) {
    const id = freshAnnotation(edited, 'groups', wanted)
    const nodes = group.nodes.flatMap((node) => names.get(node) ?? [])
    const expose = Object.entries(group.expose).flatMap(([name, target]) => {
      const { node, param } = splitExposure(target)
      return names.has(node) ? [[name, `${names.get(node)}.${param}`] as const] : []
    })
    edited = withGroup(edited, id, { ...group, nodes, expose: Object.fromEntries(expose) })
    made.groups.push(id)
  }
  for (const [wanted, note] of Object.entries(notes)) {
    const id = freshAnnotation(edited, 'notes', wanted)
    edited = withNote(edited, id, { ...note, at: move(note.at) })
    made.notes.push(id)
  }
  return { graph: edited, label: `${verb} ${describe(made)}`, made }
}

/** To the place asked for; else aside, until nothing pasted stands exactly on something else. */
function shift(graph: Graph, parts: Graph, at: Place | undefined, { sizeOf }: Context): Place {
  const notes = Object.values(readAnnotations(parts).notes)
  if (at) {
    const round = boxRound([
      ...placedBoxes(parts, sizeOf).values(),
      ...notes.map((note) => boxAt(note.at, { width: note.size[0], height: note.size[1] })),
    ])
    return round ? [at[0] - round.left, at[1] - round.top] : [0, 0]
  }
  const standing = new Set([
    ...Object.values(graph.view).map(String),
    ...Object.values(readAnnotations(graph).notes).map((note) => String(note.at)),
  ])
  const pasted = [...Object.values(parts.view), ...notes.map((note) => note.at)]
  let by = 0
  while (pasted.some(([x, y]) => standing.has(String(snapPlace([x + by, y + by]))))) by += aside
  return [by, by]
}

function describe({ nodes = [], notes = [] }: Made): string {
  if (nodes.length > 0) return nameAll(nodes)
  return notes.length === 1 ? 'note' : `${notes.length} notes`
}
