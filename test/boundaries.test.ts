/** Who may import whom: the table of docs/architecture, read from every import of every part. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

interface Part {
  /** Folder, or several, whose imports are read. */
  readonly folder: string
  /** Folders within that are parts of their own. */
  readonly without?: readonly string[]
  /** Packages, and parts of the workspace as "folder". A package stands for its paths too. */
  readonly may: readonly string[]
  /** Node's own modules. */
  readonly node?: boolean
  /** Uses ES2022 and nothing else. */
  readonly pure?: boolean
}

const graph = '@chirpflow/graph'
const nodes = '@chirpflow/nodes'
const formats = '@chirpflow/formats'
const runtime = '@chirpflow/runtime'
const statistics = '@chirpflow/statistics'
const experiment = '@chirpflow/experiment'
const hardware = '@chirpflow/hardware'
const react = ['react', 'react-dom', '@xyflow/react', 'zustand', '@dagrejs/dagre']
const view = { may: [graph, nodes, statistics, 'apps/editor/src', ...react] }

/** Parts that are not built yet are skipped until their folder is there. */
const parts: readonly Part[] = [
  { folder: 'packages/graph/src', may: [], pure: true },
  {
    folder: 'packages/nodes/src/dsp',
    may: ['@echogarden/pffft-wasm', 'ml-matrix'],
    pure: true,
  },
  {
    folder: 'packages/nodes/src',
    without: ['dsp'],
    may: [graph, 'packages/nodes/src/dsp'],
    pure: true,
  },
  { folder: 'packages/formats/src', may: [graph, 'h5wasm', 'fflate'], pure: true },
  { folder: 'packages/runtime/src', may: [graph], pure: true },
  { folder: 'packages/statistics/src', may: [], pure: true },
  { folder: 'packages/experiment/src', may: [graph, runtime, statistics], pure: true },
  { folder: 'packages/hardware/src', may: [graph, formats, 'serialport'], node: true },
  {
    folder: 'apps/cli/src',
    may: [
      graph,
      nodes,
      formats,
      runtime,
      statistics,
      experiment,
      hardware,
      'commander',
      'ws',
      'zod',
    ],
    node: true,
  },
  { folder: 'apps/editor/src/document', may: [graph, 'zustand/vanilla', '@dagrejs/dagre'] },
  { folder: 'apps/editor/src/canvas', ...view },
  { folder: 'apps/editor/src/panels', ...view },
  { folder: 'apps/editor/src/views', ...view },
  { folder: 'apps/editor/src/live', ...view },
  {
    folder: 'apps/editor/src/session',
    may: [
      graph,
      nodes,
      runtime,
      formats,
      statistics,
      experiment,
      'apps/editor/src/state',
      'zustand/vanilla',
      '@noble/hashes',
    ],
  },
  {
    // its entry, and what canvas, panels and views share
    folder: 'apps/editor/src',
    without: ['document', 'canvas', 'panels', 'views', 'live', 'session'],
    may: [...view.may, experiment, '@fontsource-variable'],
  },
  {
    folder: 'apps/editor/electron',
    may: [graph, nodes, formats, runtime, hardware, 'electron'],
    node: true,
  },
]

const present = parts.filter(({ folder }) => existsSync(join(root, folder)))

interface Import {
  readonly line: number
  readonly text: string
  /** undefined where it is not a plain text. */
  readonly from?: string
}

/** The source with comments blanked, line by line as it was. */
function withoutComments(source: string): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g
  return source.replace(token, (found) =>
    found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found,
  )
}

/** Static, side-effect and dynamic imports, re-exports, require, import types, references. */
function importsOf(source: string): Import[] {
  const lines = source.split('\n')
  const code = withoutComments(source)
  const quoted = `(?:'([^']*)'|"([^"]*)")`
  const patterns = [
    {
      code,
      pattern: new RegExp(String.raw`\b(?:import|export)\b[^'"\`;=()]*?\bfrom\s*${quoted}`, 'g'),
    },
    { code, pattern: new RegExp(String.raw`\bimport\s*${quoted}`, 'g') },
    { code, pattern: new RegExp(String.raw`\b(?:import|require)\s*\(\s*(?:${quoted})?`, 'g') },
    {
      code: source,
      pattern: new RegExp(
        String.raw`^\s*///\s*<reference\s+(?:types|path|lib)\s*=\s*${quoted}`,
        'gm',
      ),
    },
  ]
  return patterns.flatMap(({ code, pattern }) =>
    [...code.matchAll(pattern)].map((match) => {
      const before = code.slice(0, match.index + match[0].length).split('\n')
      const line = before.length
      return { line, text: lines[line - 1].trim(), from: match[1] ?? match[2] }
    }),
  )
}

function sourcesOf({ folder, without = [] }: Pick<Part, 'folder' | 'without'>): string[] {
  const list = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
      const path = join(at, entry.name)
      if (!entry.isDirectory()) return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : []
      return without.includes(relative(join(root, folder), path)) ? [] : list(path)
    })
  return list(join(root, folder)).filter((path) => !/\.test\.tsx?$/.test(path))
}

