/** A node's definition in words: for `describe` and for its page in docs/nodes. */
import { describeLimits, type NodeType, type Param, type Port } from '@chirpflow/graph'
import { formatTable } from './table.ts'

/** "complex64 (..., range)". */
function shapeOf({ dtypes, axes }: Port): string {
  const shape = axes.length === 0 ? 'one number' : axes.join(', ')
  return `${dtypes.join(' or ')} (${shape})`
}

/** What else a port asks for or promises: one phrase each. */
function demandsOf({ kind, units, needs, join }: Port, side: 'input' | 'output'): string[] {
  const said: string[] = []
  if (kind === 'many') said.push('any number of wires')
  if (kind === 'optional') said.push('may stay open')
  const named = units?.filter((unit) => unit !== '1') ?? []
  if (named.length > 0) said.push(`in ${named.join(' or ')}`)
  if (needs.length > 0) said.push(`needs ${needs.join(', ')}`)
  if (side === 'input' && join === 'latest') said.push('takes the newest chunk not later')
  if (side === 'input' && join === 'each') said.push('takes each chunk alone')
  return said
}

function defaultOf(param: Param): string {
  if (param.kind === 'text' || param.kind === 'file') {
    return param.default === '' ? 'none' : `"${param.default}"`
  }
  const unit = 'unit' in param && param.unit && param.unit !== '1' ? ` ${param.unit}` : ''
  return `${param.default}${unit}`
}

function limitsOf(param: Param): string {
  switch (param.kind) {
    case 'flag':
      return 'true or false'
    case 'text':
      return 'a text'
    case 'file':
      return `a file${param.accepts.length > 0 ? ` (${param.accepts.join(', ')})` : ''}`
    case 'integer':
      return `a whole number ${describeLimits(param)}`.trim()
    case 'number':
      return describeLimits(param) || 'a number'
    case 'choice':
      return describeLimits(param)
  }
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** When a method does well and when not: title and text, as far as the definition says. */
function limitsOfMethod({ worksWhen, failsWhen }: NodeType): [title: string, text: string][] {
  const said: [string, string | undefined][] = [
    ['Works when', worksWhen],
    ['Fails when', failsWhen],
  ]
  return said.flatMap(([title, text]) => (text === undefined ? [] : [[title, text]]))
}

/** For a terminal. */
export function describeNode(type: NodeType): string {
  const ports = (side: 'input' | 'output') => {
    const rows = Object.entries(side === 'input' ? type.inputs : type.outputs).map(
      ([name, port]) => [
        `  ${name}`,
        shapeOf(port),
        [port.help, ...demandsOf(port, side)].join('; '),
      ],
    )
    return rows.length === 0 ? '' : `\n${side}s\n${formatTable(rows)}`
  }
  const params = Object.entries(type.params).map(
    ([name, param]) =>
      `  ${name} = ${defaultOf(param)}  (${limitsOf(param)})\n      ${sentence(param.label)} ${param.help}\n`,
  )
  const sources = (type.sources ?? []).map(
    ({ title, ref, at }) => `  ${title}, ${ref}${at ? `, ${at}` : ''}\n`,
  )
  const limits = limitsOfMethod(type).map(
    ([title, text]) => `\n${title.toLowerCase()}\n  ${text}\n`,
  )
  return [
    `${type.id}@${type.version}  ${type.title}  [${type.category}]\n`,
    `${type.summary}\n`,
    ...limits,
    ports('input'),
    ports('output'),
    params.length === 0 ? '' : `\nparameters\n${params.join('')}`,
    sources.length === 0 ? '' : `\nsources\n${sources.join('')}`,
  ].join('')
}

/** For docs/nodes, in Markdown. */
export function nodePage(type: NodeType): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const table = (head: string[], rows: string[][]) =>
    [head, head.map(() => '---'), ...rows]
      .map((row) => `| ${row.map(cell).join(' | ')} |\n`)
      .join('')
  const ports = (side: 'input' | 'output') => {
    const rows = Object.entries(side === 'input' ? type.inputs : type.outputs).map(
      ([name, port]) => [
        `\`${name}\``,
        `\`${shapeOf(port)}\``,
        [port.help, ...demandsOf(port, side)].join('; '),
      ],
    )
    const title = side === 'input' ? 'Inputs' : 'Outputs'
    return rows.length === 0 ? '' : `\n## ${title}\n\n${table(['Port', 'Carries', 'What'], rows)}`
  }
  const params = Object.entries(type.params).map(([name, param]) => [
    `\`${name}\``,
    defaultOf(param),
    limitsOf(param),
    `${sentence(param.label)} ${param.help}`,
  ])
  const sources = (type.sources ?? []).map(
    ({ title, ref, at }) => `- ${title}, ${ref}${at ? `, ${at}` : ''}\n`,
  )
  const limits = limitsOfMethod(type).map(([title, text]) => `\n## ${title}\n\n${text}\n`)
  return [
    `# ${type.title}\n\n`,
    `\`${type.id}@${type.version}\`, category ${type.category}.\n\n`,
    `${type.summary}\n`,
    ...limits,
    ports('input'),
    ports('output'),
    params.length === 0
      ? ''
      : `\n## Parameters\n\n${table(['Name', 'Default', 'Limits', 'What'], params)}`,
    sources.length === 0 ? '' : `\n## Sources\n\n${sources.join('')}`,
  ].join('')
}
