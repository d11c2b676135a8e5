/** What every node of the library keeps to, so that palette, forms and docs can rely on it. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { axisNames, categories, type Port, refuseValue } from '@chirpflow/graph'
import { nodeTypes } from '@chirpflow/nodes'
import { describe, expect, test } from 'vitest'

const library = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'packages', 'nodes', 'src')

/** Words that stay as they are within a title. */
const properNoun =
  /^(?:[A-Z0-9]{2,}[a-z]?|[A-Z]\.?|Butterworth|Capon|Cramer-Rao|Doppler|Fourier|Hann|Kalman|Kasa|Pratt|Rife)$/

/** "Range FFT": the first word with a capital, all others without but for names and initials. */
function isSentenceCase(words: string): boolean {
  const [first, ...rest] = words.split(' ')
  return (
    /^[A-Z0-9]/.test(first) && rest.every((word) => !/^[A-Z]/.test(word) || properNoun.test(word))
  )
}

/** One sentence: a capital first, one full stop, and that at the end. */
function isSentence(text: string): boolean {
  const inner = text.slice(0, -1).replace(/\b(?:e\.g|i\.e|etc|vs)\./g, '')
  return /^[A-Z0-9].*\.$/.test(text) && !/[.!?](?:\s|$)/.test(inner) && text.trim() === text
}

const sampleRateName = /^(?:fs|sampl(?:e|ing)(?:Rate|Frequency)|frameRate|frameFrequency|rate)$/i

test('the rules tell right from wrong', () => {
  expect(['Range FFT', 'MCSM', 'Slow-time window', 'VMD', 'Series'].every(isSentenceCase)).toBe(
    true,
  )
  expect(['Range Profile', 'range FFT', 'Slow-Time Window Size'].some(isSentenceCase)).toBe(false)
  expect(isSentence('Turns f = 2 S R / c, of 0.5 m, into metres.')).toBe(true)
  expect(['Does it', 'does it.', 'Does. It.', 'Does it. ', ''].some(isSentence)).toBe(false)
})

test('ids are unique', () => {
  expect(new Set(nodeTypes.map(({ id }) => id)).size).toBe(nodeTypes.length)
})

describe.each(nodeTypes.map((type) => [type.id, type] as const))('%s', (id, type) => {
  const params = Object.entries(type.params)
  const inputs = Object.entries(type.inputs)
  const outputs = Object.entries(type.outputs)

  test('stands in the file and folder that its id and category say', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
    expect(categories).toContain(type.category)
    expect(existsSync(join(library, type.category, `${id}.ts`)), `${type.category}/${id}.ts`).toBe(
      true,
    )
  })

  test('has a version, a title in sentence case and a summary of one sentence', () => {
    expect(Number.isSafeInteger(type.version) && type.version >= 1, `version ${type.version}`).toBe(
      true,
    )
    expect(isSentenceCase(type.title), type.title).toBe(true)
    expect(isSentence(type.summary), type.summary).toBe(true)
    for (const { title, ref } of type.sources ?? []) expect(title && ref).toBeTruthy()
    expect(type.version === 1 || type.migrate !== undefined, 'migrates older versions').toBe(true)
  })

  test('is a source exactly where it has no inputs, and a sink where it is one', () => {
    expect(inputs.length === 0).toBe(type.category === 'source')
    expect(outputs.length === 0 || type.effect === true).toBe(type.category === 'sink')
  })

  test.runIf(params.length > 0)(
    'has parameters with label, help and a default within limits',
    () => {
      for (const [name, param] of params) {
        expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
        expect(isSentenceCase(param.label), `${name}: ${param.label}`).toBe(true)
        expect(param.label.endsWith('.'), `${name}: ${param.label}`).toBe(false)
        expect(param.help, `${name}: help`).toMatch(/^\S.*\.$/s)
        expect(refuseValue(param, param.default), name).toBeUndefined()
        if (param.kind === 'number' || param.kind === 'integer') {
          expect((param.min ?? -Infinity) <= (param.max ?? Infinity), `${name}: limits`).toBe(true)
        }
        if (param.kind === 'choice') expect(new Set(param.options).size).toBe(param.options.length)
      }
    },
  )

  test('takes its rate from the wire', () => {
    if (type.category === 'source') return
    for (const [name] of params) expect(name).not.toMatch(sampleRateName)
  })

  test('has ports with names in lower camel case, help, and patterns that can be matched', () => {
    for (const [name, port] of [...inputs, ...outputs]) checkPort(name, port)
    for (const [name, port] of outputs) expect(port.kind, `${name} is an output`).toBe('one')
  })

  test('has something that ticks beside what is held', () => {
    const held = inputs.filter(([, port]) => port.join === 'latest')
    const ticks = inputs.some(([, port]) => port.join === 'match' && port.kind !== 'optional')
    expect(held.length === 0 || ticks).toBe(true)
  })
})

function checkPort(name: string, { help, axes, dtypes, units }: Port): void {
  expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
  expect(help, `${name}: help`).toMatch(/^\S/)
  expect(help.endsWith('.'), `${name}: ${help}`).toBe(false)
  expect(dtypes.length, name).toBeGreaterThan(0)
  expect(units === undefined || units.length > 0, `${name}: units`).toBe(true)
  // '...' stands for leading axes, so it can only lead
  expect(axes.lastIndexOf('...'), `${name}: ${axes}`).toBeLessThanOrEqual(0)
  for (const axis of axes) {
    if (axis !== '...') expect(axisNames, name).toContain(axis.replace('?', ''))
  }
}
