/** Several nodes drawn as one, with the parameters they show. */
import {
  type Group,
  readAnnotations,
  refuseAnnotations,
  splitExposure,
  withGroup,
} from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { freshAnnotation, nameAll } from '../names.ts'
import { hasNode, nodesOf } from './edit.ts'

export interface MakeGroup {
  readonly nodes: readonly string[]
  readonly title: string
}

/** Nodes that stand in another group leave it; a group left empty goes. */
export const group: Command<MakeGroup> = (graph, { nodes, title }, context) => {
  const refusal = refuseAnnotations(graph, 'groups')
  if (refusal) return { refused: refusal }
  const ids = nodesOf(graph, nodes)
  if (ids.length === 0) return { refused: 'a group wants nodes: select some first' }
  const id = freshAnnotation(graph, 'groups', 'group')
  const joins = new Set(ids)
  let edited = context.placed(graph)
  for (const [other, before] of Object.entries(readAnnotations(graph).groups)) {
    const left = leaving(before, joins)
    if (left !== before) edited = withGroup(edited, other, left)
  }
  edited = withGroup(edited, id, { title, nodes: ids, expose: {}, extra: {} })
  return { graph: edited, label: `Group ${nameAll(ids)}`, made: { groups: [id] } }
}

function leaving(before: Group, nodes: ReadonlySet<string>): Group | undefined {
  const stay = before.nodes.filter((id) => !nodes.has(id))
  if (stay.length === before.nodes.length) return before
  const expose = Object.entries(before.expose).filter(
    ([, target]) => !nodes.has(splitExposure(target).node),
  )
  return stay.length > 0
    ? { ...before, nodes: stay, expose: Object.fromEntries(expose) }
    : undefined
}

export interface Ungroup {
  readonly groups: readonly string[]
}

/** The nodes stay. */
export const ungroup: Command<Ungroup> = (graph, { groups }) => {
  const known = readAnnotations(graph).groups
  const ids = [...new Set(groups)].filter((id) => Object.hasOwn(known, id))
  let edited = graph
  for (const id of ids) edited = withGroup(edited, id, undefined)
  return { graph: edited, label: ids.length === 1 ? 'Ungroup' : `Ungroup ${ids.length} groups` }
}

export interface RenameGroup {
  readonly group: string
  readonly title: string
}

export const renameGroup: Command<RenameGroup> = (graph, { group: id, title }) => {
  const known = readAnnotations(graph).groups
  if (!Object.hasOwn(known, id)) return { refused: `there is no group ${id}` }
  const same = known[id].title === title
  return {
    graph: same ? graph : withGroup(graph, id, { ...known[id], title }),
    label: 'Rename group',
  }
}

export interface Expose {
  readonly group: string
  readonly node: string
  readonly param: string
  /** As which the group shows it; undefined: no longer. */
  readonly name: string | undefined
}

/** Shows a parameter of a member on the group, renames it there, or hides it. */
export const expose: Command<Expose> = (graph, { group: id, node, param, name }, { registry }) => {
  const known = readAnnotations(graph).groups
  if (!Object.hasOwn(known, id)) return { refused: `there is no group ${id}` }
  if (!known[id].nodes.includes(node) || !hasNode(graph, node)) {
    return { refused: `${node} is not in the group` }
  }
  const type = registry.get(graph.nodes[node].type)
  const has = type ? Object.hasOwn(type.params, param) : false
  if (name !== undefined && !has) return { refused: `${node} has no parameter ${param}` }
  const target = `${node}.${param}`
  const stands = Object.entries(known[id].expose)
  if (name === '') return { refused: 'a parameter wants a name' }
  if (stands.some(([other, at]) => other === name && at !== target)) {
    return { refused: `the group shows another parameter as ${name} already` }
  }
  const label = name === undefined ? `Hide ${target}` : `Show ${target} on the group`
  if (
    name === undefined ? !stands.some(([, at]) => at === target) : known[id].expose[name] === target
  ) {
    return { graph, label }
  }
  const others = stands.filter(([, at]) => at !== target)
  const shown = name === undefined ? others : [...others, [name, target] as const]
  return {
    graph: withGroup(graph, id, { ...known[id], expose: Object.fromEntries(shown) }),
    label,
  }
}
