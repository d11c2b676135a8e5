/** Checks kernels against the NumPy vectors of packages/nodes/vectors. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type Members = { readonly [name: string]: Json }
export type Numbers = { readonly [name: string]: ArrayLike<number> }
/** Returns what the file's `output` names, as numbers; complex numbers interleaved. */
export type Adapter = (input: Members, parameters: Members) => Numbers | Promise<Numbers>

interface Case {
  readonly parameters: Members
  readonly input: Members
  readonly output: Members
}

export const vectorFolder = new URL('../../packages/nodes/vectors/', import.meta.url)

/** Nested lists, numbers and {re, im} to one flat array (complex interleaved). */
export function flat(value: Json | undefined): Float64Array {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const re = flat(value.re)
    const im = flat(value.im)
    return Float64Array.from({ length: 2 * re.length }, (_, i) => (i % 2 ? im : re)[i >> 1])
  }
  return Float64Array.from([value].flat(9) as number[])
}

export function number(members: Members, name: string): number {
  if (typeof members[name] !== 'number') throw new Error(`no number ${name}`)
  return members[name]
}

/** Whether the value is complex, and how many rows it has. */
export function shape(value: Json | undefined): { complex: boolean; rows: number } {
  const complex = typeof value === 'object' && value !== null && !Array.isArray(value)
  const list = (complex ? value.re : value) as Json[]
  return { complex, rows: Array.isArray(list[0]) ? list.length : 1 }
}

/** A test a case of each file: 1e-9 of the largest value wanted, 1e-4 for those in single precision. */
export function checkVectors(
  adapters: { readonly [file: string]: Adapter },
  single: readonly string[] = [],
): void {
  describe.each(Object.entries(adapters))('%s', (file, adapter) => {
    const { cases } = JSON.parse(readFileSync(new URL(`${file}.json`, vectorFolder), 'utf8')) as {
      cases: Case[]
    }
    test.each(cases.map((one, i) => [i, one] as const))('case %i', async (_, one) => {
      const got = await adapter(one.input, one.parameters)
      for (const [name, actual] of Object.entries(got)) {
        const wanted = flat(one.output[name])
        expect(actual.length).toBe(wanted.length)
        const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        let worst = 0
        wanted.forEach((value, i) => {
          const miss = Math.abs(actual[i] - value)
          worst = Number.isNaN(miss) ? Number.NaN : Math.max(worst, miss)
        })
        expect(worst / (scale || 1), name).toBeLessThanOrEqual(single.includes(file) ? 1e-4 : 1e-9)
      }
    })
  })
}
