/** A strict JSON reader that knows lines, refuses double keys, and keeps numbers it cannot hold. */

/** A number whose text is not what JavaScript would write for it (1.0, 1e400); kept as it stood. */
export class NumberText {
  constructor(readonly text: string) {}
}

export type Json = null | boolean | number | string | NumberText | Json[] | { [key: string]: Json }

export class JsonError extends Error {
  override name = 'JsonError'
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message)
  }
}

export interface JsonDocument {
  readonly value: Json
  /** Line (from 1) where the member `key` of the object or array begins. */
  lineOf(container: Json, key: string | number): number | undefined
}

const deepest = 64
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** Parses RFC 8259 JSON. Throws JsonError with the line and column of the first thing it cannot read. */
export function parseJson(text: string): JsonDocument {
  let at = text.startsWith('\ufeff') ? 1 : 0
  const lines = new WeakMap<object, Map<string | number, number>>()
  const lineAt = createLineCounter(text)

  function fail(message: string, where = at): never {
    const { line, column } = lineAt(where)
    throw new JsonError(message, line, column)
  }

  function skip(): void {
    while (at < text.length && ' \t\r\n'.includes(text[at])) at++
  }

  function expect(character: string, after: string): void {
    skip()
    if (text[at] !== character) fail(`expected ${character} ${after}, found ${shown()}`)
    at++
  }

  function shown(): string {
    return at < text.length ? `"${text.slice(at, at + 12).split('\n')[0]}"` : 'the end of the file'
  }

  function string(): string {
    const start = at++
    let out = ''
    for (;;) {
      const from = at
      while (at < text.length && text[at] !== '"' && text[at] !== '\\' && text[at] >= ' ') at++
      out += text.slice(from, at)
      if (at >= text.length || text[at] === '\n') fail('this text has no closing quote', start)
      if (text[at] < ' ') fail('a text holds no control characters; write \\t, \\r or \\u0000')
      if (text[at] === '"') {
        at++
        return out
      }
      out += escaped()
    }
  }

  function escaped(): string {
    const sign = text[at + 1] ?? ''
    if (sign === 'u') {
      const code = text.slice(at + 2, at + 6)
      if (!/^[0-9a-fA-F]{4}$/.test(code)) fail('\\u wants four hexadecimal digits')
      at += 6
      return String.fromCharCode(Number.parseInt(code, 16))
    }
    if (!Object.hasOwn(escapes, sign)) fail(`\\${sign} is no escape`)
    at += 2
    return escapes[sign]
  }

  function numberOf(): number | NumberText {
    numberPattern.lastIndex = at
    const match = numberPattern.exec(text)
    if (!match) fail(`expected a value, found ${shown()}`)
    at += match[0].length
    const value = Number(match[0])
    return String(value) === match[0] ? value : new NumberText(match[0])
  }

  function members(container: Json[] | { [key: string]: Json }, depth: number): void {
    const places = new Map<string | number, number>()
    lines.set(container, places)
    const close = Array.isArray(container) ? ']' : '}'
    at++
    skip()
    if (text[at] === close) {
      at++
      return
    }
    for (;;) {
      skip()
      const start = at
      if (Array.isArray(container)) {
        places.set(container.length, lineAt(start).line)
        container.push(value(depth))
      } else {
        if (text[at] !== '"') fail(`expected a name in quotes, found ${shown()}`)
        const key = string()
        if (Object.hasOwn(container, key)) fail(`"${key}" stands twice in one object`, start)
        expect(':', `after "${key}"`)
        places.set(key, lineAt(start).line)
        // defineProperty, because assigning to __proto__ would not make a member
        const member = value(depth)
        Object.defineProperty(container, key, {
          value: member,
          enumerable: true,
          writable: true,
          configurable: true,
        })
      }
      skip()
      if (text[at] === close) {
        at++
        return
      }
      if (text[at] !== ',') fail(`expected , or ${close}, found ${shown()}`)
      at++
    }
  }

  function value(depth: number): Json {
    skip()
    const character = text[at]
    if (character === '{' || character === '[') {
      if (depth >= deepest) fail(`nested deeper than ${deepest} levels`)
      const container: Json[] | { [key: string]: Json } = character === '[' ? [] : {}
      members(container, depth + 1)
      return container
    }
    if (character === '"') return string()
    for (const [word, meaning] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (text.startsWith(word, at)) {
        at += word.length
        return meaning
      }
    }
    return numberOf()
  }

  const whole = value(0)
  skip()
  if (at < text.length) fail(`the file goes on after its end, with ${shown()}`)
  return {
    value: whole,
    lineOf: (container, key) =>
      typeof container === 'object' && container !== null
        ? lines.get(container)?.get(key)
        : undefined,
  }
}

function createLineCounter(text: string) {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset: number): { line: number; column: number } => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low] + 1 }
  }
}

/** One value on one line, as the canonical files have it: a space after colon and comma. */
export function formatInline(value: Json): string {
  if (value instanceof NumberText) return value.text
  if (Array.isArray(value)) return `[${value.map(formatInline).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
    if (members.length === 0) return '{}'
    return `{ ${members.map(([key, item]) => `${JSON.stringify(key)}: ${formatInline(item)}`).join(', ')} }`
  }
  return JSON.stringify(value)
}

/** One member a line, indented; arrays of plain values stay on one line. */
export function formatBlock(value: Json, indent = ''): string {
  const deeper = `${indent}  `
  const flat = (item: Json) =>
    typeof item !== 'object' || item === null || item instanceof NumberText
  if (Array.isArray(value)) {
    if (value.every(flat)) return formatInline(value)
    return `[\n${value.map((item) => deeper + formatBlock(item, deeper)).join(',\n')}\n${indent}]`
  }
  if (typeof value === 'object' && value !== null && !(value instanceof NumberText)) {
    const members = Object.entries(value)
    if (members.length === 0) return '{}'
    const lines = members.map(
      ([key, item]) => `${deeper}${JSON.stringify(key)}: ${formatBlock(item, deeper)}`,
    )
    return `{\n${lines.join(',\n')}\n${indent}}`
  }
  return formatInline(value)
}
