/**
 * The graph file: parse, format, migrate. The same graph is always the same bytes: one fact a line,
 * nodes, links and view sorted by id, parameters by name.
 */
import { formatBlock, formatInline, type Json, JsonError, NumberText, parseJson } from './json.ts'
import type { Problem } from './problem.ts'

export const graphFormat = 'chirpflow-graph'
export const graphVersion = 1

export interface End {
  readonly node: string
  readonly port: string
}

export interface Link {
  readonly from: End
  readonly to: End
}

export interface GraphNode {
  /** Id of the node's type. */
  readonly type: string
  readonly version: number
  readonly params: Readonly<Record<string, Json>>
  /** true: what needs it is skipped. bypass: its first input stands in for its first output. */
  readonly off?: true | 'bypass'
  readonly note?: string
  /** Members this version does not know, kept as they are. */
  readonly extra: Readonly<Record<string, Json>>
}

export interface Graph {
  readonly title: string
  readonly nodes: Readonly<Record<string, GraphNode>>
  readonly links: readonly Link[]
  readonly view: Readonly<Record<string, readonly [number, number]>>
  /** Members this version does not know, kept as they are. */
  readonly extra: Readonly<Record<string, Json>>
}

/** Ids are words; '/' is reserved, '.' parts a node from its port. */
export const idPattern = /^[A-Za-z][A-Za-z0-9_-]*$/

/** "node.port", the name of the wire that leaves an output. */
export function wireName(end: End): string {
  return `${end.node}.${end.port}`
}

/** The node whose output a wire leaves. */
export function nodeOfWire(wire: string): string {
  return wire.slice(0, wire.lastIndexOf('.'))
}

export function formatLink(link: Link): string {
  return `${wireName(link.from)} -> ${wireName(link.to)}`
}

/** "range-fft@1", the type of a node as the file has it. */
export function typeName(node: Pick<GraphNode, 'type' | 'version'>): string {
  return `${node.type}@${node.version}`
}

/** Reads "a.x -> b.y"; undefined where it is not of that form. */
export function parseLink(text: string): Link | undefined {
  const match =
    /^\s*([A-Za-z][\w-]*)\.([A-Za-z][\w-]*)\s*->\s*([A-Za-z][\w-]*)\.([A-Za-z][\w-]*)\s*$/.exec(
      text,
    )
  if (!match) return undefined
  return { from: { node: match[1], port: match[2] }, to: { node: match[3], port: match[4] } }
}

/** Turns a file of version `from` into one of version from + 1, and says what it did. */
export interface FileMigration {
  readonly from: number
  readonly name: string
  migrate(file: { [key: string]: Json }): { [key: string]: Json }
}

/** Version 1 is the first. */
const migrations: readonly FileMigration[] = []

export interface ParsedGraph {
  /** Absent where an error stands in problems. */
  readonly graph?: Graph
  readonly problems: readonly Problem[]
}

type Members = { [key: string]: Json }

function isMembers(value: Json | undefined): value is Members {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof NumberText)
  )
}

/** Reads a graph file. All mistakes at once, each with its line. */
export function parseGraph(
  text: string,
  known: readonly FileMigration[] = migrations,
  newest = graphVersion,
): ParsedGraph {
  const problems: Problem[] = []
  let document: ReturnType<typeof parseJson>
  try {
    document = parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const message = `this is not valid JSON: ${error.message} (column ${error.column})`
    return { problems: [{ severity: 'error', line: error.line, message }] }
  }
  /** What is missing, or what a migration has made, is missed at the top. */
  const lineOf = (container: Json, key: string | number) => document.lineOf(container, key) ?? 1
  const fail = (message: string, line: number, at: Partial<Problem> = {}) => {
    problems.push({ severity: 'error', line, message, ...at })
  }

  if (!isMembers(document.value) || document.value.format !== graphFormat) {
    fail(
      `this is not a chirpflow graph: its "format" is not "${graphFormat}"`,
      lineOf(document.value, 'format'),
    )
    return { problems }
  }
  const versionLine = lineOf(document.value, 'version')
  const migrated = migrateFile(document.value, known, newest, (severity, message) =>
    problems.push({ severity, line: versionLine, message }),
  )
  if (!migrated) return { problems }
  const { format: _, version: __, title, nodes, links, view, ...extra } = migrated

  if (typeof title !== 'string') fail('"title" must be a text', lineOf(migrated, 'title'))
  const graphNodes: Record<string, GraphNode> = {}
  if (!isMembers(nodes)) {
    fail('"nodes" must be an object of nodes by id', lineOf(migrated, 'nodes'))
  } else {
    for (const [id, value] of Object.entries(nodes)) {
      const node = readNode(id, value, (message) =>
        fail(message, lineOf(nodes, id), idPattern.test(id) ? { node: id } : {}),
      )
      if (node) graphNodes[id] = node
    }
  }

  const graphLinks: Link[] = []
  if (!Array.isArray(links)) {
    fail('"links" must be a list of texts', lineOf(migrated, 'links'))
  } else {
    links.forEach((value, index) => {
      const link = typeof value === 'string' ? parseLink(value) : undefined
      if (link) graphLinks.push(link)
      else {
        fail(
          `a link reads "node.port -> node.port", not ${formatInline(value)}`,
          lineOf(links, index),
        )
      }
    })
  }

  const places: Record<string, readonly [number, number]> = {}
  if (view !== undefined && !isMembers(view)) {
    fail('"view" must be an object of places by node id', lineOf(migrated, 'view'))
  } else if (view) {
    for (const [id, value] of Object.entries(view)) {
      const place = readPlace(value)
      if (place && idPattern.test(id)) places[id] = place
      else fail(`the place of ${id} must be two numbers, [x, y]`, lineOf(view, id))
    }
  }

  if (problems.some((problem) => problem.severity === 'error')) return { problems }
  return {
    graph: { title: title as string, nodes: graphNodes, links: graphLinks, view: places, extra },
    problems,
  }
}