/** Why the part may not have the import; undefined where it may. */
function refuse(part: Part, path: string, { from }: Import): string | undefined {
  if (from === undefined) return 'imports what is no plain text'
  if (from.startsWith('.')) {
    const target = relative(root, resolve(dirname(path), from))
      .split(sep)
      .join('/')
    const inside = (folder: string) => target.startsWith(`${folder}/`)
    const home = part.folder.split('/').slice(0, 2).join('/')
    const own =
      target === `${home}/package.json` ||
      (inside(part.folder) && !part.without?.some((each) => inside(`${part.folder}/${each}`)))
    return own || part.may.some(inside) ? undefined : `may not import ${target}`
  }
  if (from.startsWith('node:')) return part.node ? undefined : 'may not use Node'
  const may = part.may.some((name) => from === name || from.startsWith(`${name}/`))
  return may ? undefined : `may not import ${from}`
}

describe.each(present)('$folder', (part) => {
  test('imports only what it may', () => {
    const offending = sourcesOf(part).flatMap((path) =>
      importsOf(readFileSync(path, 'utf8')).flatMap((found) => {
        const reason = refuse(part, path, found)
        const place = `${relative(root, path)}:${found.line}`
        return reason ? [`${place}: ${part.folder} ${reason}: ${found.text}`] : []
      }),
    )
    expect(offending).toEqual([])
  })
})

interface Manifest {
  readonly name: string
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
}

const readJson = <T>(...path: string[]) =>
  JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T

const homes = ['packages', 'apps'].flatMap((folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
    : [],
)

describe.each(homes)('%s', (home) => {
  const own = parts.filter(({ folder }) => folder.startsWith(`${home}/`))

  test('stands in the table', () => {
    expect(own.length, `${home} has no row in test/boundaries.test.ts`).toBeGreaterThan(0)
  })

  test('lists only what its rows allow', () => {
    const manifest = readJson<Manifest>(home, 'package.json')
    const listed = Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.optionalDependencies,
    })
    const allowed = own.flatMap(({ may }) => may)
    const over = listed.filter(
      (name) =>
        !allowed.some(
          (each) => each === name || each.startsWith(`${name}/`) || name.startsWith(`${each}/`),
        ),
    )
    expect(over).toEqual([])
  })
})

const pureHomes = homes.filter((home) =>
  parts.some(({ folder, pure }) => pure && folder.startsWith(`${home}/`)),
)

test.each(pureHomes)('%s compiles with ES2022 alone', (home) => {
  const { compilerOptions } = readJson<{ compilerOptions: { lib: string[]; types: string[] } }>(
    'tsconfig.base.json',
  )
  const { extends: base, compilerOptions: more = {} } = readJson<{
    extends: string
    compilerOptions?: Record<string, unknown>
  }>(home, 'tsconfig.json')
  expect(base).toBe('../../tsconfig.base.json')
  expect({ ...compilerOptions, ...more }).toMatchObject({ lib: ['ES2022'], types: [] })
})

test('every kind of import is seen, and comments and texts are not', () => {
  const source = `
import a from 'a'
import type { b } from "b"
import {
  c,
} from 'c'
import 'd'
export * from 'e'
export { f } from 'f'
const g = await import('g')
const h = require("h")
type I = import('i').I
/// <reference types="j" />
import(name)
// import k from 'k'
/* import l from 'l'
   import 'm' */
const text = "no // comment"; import n from 'n'
const words = \`import o from p\`
export const from = 'q'
export default defineNode({ at: from('r') })
import * as s from 's'; import t, { u } from 't'
`
  const found = importsOf(source)
  expect(found.map(({ from }) => from ?? '?').sort()).toEqual([...'abcdefghijnst', '?'].sort())
  expect(found.find(({ from }) => from === 'c')).toMatchObject({ line: 6, text: "} from 'c'" })
})

test('what is forbidden is refused', () => {
  const of = (folder: string) => parts.find((part) => part.folder === folder)!
  const why = (folder: string, file: string, from: string) =>
    refuse(of(folder), join(root, folder, file), { line: 1, text: '', from })
  expect(why('packages/graph/src', 'plan.ts', './file.ts')).toBeUndefined()
  expect(why('packages/graph/src', 'plan.ts', 'node:fs')).toBe('may not use Node')
  expect(why('packages/graph/src', 'plan.ts', '../../runtime/src/run.ts')).toMatch(/may not import/)
  expect(why('packages/nodes/src', 'range/a.ts', '../dsp/fft.ts')).toBeUndefined()
  expect(why('packages/nodes/src', 'range/a.ts', 'ml-matrix')).toMatch(/may not import/)
  expect(why('packages/nodes/src/dsp', 'fft.ts', '../range/a.ts')).toMatch(/may not import/)
  expect(why('packages/nodes/src/dsp', 'fft.ts', graph)).toMatch(/may not import/)
  expect(why('packages/runtime/src', 'run.ts', nodes)).toMatch(/may not import/)
  expect(why('packages/runtime/src', 'run.ts', `${graph}-other`)).toMatch(/may not import/)
  expect(why('apps/editor/src/document', 'a.ts', 'zustand')).toMatch(/may not import/)
  expect(why('apps/editor/src/panels', 'a.ts', hardware)).toMatch(/may not import/)
})
