import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesAfter, decodeLine, encodeLine, LineError } from './line.ts'

const there = (message: unknown) => decodeLine(encodeLine(message))

const typed = fc.oneof(
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
)
const key = fc.oneof(
  fc.string(),
  fc.constantFrom('$', '__proto__', 'constructor', 'of', 'n', '0', '7'),
)
const special = fc.constantFrom(undefined, null, Number.NaN, Infinity, -Infinity, -0, '', true)
const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer(), special, typed),
    fc.array(tie('value')),
    fc.array(fc.tuple(key, tie('value'))).map((entries) => Object.fromEntries(entries)),
  ),
})).value

describe('a message', () => {
  test('arrives as it was', () => {
    fc.assert(
      fc.property(message, (sent) => {
        // the carrier gives the bytes a place of its own
        const { text, bytes } = encodeLine(sent)
        const moved = new Uint8Array(bytes.length + 3).subarray(3)
        moved.set(bytes)
        const came = decodeLine({ text: `${text}`, bytes: moved })
        deepStrictEqual(came, sent)
      }),
      { numRuns: 500 },
    )
  })

  test('keeps the parts that are views, and gives each memory of its own', () => {
    const whole = Float64Array.of(1, 2, Number.NaN, -0)
    const { a, b } = there({ a: whole.subarray(1, 3), b: whole.subarray(2) }) as {
      a: Float64Array
      b: Float64Array
    }
    expect([...a]).toEqual([2, Number.NaN])
    expect([...b]).toEqual([Number.NaN, -0])
    expect([a.buffer.byteLength, b.buffer.byteLength]).toEqual([16, 16])
  })

  test('has no way to the prototype of what receives it', () => {
    const sent = JSON.parse('{"__proto__":{"polluted":1}}')
    const came = there(sent) as object
    expect(Object.hasOwn(came, '__proto__')).toBe(true)
    expect(Object.getPrototypeOf(came)).toBe(Object.prototype)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('says in its text how many bytes follow', () => {
    expect(bytesAfter(encodeLine([new Int16Array(3), new Float64Array(2)]).text)).toBe(22)
    expect(bytesAfter(encodeLine('hello').text)).toBe(0)
  })

  test.each([
    ['a function', { f: () => 1 }, 'a function cannot'],
    ['a symbol', [Symbol('s')], 'a symbol cannot'],
    ['a bigint', 1n, 'a bigint cannot'],
    ['a map', { m: new Map() }, 'a Map cannot'],
    ['a date', new Date(0), 'a Date cannot'],
    ['a data view', new DataView(new ArrayBuffer(8)), 'a DataView cannot'],
  ])('that holds %s is refused', (_, sent, words) => {
    expect(() => encodeLine(sent)).toThrow(words)
  })

  test('that holds itself is refused', () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(() => encodeLine(loop)).toThrow('nested')
  })
})

describe('what came is refused', () => {
  const read = (text: string, bytes = 0) => decodeLine({ text, bytes: new Uint8Array(bytes) })
  test.each([
    ['is no JSON', '[0,{', 0],
    ['has no count', '{"a":1}', 0],
    ['has a count that is none', '[-1,2]', 0],
    ['has more than a value', '[0,1,2]', 0],
    ['lacks bytes', '[4,{"$":"Float64Array","n":1}]', 4],
    ['has fewer bytes than it names', '[8,{"$":"Float64Array","n":1}]', 0],
    ['has bytes that nothing names', '[8,1]', 8],
    ['names its bytes twice', '[8,[{"$":"Float64Array","n":1},{"$":"Float64Array","n":1}]]', 8],
    ['has a length that is none', '[8,{"$":"Float64Array","n":-1}]', 8],
    ['has a length that is a text', '[8,{"$":"Float64Array","n":"1"}]', 8],
    ['has a length beyond all numbers', '[8,{"$":"Float64Array","n":1e300}]', 8],
    ['has an unknown mark', '[0,{"$":"Function"}]', 0],
    ['has a mark of every object', '[0,{"$":"constructor"}]', 0],
    ['has a mark that is no text', '[0,{"$":1}]', 0],
    ['has an object that is none', '[0,{"$":"object","of":[]}]', 0],
  ])('when it %s', (_, text, bytes) => {
    expect(() => read(text, bytes)).toThrow(LineError)
  })

  test('when it is nested too deep', () => {
    const deep = (levels: number) => `[0,${'['.repeat(levels)}${']'.repeat(levels)}]`
    expect(() => read(deep(60))).not.toThrow()
    expect(() => read(deep(100))).toThrow(LineError)
  })

  test('or read, and never anything else', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), fc.uint8Array(), (junk, json, bytes) => {
        for (const text of [junk, `[${bytes.length},${junk}]`, `[${bytes.length},${json}]`]) {
          try {
            decodeLine({ text, bytes })
          } catch (error) {
            expect(error).toBeInstanceOf(LineError)
          }
        }
      }),
    )
  })
})