function migrateFile(
  file: Members,
  known: readonly FileMigration[],
  newest: number,
  say: (severity: Problem['severity'], message: string) => void,
): Members | undefined {
  const { version } = file
  const fail = (message: string) => {
    say('error', message)
    return undefined
  }
  if (typeof version !== 'number' || !Number.isSafeInteger(version)) {
    return fail(`"version" must be a whole number; this program writes ${newest}`)
  }
  if (version > newest) {
    return fail(
      `the file is of version ${version}, this program knows up to ${newest}: a newer chirpflow opens it`,
    )
  }
  let current = file
  for (let from = version; from < newest; from++) {
    const step = known.find((migration) => migration.from === from)
    if (!step) {
      return fail(
        `the file is of version ${version}, which this program no longer reads; the oldest it does is ${known[0]?.from ?? newest}`,
      )
    }
    current = step.migrate(current)
    say('note', `brought from version ${from}: ${step.name}`)
  }
  return current
}

function readNode(id: string, value: Json, fail: (message: string) => void): GraphNode | undefined {
  if (!idPattern.test(id)) {
    fail(`"${id}" is no node id: ids begin with a letter and hold letters, digits, - and _`)
    return undefined
  }
  if (!isMembers(value)) {
    fail('a node must be an object with "type" and "params"')
    return undefined
  }
  const { type, params, off, note, ...extra } = value
  const match = typeof type === 'string' ? /^([a-z0-9][a-z0-9-]*)@([0-9]{1,9})$/.exec(type) : null
  if (!match) fail('"type" must read "name@version", for example "range-fft@1"')
  if (params !== undefined && !isMembers(params)) {
    fail('"params" must be an object of values by name')
  }
  if (off !== undefined && off !== true && off !== 'bypass') fail('"off" must be true or "bypass"')
  if (note !== undefined && typeof note !== 'string') fail('"note" must be a text')
  if (!match) return undefined
  return {
    type: match[1],
    version: Number(match[2]),
    params: isMembers(params) ? params : {},
    ...(off === true || off === 'bypass' ? { off } : {}),
    ...(typeof note === 'string' ? { note } : {}),
    extra,
  }
}

function readPlace(value: Json): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [x, y] = value.map((item) =>
    item instanceof NumberText ? Number(item.text) : typeof item === 'number' ? item : Number.NaN,
  )
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function sorted<T>(members: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(members).sort(([a], [b]) => byText(a, b))
}

/** Members that are sorted as nodes are; all others keep the order they came in. */
const byId = new Set(['groups', 'notes'])

/** The canonical bytes of a graph. format(parse(x)) is a fixed point. */
export function formatGraph(graph: Graph): string {
  const block = (open: string, lines: string[], close: string) =>
    lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n  ${close}`
  const nodes = sorted(graph.nodes).map(
    ([id, node]) => `    ${JSON.stringify(id)}: ${formatNode(node)}`,
  )
  const links = graph.links.map(formatLink).sort(byText)
  const view = sorted(graph.view).map(([id, [x, y]]) => `    ${JSON.stringify(id)}: [${x}, ${y}]`)
  const members = [
    `"format": ${JSON.stringify(graphFormat)}`,
    `"version": ${graphVersion}`,
    `"title": ${JSON.stringify(graph.title)}`,
    `"nodes": ${block('{', nodes, '}')}`,
    `"links": ${block(
      '[',
      links.map((link) => `    ${JSON.stringify(link)}`),
      ']',
    )}`,
    `"view": ${block('{', view, '}')}`,
    ...sorted(graph.extra).map(([key, value]) => {
      const ordered = byId.has(key) && isMembers(value) ? Object.fromEntries(sorted(value)) : value
      return `${JSON.stringify(key)}: ${formatBlock(ordered, '  ')}`
    }),
  ]
  return `{\n${members.map((member) => `  ${member}`).join(',\n')}\n}\n`
}

function formatNode(node: GraphNode): string {
  const params = sorted(node.params).map(
    ([name, value]) => `      ${JSON.stringify(name)}: ${formatInline(value)}`,
  )
  const members = [
    `"type": ${JSON.stringify(typeName(node))}`,
    ...(node.off === undefined ? [] : [`"off": ${JSON.stringify(node.off)}`]),
    ...(node.note === undefined ? [] : [`"note": ${JSON.stringify(node.note)}`]),
    ...sorted(node.extra).map(([key, value]) => `${JSON.stringify(key)}: ${formatInline(value)}`),
    params.length === 0 ? '"params": {}' : `"params": {\n${params.join(',\n')}\n    }`,
  ]
  return `{ ${members.join(', ')} }`
}
