import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBlock, formatInline, type Json, JsonError, NumberText, parseJson } from './json.ts'

/** The plain JavaScript value, as JSON.parse gives it. */
function plain(value: Json): unknown {
  if (value instanceof NumberText) return Number(value.text)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const out = {}
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(out, key, {
      value: plain(item),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return out
}

const json = fc.jsonValue({ maxDepth: 6 })

/** Where reading stops, or the value. */
function attempt(text: string) {
  try {
    return { value: plain(parseJson(text).value) }
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    return { error }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

describe('parseJson', () => {
  test('agrees with JSON.parse on any value, written tight or wide', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t', '\r\n'), (value, space) => {
        const text = JSON.stringify(value, undefined, space)
        expect(plain(parseJson(text).value)).toEqual(JSON.parse(text))
      }),
    )
  })

  test('accepts what JSON.parse accepts and refuses what it refuses, with a JsonError', () => {
    const token = fc.constantFrom(
      ...'{}[]:,"\\ \n\t-+.eE0123456789',
      'true',
      'false',
      'null',
      '"a"',
      '\\u00e9',
      '\\n',
      '\u0001',
      '\ufeff',
      '1e5',
      '-0',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(token, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.tuple(json, fc.nat(), fc.nat(3), token).map(([value, at, cut, put]) => {
        const text = JSON.stringify(value)
        const place = at % (text.length + 1)
        return text.slice(0, place) + put + text.slice(place + cut)
      }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const { error } = attempt(text)
        if (!error) {
          // a byte order mark is the one thing taken that JSON.parse refuses
          expect(isJson(text.replace(/^\ufeff/, ''))).toBe(true)
          return
        }
        const lines = text.split('\n')
        expect(error.line).toBeGreaterThanOrEqual(1)
        expect(error.line).toBeLessThanOrEqual(lines.length)
        expect(error.column).toBeGreaterThanOrEqual(1)
        expect(error.column).toBeLessThanOrEqual(lines[error.line - 1].length + 1)
        if (isJson(text)) expect(error.message).toMatch(/twice|deeper/)
      }),
      { numRuns: 1000 },
    )
  })

  test('keeps members called __proto__ and constructor as members', () => {
    const { value } = parseJson('{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(formatInline(value)).toBe('{ "__proto__": { "a": 1 }, "constructor": 2, "toString": 3 }')
  })

  test.each(['1.0', '-0', '1e400', '1E5', '0.10', '123456789012345678901234567890', '1e21'])(
    'keeps the text of %s',
    (text) => {
      const { value } = parseJson(text)
      expect(value).toEqual(new NumberText(text))
      expect(formatInline(value)).toBe(text)
    },
  )

  test.each([0, 1, -1, 0.1, 1e-7, 1e21, 2 ** 53, 5e-324])('holds %d as a number', (value) => {
    expect(parseJson(String(value)).value).toBe(value)
  })

  test('refuses the second of two equal names, where it stands', () => {
    expect(attempt('{\n  "a": 1,\n  "\\u0061": 2\n}').error).toMatchObject({
      message: '"a" stands twice in one object',
      line: 3,
      column: 3,
    })
  })

  test('takes 64 levels and refuses 65, and 100,000 without an overflow', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(attempt(nested(64)).value).toBeDefined()
    expect(attempt(nested(65)).error?.message).toBe('nested deeper than 64 levels')
    expect(attempt('['.repeat(100_000)).error?.message).toBe('nested deeper than 64 levels')
    expect(attempt('{"a":'.repeat(100_000)).error?.message).toBe('nested deeper than 64 levels')
  })

  test.each([
    ['', 1, 1, 'expected a value, found the end of the file'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected , or }, found ""b": 2"'],
    ['{"a" 1}', 1, 6, 'expected : after "a", found "1}"'],
    ['[1, 2,]', 1, 7, 'expected a value, found "]"'],
    ['{"a": 1,}', 1, 9, 'expected a name in quotes, found "}"'],
    ['\n\n  {"a": "b', 3, 9, 'this text has no closing quote'],
    ['"a\nb"', 1, 1, 'this text has no closing quote'],
    ['"a\tb"', 1, 3, 'a text holds no control characters; write \\t, \\r or \\u0000'],
    ['"\\x"', 1, 2, '\\x is no escape'],
    ['"\\u12g4"', 1, 2, '\\u wants four hexadecimal digits'],
    ['{} x', 1, 4, 'the file goes on after its end, with "x"'],
    ['[NaN]', 1, 2, 'expected a value, found "NaN]"'],
  ])('%j is refused at line %d, column %d', (text, line, column, message) => {
    expect(attempt(text).error).toMatchObject({ line, column, message })
  })

  test('knows the line of every member', () => {
    const document = parseJson('{\n "a": [\n  1,\n  {"b": 2}\n ]\n}')
    const { a } = document.value as { a: Json[] }
    expect(document.lineOf(document.value, 'a')).toBe(2)
    expect([document.lineOf(a, 0), document.lineOf(a, 1), document.lineOf(a[1], 'b')]).toEqual([
      3, 4, 4,
    ])
    expect(document.lineOf(document.value, 'b')).toBeUndefined()
    expect(document.lineOf(1, 'b')).toBeUndefined()
  })
})

test('what formatInline and formatBlock write reads as the same value and writes the same again', () => {
  fc.assert(
    fc.property(json, (given) => {
      const { value } = parseJson(JSON.stringify(given))
      for (const format of [formatInline, formatBlock]) {
        const text = format(value)
        const again = parseJson(text).value
        expect(plain(again)).toEqual(plain(value))
        expect(format(again)).toBe(text)
      }
      expect(formatInline(value)).not.toContain('\n')
    }),
  )
})
