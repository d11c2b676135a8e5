/**
 * The page plans nodes and never runs them: its bundle goes without their `open`, and so without the
 * kernels behind it. The engine's thread, a bundle of its own, has both.
 */
import type { Plugin } from 'vite'

const nodeFile = /\/packages\/nodes\/src\/(?!dsp\/|lint\/|parts\/)[^/]+\/[^/]+\.ts$/
const fftLibrary = /\/pffft-wasm\//
const instead = `open() { throw new Error('nodes run in the engine, not in the page') }`

/** The few parts of a syntax tree that are looked at. */
interface Tree {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export function planOnly(): Plugin {
  return {
    name: 'plan-only',
    // a server for development gives page and engine the same files
    apply: 'build',
    // what is parsed is JavaScript by then
    enforce: 'post',
    transform(code, id) {
      // the package does not say so itself: without the kernels nothing of it is used
      if (fftLibrary.test(id)) return { code, map: null, moduleSideEffects: false }
      if (!nodeFile.test(id)) return undefined
      const open = openOf(this.parse(code) as unknown as Tree)
      if (!open) throw new Error(`${id} is no node file: it declares no open`)
      return { code: code.slice(0, open.start) + instead + code.slice(open.end), map: null }
    },
  }
}

/** The property `open` of what is handed to defineNode. */
function openOf({ body }: Tree): Tree | undefined {
  const exported = (body as Tree[]).find(({ type }) => type === 'ExportDefaultDeclaration')
  const [definition] = ((exported?.declaration as Tree | undefined)?.arguments ?? []) as Tree[]
  const properties = (definition?.properties ?? []) as Tree[]
  return properties.find(({ key }) => (key as Tree | undefined)?.name === 'open')
}
